import { afterEach, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/device-check';

afterEach(() => vi.restoreAllMocks());

/** Runs the command and returns what it printed. */
async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
  return { code: await main(argv), out, err };
}

const SMALL = '#v=1&data.size=200&model.width=2&model.hidden=8';

it('finds a right device right', { timeout: 60_000 }, async () => {
  const { code, out } = await run(SMALL, '--json');
  const { kernels, walk, device } = JSON.parse(out) as { kernels: { ok: boolean }[]; walk: { layers: object[]; wrongForward?: string }; device: { backend: string } };
  expect(code).toBe(0);
  expect(device.backend).toBe('wasm');
  expect(kernels.length).toBeGreaterThan(300);
  expect(kernels.every(({ ok }) => ok)).toBe(true);
  expect(walk.layers.length).toBeGreaterThan(5);
});

it('names a planted wrong kernel, and ends with 1', { timeout: 60_000 }, async () => {
  const { code, out } = await run(`${SMALL}&bug=wrong-kernel`);
  expect(code).toBe(1);
  expect(out).toMatch(/that passes on a wrong gradient: pool2/);
});

it('refuses bad input with a sentence', async () => {
  expect(await run('--nonsense')).toMatchObject({ code: 2, err: 'There is no option --nonsense\n' });
  expect((await run('--help')).out).toContain('device-check');
});
