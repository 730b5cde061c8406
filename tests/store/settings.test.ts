import { describe, expect, it } from 'vitest';
import type { BackendRequest } from '../../src/engine/protocol';
import { keepKernels, readKernels, readQueuePaused, readRequest, writeQueuePaused, writeRequest } from '../../src/store/settings';

function memoryOf(text?: string) {
  let kept = text ?? null;
  return { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
}

const forbidden = {
  getItem: () => {
    throw new Error('storage is switched off');
  },
  setItem: () => {
    throw new Error('storage is full');
  },
};

describe('the backend that was asked for', () => {
  it.each<BackendRequest>([{ backend: 'auto' }, { backend: 'webgpu' }, { backend: 'wasm' }, { backend: 'cpu' }, { backend: 'cpu', safeMode: true }])('is remembered: %j', (request) => {
    const memory = memoryOf();
    writeRequest(memory, request);
    expect(readRequest(memory)).toEqual(request);
  });

  it.each([undefined, '', 'cuda', 'toString', '{"backend":"cpu"}'])('is chosen automatically where %j is kept', (text) => {
    expect(readRequest(memoryOf(text))).toEqual({ backend: 'auto' });
  });

  it('does not need a storage that works', () => {
    expect(readRequest(undefined)).toEqual({ backend: 'auto' });
    expect(readRequest(forbidden)).toEqual({ backend: 'auto' });
    expect(() => writeRequest(forbidden, { backend: 'cpu' })).not.toThrow();
  });
});

describe('whether the queue is paused', () => {
  it.each([true, false])('is remembered: %s', (paused) => {
    const memory = memoryOf();
    writeQueuePaused(memory, paused);
    expect(readQueuePaused(memory)).toBe(paused);
  });

  it('is not, where nothing is kept', () => {
    expect([undefined, forbidden, memoryOf()].map(readQueuePaused)).toEqual([false, false, false]);
    expect(() => writeQueuePaused(forbidden, true)).not.toThrow();
  });
});

describe('the choice of kernels', () => {
  const report = (adapter: string, matMul: string) => ({ backend: 'webgpu', safeMode: false, device: '', reason: '', kernels: { adapter, choice: { matMul, threads: 64 } } }) as const;

  it('is kept for every adapter', () => {
    const memory = memoryOf();
    keepKernels(memory, report('one', '4x4'));
    keepKernels(memory, report('two', '8x8'));
    keepKernels(memory, report('one', '8x8'));
    expect(readKernels(memory)).toEqual({ one: { matMul: '8x8', threads: 64 }, two: { matMul: '8x8', threads: 64 } });
  });

  it.each(['', 'nonsense', '[]', '{"one":3}', '{"one":{"matMul":{}}}', 'null'])('is forgotten where %j is kept', (text) => {
    expect(readKernels(memoryOf(text))).toEqual({});
  });

  it('does not need a storage that works', () => {
    expect(readKernels(undefined)).toEqual({});
    expect(() => keepKernels(forbidden, report('one', '4x4'))).not.toThrow();
  });
});
