import { expect, it } from 'vitest';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Tensor } from '../../../src/core/ops';
import { batchNormGradients, batchNormReference, EPSILON, MOMENTUM } from '../../../src/engine/device-check/references/batch-norm';
import { numbers, sizeOf, tf, toBeAllclose } from '../support';
import { describeOnWebGPU, ops, poison } from './support';

const OPTIONS = { epsilon: EPSILON, momentum: MOMENTUM };

await describeOnWebGPU('batch normalisation on WebGPU', () => {
  /** The results, and the gradients under dy, of x [..., C]. */
  async function apply(shape: readonly number[], x: Float32Array, dy: Float32Array, seed = 2) {
    const channels = shape.at(-1)!;
    const [gamma, beta, mean] = [numbers(channels, seed), numbers(channels, seed + 1), numbers(channels, seed + 2)];
    const variance = numbers(channels, seed + 3).map(Math.abs);
    const running = { mean: tf.tensor1d(mean), variance: tf.tensor1d(variance) };
    const forward = (...args: Tensor[]) => ops.batchNorm(args[0]!, args[1] as Tensor1D, args[2] as Tensor1D, running, OPTIONS);
    const inputs = [tf.tensor(x, [...shape]), tf.tensor1d(gamma), tf.tensor1d(beta)];
    await poison(shape, [channels], [2, channels]);
    const result = forward(...inputs);
    await poison(shape, [channels], [2, channels]);
    const [dx, dgamma, dbeta] = tf.grads((...args: Tensor[]) => forward(...args).y)(inputs, tf.tensor(dy, [...shape]));
    const tensors = { ...result, dx: dx!, dgamma: dgamma!, dbeta: dbeta! };
    expect(Object.values(tensors).map((tensor) => tensor.shape)).toEqual([shape, [channels], [channels], shape, [channels], [channels]]);
    const values = await Promise.all(Object.values(tensors).map((tensor) => tensor.data()));
    const actual = Object.fromEntries(Object.keys(tensors).map((name, i) => [name, values[i]!])) as Record<keyof typeof tensors, Float32Array>;
    return { actual, expected: { ...batchNormReference(x, gamma, beta, { mean, variance }), ...batchNormGradients(x, gamma, dy) } };
  }

  it.each([
    [[1, 1]],
    [[1, 4]],
    [[2, 3]],
    [[3, 4]],
    [[7, 31]],
    [[33, 65]],
    [[4, 3, 3, 5]],
    [[2, 7, 9, 8]],
    [[31, 6, 6, 12]],
    [[5000, 1]],
    [[8, 32, 32, 16]],
  ])('of %j', async (shape) => {
    const { actual, expected } = await apply(shape, numbers(sizeOf(shape), 1), numbers(sizeOf(shape), 6));
    const rows = sizeOf(shape) / shape.at(-1)!;
    toBeAllclose(actual.y, expected.y, { atol: 1e-4, rtol: 1e-4 });
    toBeAllclose(actual.mean, expected.mean);
    toBeAllclose(actual.variance, expected.variance);
    toBeAllclose(actual.dx, expected.dx, { atol: 1e-4, rtol: 1e-3 });
    toBeAllclose(actual.dgamma, expected.dgamma, { atol: 1e-5 * Math.sqrt(rows) + 1e-4, rtol: 1e-4 });
    toBeAllclose(actual.dbeta, expected.dbeta, { atol: 1e-5 * Math.sqrt(rows), rtol: 1e-4 });
  });

  it.each([
    ['a small spread around a large mean', (value: number) => 1000 + value],
    ['a few values far from all others', (value: number, i: number) => (i < 3 ? 1e4 : value)],
  ])('does not lose %s', async (_, change) => {
    const x = numbers(30_000, 5).map(change);
    const { actual, expected } = await apply([10_000, 3], x, numbers(30_000, 6));
    toBeAllclose(actual.mean, expected.mean, { rtol: 1e-5 });
    toBeAllclose(actual.variance, expected.variance, { rtol: 1e-3 });
    toBeAllclose(actual.y, expected.y, { atol: 1e-3, rtol: 1e-3 });
  });

  it('is as exact as the numbers allow where all are equal', async () => {
    const { actual, expected } = await apply([500, 4], new Float32Array(2000).fill(123.456), numbers(2000, 6));
    toBeAllclose(actual.variance, expected.variance);
    toBeAllclose(actual.y, expected.y, { atol: 1e-3 });
  });

  it.each([NaN, Infinity])('lets %d through, in its own channel only', async (value) => {
    for (const channels of [3, 8]) {
      const x = numbers(40 * channels, 7);
      x[5 * channels + 1] = value;
      const { actual } = await apply([40, channels], x, numbers(40 * channels, 6));
      const own = (values: Float32Array) => values.every((one, i) => Number.isFinite(one) === (i % channels !== 1));
      expect([actual.y, actual.variance, actual.dx, actual.dgamma].map(own)).toEqual([true, true, true, true]);
      expect(Number.isFinite(actual.mean[1]!)).toBe(false);
    }
  });
});
