import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Ops, Tensor } from '../../../src/core/ops';
import { initBackend, numbers, numericGradient, sizeOf, tf, toBeAllclose } from '../support';

const EPSILON = 1e-3;

function reference(x: ArrayLike<number>, gamma: ArrayLike<number>, beta: ArrayLike<number>) {
  const channels = gamma.length;
  const count = x.length / channels;
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  for (let i = 0; i < x.length; i++) mean[i % channels]! += x[i]! / count;
  for (let i = 0; i < x.length; i++) variance[i % channels]! += (x[i]! - mean[i % channels]!) ** 2 / count;
  const y = Float64Array.from({ length: x.length }, (_, i) => {
    const c = i % channels;
    return ((x[i]! - mean[c]!) / Math.sqrt(variance[c]! + EPSILON)) * gamma[c]! + beta[c]!;
  });
  return { y, mean, variance };
}

describe.each([
  ['cpu', 'fused'],
  ['wasm', 'fused'],
  ['cpu', 'safe'],
  ['wasm', 'safe'],
  ['cpu', 'composed'],
  ['wasm', 'composed'],
] as const)('batch normalisation on %s, %s', (backend, kind) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode: kind === 'safe' });
    // as on a backend without the kernel, such as webgpu
    if (kind === 'composed') tf.unregisterKernel('GrimoireBatchNorm', backend);
  });

  it.each([[[4, 1]], [[5, 3]], [[2, 3, 3, 7]], [[9, 5, 1, 2]], [[1500, 4]]])('of %j', (shape) => {
    const channels = shape.at(-1)!;
    const [xs, gs, bs, dys] = [numbers(sizeOf(shape), 1), numbers(channels, 2), numbers(channels, 3), numbers(sizeOf(shape), 4)];
    const x = tf.tensor(xs, shape);
    const [gamma, beta] = [tf.tensor1d(gs), tf.tensor1d(bs)];
    const result = ops.batchNorm(x, gamma, beta, EPSILON);
    const expected = reference(xs, gs, bs);
    expect([result.y, result.mean, result.variance].map((t) => t.shape)).toEqual([shape, [channels], [channels]]);
    toBeAllclose(result.y, expected.y, { atol: 1e-4 });
    toBeAllclose(result.mean, expected.mean);
    toBeAllclose(result.variance, expected.variance);
    if (sizeOf(shape) > 200) return;
    const apply = (...args: Tensor[]) => ops.batchNorm(args[0]!, args[1] as Tensor1D, args[2] as Tensor1D, EPSILON).y;
    const [dx, dgamma, dbeta] = tf.grads(apply)([x, gamma, beta], tf.tensor(dys, shape));
    const tolerance = { atol: 1e-4, rtol: 1e-3 };
    toBeAllclose(dx!, numericGradient((v) => reference(v, gs, bs).y, xs, dys), tolerance);
    toBeAllclose(dgamma!, numericGradient((v) => reference(xs, v, bs).y, gs, dys), tolerance);
    toBeAllclose(dbeta!, numericGradient((v) => reference(xs, gs, v).y, bs, dys), tolerance);
  });

  it('does not lose a small spread around a large mean', () => {
    const xs = numbers(3000, 5).map((value) => 1000 + value);
    const { variance } = ops.batchNorm(tf.tensor2d(xs, [1000, 3]), tf.ones([3]), tf.zeros([3]), EPSILON);
    toBeAllclose(variance, reference(xs, [1, 1, 1], [0, 0, 0]).variance, { rtol: 1e-3 });
  });

  it('lets NaN through, in its own channel only', () => {
    const { y } = ops.batchNorm(tf.tensor2d([NaN, 0, 1, 2, 3, 4], [3, 2]), tf.ones([2]), tf.zeros([2]), EPSILON);
    expect([...y.dataSync()].map(Number.isNaN)).toEqual([true, false, true, false, true, false]);
  });
});
