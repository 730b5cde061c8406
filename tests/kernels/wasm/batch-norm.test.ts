import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor } from '../../../src/core/ops';
import { simdBatchNorm, simdBatchNormGradient } from '../../../src/kernels/wasm/batch-norm';
import { batchNormGradients, batchNormReference, EPSILON, MOMENTUM } from '../../../src/engine/device-check/references/batch-norm';
import { initBackend, numbers, sizeOf, tf, toBeAllclose } from '../support';
import { runSimd } from './simd';

const forward = (inputs: Record<'x' | 'gamma' | 'beta' | 'mean' | 'variance', Tensor>) =>
  runSimd(simdBatchNorm, inputs, { epsilon: EPSILON, momentum: MOMENTUM }) as [Tensor, Tensor, Tensor, Tensor];

describe('batch normalisation in SIMD', () => {
  beforeAll(() => initBackend('wasm'));

  const shapes = [[4, 1], [5, 3], [1, 2], [2, 3, 3, 7], [9, 5, 1, 2], [1500, 4], [33, 65], [7, 31, 3, 8], [20_000, 3]];
  it.each(shapes.map((shape) => [shape]))('of %j', (shape) => {
    const channels = shape.at(-1)!;
    const [xs, gs, bs, dys] = [numbers(sizeOf(shape), 1), numbers(channels, 2), numbers(channels, 3), numbers(sizeOf(shape), 4)];
    const running = { mean: numbers(channels, 5), variance: numbers(channels, 6).map(Math.abs) };
    const x = tf.tensor(xs, shape);
    const gamma = tf.tensor1d(gs);
    const [beta, oldMean, oldVariance] = [bs, running.mean, running.variance].map((values) => tf.tensor1d(values));
    const [y, moments, mean, variance] = forward({ x, gamma, beta: beta!, mean: oldMean!, variance: oldVariance! });
    const expected = batchNormReference(xs, gs, bs, running);
    expect([y, moments, mean, variance].map((t) => t.shape)).toEqual([shape, [2, channels], [channels], [channels]]);
    toBeAllclose(y, expected.y, { atol: 1e-4 });
    toBeAllclose(mean, expected.mean);
    toBeAllclose(variance, expected.variance);
    const gradients = runSimd(simdBatchNormGradient, { dy: tf.tensor(dys, shape), x, gamma, moments });
    Object.values(batchNormGradients(xs, gs, dys)).forEach((gradient, i) => {
      toBeAllclose(gradients[i]!, gradient, { atol: 1e-4, rtol: 1e-3 });
    });
  });

  const plain = (x: Tensor) => {
    const [ones, zeros] = [tf.ones([x.shape.at(-1)!]), tf.zeros([x.shape.at(-1)!])];
    return forward({ x, gamma: ones, beta: zeros, mean: zeros, variance: ones });
  };

  it('does not lose a small spread around a large mean', () => {
    const xs = numbers(3000, 5).map((value) => 1000 + value);
    const [y, , , variance] = plain(tf.tensor2d(xs, [1000, 3]));
    const expected = batchNormReference(xs, [1, 1, 1], [0, 0, 0], { mean: [0, 0, 0], variance: [1, 1, 1] });
    toBeAllclose(variance, expected.variance);
    toBeAllclose(y, expected.y);
  });

  it('lets NaN through, in its own channel only', () => {
    const [y, , mean, variance] = plain(tf.tensor2d([NaN, 0, 1, 2, 3, 4], [3, 2]));
    expect([...y.dataSync()].map(Number.isNaN)).toEqual([true, false, true, false, true, false]);
    expect([...mean.dataSync(), ...variance.dataSync()].map(Number.isNaN)).toEqual([true, false, true, false]);
  });
});
