import { beforeAll, describe, expect, it } from 'vitest';
import type { Ops } from '../../../src/core/ops';
import { initBackend, numbers, sizeOf, tf, toBeAllclose } from '../support';

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['cpu', true],
  ['wasm', true],
] as const)('affine on %s, safe mode %s', (backend, safeMode) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode });
  });

  it.each([
    [[7, 1], 1, 1],
    [[5, 3], 3, 3],
    [[2, 3, 3, 31], 31, 31],
    [[1, 4, 4, 4], 4, 1],
    [[33, 65], 1, 65],
    [[33, 8], 1, 1],
  ])('of %j with %i scales and %i shifts, and its gradient', (shape, scales, shifts) => {
    const [xs, scale, shift, dys] = [numbers(sizeOf(shape), 1), numbers(scales, 2), numbers(shifts, 3), numbers(sizeOf(shape), 4)];
    const channels = shape.at(-1)!;
    const at = (values: Float32Array, i: number) => values[(i % channels) % values.length]!;
    const apply = (x: ReturnType<typeof tf.tensor>) => ops.affine(x, tf.tensor1d(scale), tf.tensor1d(shift));
    const y = apply(tf.tensor(xs, shape));
    expect(y.shape).toEqual(shape);
    toBeAllclose(y, Array.from(xs, (x, i) => x * at(scale, i) + at(shift, i)));
    toBeAllclose(tf.grad(apply)(tf.tensor(xs, shape), tf.tensor(dys, shape)), Array.from(dys, (dy, i) => dy * at(scale, i)));
  });

  it('lets NaN through', () => {
    const y = ops.affine(tf.tensor2d([NaN, 1, Infinity, 2], [2, 2]), tf.tensor1d([1, 1]), tf.tensor1d([0, 0]));
    expect([...y.dataSync()]).toEqual([NaN, 1, Infinity, 2]);
  });
});
