import { beforeAll, describe, expect, it } from 'vitest';
import type { Rank, Tensor1D } from '@tensorflow/tfjs-core';
import type { Ops, Tensor } from '../../../src/core/ops';
import { batchNormGradients, batchNormReference, EPSILON, MOMENTUM } from '../../../src/engine/device-check/references/batch-norm';
import { initBackend, numbers, numericGradient, sizeOf, tf, toBeAllclose } from '../support';

const OPTIONS = { epsilon: EPSILON, momentum: MOMENTUM };

it('the reference has the gradients of its own results', () => {
  const [x, gamma, beta, dy] = [numbers(21, 1), numbers(3, 2), numbers(3, 3), numbers(21, 4)];
  const running = { mean: beta, variance: beta };
  const { dx, dgamma, dbeta } = batchNormGradients(x, gamma, dy);
  toBeAllclose(dx, numericGradient((v) => batchNormReference(v, gamma, beta, running).y, x, dy));
  toBeAllclose(dgamma, numericGradient((v) => batchNormReference(x, v, beta, running).y, gamma, dy));
  toBeAllclose(dbeta, numericGradient((v) => batchNormReference(x, gamma, v, running).y, beta, dy));
});

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['cpu', true],
  ['wasm', true],
] as const)('batch normalisation on %s, safe mode %s', (backend, safeMode) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode });
  });
  const fresh = (channels: number) => ({ mean: tf.zeros<Rank.R1>([channels]), variance: tf.ones<Rank.R1>([channels]) });

  it.each([[[4, 1]], [[5, 3]], [[1, 2]], [[2, 3, 3, 7]], [[9, 5, 1, 2]], [[1500, 4]], [[33, 65]], [[7, 31, 3, 8]]])('of %j', (shape) => {
    const channels = shape.at(-1)!;
    const [xs, gs, bs, dys] = [numbers(sizeOf(shape), 1), numbers(channels, 2), numbers(channels, 3), numbers(sizeOf(shape), 4)];
    const [ms, vs] = [numbers(channels, 5), numbers(channels, 6).map(Math.abs)];
    const x = tf.tensor(xs, shape);
    const [gamma, beta] = [tf.tensor1d(gs), tf.tensor1d(bs)];
    const running = { mean: tf.tensor1d(ms), variance: tf.tensor1d(vs) };
    const result = ops.batchNorm(x, gamma, beta, running, OPTIONS);
    const expected = batchNormReference(xs, gs, bs, { mean: ms, variance: vs });
    expect([result.y, result.mean, result.variance].map((t) => t.shape)).toEqual([shape, [channels], [channels]]);
    toBeAllclose(result.y, expected.y, { atol: 1e-4 });
    toBeAllclose(result.mean, expected.mean);
    toBeAllclose(result.variance, expected.variance);
    expect([...running.mean.dataSync()]).toEqual([...ms]);
    const apply = (...args: Tensor[]) => ops.batchNorm(args[0]!, args[1] as Tensor1D, args[2] as Tensor1D, running, OPTIONS).y;
    const gradients = tf.grads(apply)([x, gamma, beta], tf.tensor(dys, shape));
    const tolerance = { atol: 1e-4, rtol: 1e-3 };
    Object.values(batchNormGradients(xs, gs, dys)).forEach((gradient, i) => {
      toBeAllclose(gradients[i]!, gradient, tolerance);
    });
  });

  it('does not lose a small spread around a large mean', () => {
    const xs = numbers(3000, 5).map((value) => 1000 + value);
    const { variance } = ops.batchNorm(tf.tensor2d(xs, [1000, 3]), tf.ones([3]), tf.zeros([3]), fresh(3), OPTIONS);
    const expected = batchNormReference(xs, [1, 1, 1], [0, 0, 0], { mean: [0, 0, 0], variance: [1, 1, 1] });
    toBeAllclose(variance, expected.variance, { rtol: 1e-3 });
  });

  it('lets NaN through, in its own channel only', () => {
    const { y, mean, variance } = ops.batchNorm(tf.tensor2d([NaN, 0, 1, 2, 3, 4], [3, 2]), tf.ones([2]), tf.zeros([2]), fresh(2), OPTIONS);
    expect([...y.dataSync()].map(Number.isNaN)).toEqual([true, false, true, false, true, false]);
    expect([...mean.dataSync(), ...variance.dataSync()].map(Number.isNaN)).toEqual([true, false, true, false]);
  });
});
