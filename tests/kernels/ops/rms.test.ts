import { beforeAll, describe, expect, it } from 'vitest';
import type { Ops } from '../../../src/core/ops';
import { initBackend, numbers, sizeOf, tf, toBeAllclose } from '../support';

const SHAPES = [[], [1], [3], [7, 31], [4, 4], [33, 65], [3, 3, 8, 16], [5], [2, 2], [64], [10_000]];

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['cpu', true],
  ['wasm', true],
] as const)('root mean squares on %s, safe mode %s', (backend, safeMode) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode });
  });

  it.each([1, 2, SHAPES.length])('of %i tensors', (count) => {
    const values = SHAPES.slice(0, count).map((shape, i) => numbers(sizeOf(shape), i + 1));
    const result = ops.rms(values.map((one, i) => tf.tensor(one, SHAPES[i])));
    expect(result.shape).toEqual([count]);
    toBeAllclose(result, values.map((one) => Math.sqrt(one.reduce((sum, value) => sum + value ** 2, 0) / one.length)));
  });

  it('lets NaN and infinity through, each in its own tensor only', () => {
    const tensors = [tf.tensor1d([1, NaN, 2]), tf.tensor1d([3, 3]), tf.tensor1d([Infinity, 1])];
    expect([...ops.rms(tensors).dataSync()]).toEqual([NaN, 3, Infinity]);
  });
});
