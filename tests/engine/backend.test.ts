import { describe, expect, it, vi } from 'vitest';
import type { Tf } from '../../src/core/ops';
import { chooseBackend, type Platform, type WebGpuAdapter } from '../../src/engine/backend';

const adapter = (software: boolean): WebGpuAdapter => ({ name: software ? 'google swiftshader' : 'nvidia hopper', software, onFailure: () => undefined });

interface Machine {
  readonly adapter?: WebGpuAdapter;
  readonly threads?: string;
  /** What breaks instead of saying that it is not there. */
  readonly broken?: boolean;
}

function platform({ adapter: found, threads, broken = false }: Machine): { platform: Platform; current: () => string | undefined; asked: string[] } {
  let current: string | undefined;
  const asked: string[] = [];
  const answer = <T>(name: string, value: T): Promise<T> => {
    asked.push(name);
    return broken ? Promise.reject(new Error('it fell apart')) : Promise.resolve(value);
  };
  const tf = { setBackend: (name: string) => Promise.resolve(void (current = name)), ready: () => Promise.resolve() } as unknown as Tf;
  return {
    platform: { tf, webgpu: () => answer('webgpu', found), wasm: () => answer('wasm', threads), cpu: () => Promise.resolve(void asked.push('cpu')) },
    current: () => current,
    asked,
  };
}

describe('the backend', () => {
  it.each([
    ['a hardware GPU computes', { adapter: adapter(false), threads: '1 thread' }, { backend: 'auto' }, 'webgpu', 'WebGPU, nvidia hopper', /fastest/],
    ['a GPU in software gives way to WebAssembly', { adapter: adapter(true), threads: '4 threads' }, { backend: 'auto' }, 'wasm', 'WebAssembly, 4 threads', /slower than WebAssembly/],
    ['a GPU in software is used where someone insists', { adapter: adapter(true), threads: '1 thread' }, { backend: 'webgpu' }, 'webgpu', 'WebGPU, google swiftshader', /You asked/],
    ['without an adapter it is WebAssembly', { threads: '1 thread' }, { backend: 'auto' }, 'wasm', 'WebAssembly, 1 thread', /No WebGPU adapter/],
    ['without an adapter and without SIMD it is plain JavaScript', {}, { backend: 'auto' }, 'cpu', 'Plain JavaScript', /SIMD is not available/],
    ['what breaks is as good as absent', { broken: true }, { backend: 'auto' }, 'cpu', 'Plain JavaScript', /No WebGPU adapter/],
    ['WebAssembly can be asked for', { adapter: adapter(false), threads: '1 thread' }, { backend: 'wasm' }, 'wasm', 'WebAssembly, 1 thread', /You asked/],
    ['plain JavaScript can be asked for', { adapter: adapter(false), threads: '1 thread' }, { backend: 'cpu' }, 'cpu', 'Plain JavaScript', /You asked/],
    ['safe mode computes on the cpu whatever else is there', { adapter: adapter(false), threads: '1 thread' }, { backend: 'auto', safeMode: true }, 'cpu', 'Plain JavaScript', /Safe mode/],
  ] as const)('%s', async (_, machine: Machine, request, backend, device, reason) => {
    const { platform: here, current } = platform(machine);
    const { report } = await chooseBackend(here, request);
    expect(report).toMatchObject({ backend, device, safeMode: 'safeMode' in request });
    expect(current()).toBe(backend);
    expect(report.reason).toMatch(reason);
    expect(report.reason).toMatch(/^[A-Z].*\.$/);
  });

  it('is told how many threads it may have', async () => {
    const wasm = vi.fn(() => Promise.resolve('1 thread'));
    await chooseBackend({ ...platform({}).platform, wasm }, { backend: 'wasm', threads: 1 });
    expect(wasm).toHaveBeenCalledWith(1);
  });

  it('that computes on a GPU hands on its adapter, to hear of its failure', async () => {
    const found = adapter(false);
    expect((await chooseBackend(platform({ adapter: found }).platform, { backend: 'auto' })).adapter).toBe(found);
    expect((await chooseBackend(platform({ threads: '1 thread' }).platform, { backend: 'auto' })).adapter).toBeUndefined();
  });

  it.each([
    ['webgpu', {}, /No WebGPU adapter answers here\. Choose WebAssembly instead\.$/],
    ['wasm', {}, /SIMD is not available here\. Choose the cpu backend instead\.$/],
  ] as const)('%s that was asked for and cannot be had is refused with a sentence', async (backend, machine, sentence) => {
    await expect(chooseBackend(platform(machine).platform, { backend })).rejects.toThrow(sentence);
  });

  it('does not touch what was not asked for', async () => {
    const { platform: here, asked } = platform({ adapter: adapter(false), threads: '1 thread' });
    await chooseBackend(here, { backend: 'cpu' });
    expect(asked).toEqual(['cpu']);
  });
});
