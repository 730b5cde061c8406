import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Tensor } from '../../../core/ops';
import { differentiable, mapped, random, shapeText, SUMS, type KernelCase, type Tools } from '../case';
import { batchNormGradients, batchNormReference, EPSILON, MOMENTUM } from '../references/batch-norm';

const SHAPES: readonly (readonly number[])[] = [[4, 3, 5, 6], [33, 1], [128, 7], [2, 16, 16, 32]];

export function normalisation(): KernelCase[] {
  return SHAPES.flatMap((shape, i) => [...batchNorm(shape, i === 0), affine(shape, i === 0)]);
}

function batchNorm(shape: readonly number[], quick: boolean): KernelCase[] {
  const channels = [shape.at(-1)!];
  const positive = (seed: number) => mapped(random(channels, seed), (value) => 1.5 + value);
  const running = { mean: random(channels, 16).values as Float32Array, variance: positive(14).values as Float32Array };
  const apply = ({ tf, ops }: Tools, x: Tensor, gamma: Tensor, beta: Tensor) =>
    ops.batchNorm(x, gamma as Tensor1D, beta as Tensor1D, { mean: tf.tensor1d(running.mean), variance: tf.tensor1d(running.variance) }, { epsilon: EPSILON, momentum: MOMENTUM });
  const [forward, backward] = differentiable({
    title: 'Batch norm',
    kernel: 'GrimoireBatchNorm',
    gradientKernel: 'GrimoireBatchNormGrad',
    shape: shapeText(shape),
    // Not around zero, so that a mean that is off shows.
    inputs: [mapped(random(shape, 12), (value) => 3 + value), positive(13), random(channels, 15)],
    tolerance: 10 * SUMS,
    quick,
    f: (tools, x, gamma, beta) => apply(tools, x, gamma, beta).y,
    reference: (x, gamma, beta) => batchNormReference(x, gamma, beta, running).y,
    gradients: (dy, x, gamma) => {
      const { dx, dgamma, dbeta } = batchNormGradients(x, gamma, dy);
      return [dx, dgamma, dbeta];
    },
  });
  const statistics: KernelCase = {
    ...forward!,
    title: 'Batch norm, running statistics',
    run: (tools, x, gamma, beta) => {
      const { mean, variance } = apply(tools, x, gamma, beta);
      return [mean, variance];
    },
    reference: (x, gamma, beta) => {
      const { mean, variance } = batchNormReference(x, gamma, beta, running);
      return [mean, variance];
    },
  };
  return [forward!, statistics, backward!];
}

/** What batch norm is at evaluation. */
function affine(shape: readonly number[], quick: boolean): KernelCase {
  const channels = shape.at(-1)!;
  return {
    title: 'Scale and shift of channels',
    kernel: 'GrimoireAffine',
    shape: shapeText(shape),
    inputs: [random(shape, 17), random([channels], 18), random([channels], 19)],
    tolerance: SUMS,
    quick,
    run: ({ ops }, x, scale, shift) => [ops.affine(x, scale as Tensor1D, shift as Tensor1D)],
    reference: (x, scale, shift) => [Array.from(x, (value, i) => value * scale[i % channels]! + shift[i % channels]!)],
  };
}
