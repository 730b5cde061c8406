/** `npm run train -- … --export`: the files that it leaves. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/train';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'grimoire-export-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** @returns the exit code and what was written to standard error */
async function train(...argv: string[]): Promise<{ readonly code: number; readonly stderr: string }> {
  let stderr = '';
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true));
  return { code: await main(argv), stderr };
}

it('writes metrics, weights, a Keras model and the script into a folder that it makes', async () => {
  const target = path.join(folder, 'new', 'one');
  const { code } = await train('#v=1&data=points&model=mlp&data.size=100&epochs=4&batch=50&seed=3', '--export', target);
  expect(code).toBe(0);
  const names = (await readdir(target)).sort();
  expect(names).toEqual([expect.stringMatching(/^events\.out\.tfevents\.\d+\.grimoire$/), 'keras', 'metrics.csv', 'metrics.jsonl', 'model-pytorch.safetensors', 'model.safetensors', 'script.py']);
  expect((await readdir(path.join(target, 'keras'))).sort()).toEqual(['model.json', 'weights.bin']);
  const text = (name: string) => readFile(path.join(target, name), 'utf8');
  const rows = (await text('metrics.csv')).trimEnd().split('\r\n').slice(1).map((line) => line.split(','));
  expect(rows.map(([, name, seed, step]) => [name, seed, step])).toEqual(Array.from({ length: 9 }, (_, step) => [expect.stringContaining('MLP'), '3', String(step)]));
  const measured = (await text('metrics.jsonl')).trimEnd().split('\n').map((line) => JSON.parse(line) as { type: string; test?: { samples: number } });
  expect(measured.at(-1)).toMatchObject({ type: 'result', status: 'finished', step: 8, test: { samples: expect.any(Number) } });
  expect(await text('script.py')).toContain('torch.manual_seed(3)');
});

it('leaves out what cannot be, and says why', async () => {
  const target = path.join(folder, 'two');
  const { code, stderr } = await train('#v=1&data=points&model=mlp&data.size=100&epochs=2&do', '--export', target);
  expect(code).toBe(0);
  expect(stderr).toMatch(/There are no weights for script\.py: Dropout rebuilds the network/);
  expect(await readdir(target)).not.toContain('model-pytorch.safetensors');
});

it('writes the metrics of a run that diverges, too', async () => {
  const target = path.join(folder, 'three');
  const { code } = await train('#v=1&data=points&model=mlp&data.size=100&epochs=50&batch=20&lr=100&sgd&constant&warmup=off', '--export', target);
  expect(code).toBe(1);
  const lines = (await readFile(path.join(target, 'metrics.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ type: 'result', status: 'failed', failure: { reason: expect.any(String) } });
});
