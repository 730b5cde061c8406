import type { LayerKind } from '../../core/layer';
import type * as tfjs from '@tensorflow/tfjs-core';

const EPSILON = 1e-5;
/** Share of the batch's statistics that enters the running ones each step. */
const MOMENTUM = 0.1;

/**
 * Batch normalisation (Ioffe & Szegedy 2015): by the batch's statistics in training, by running ones otherwise. The running variance is the unbiased
 * one, as in PyTorch. Config: gamma (initial scale, default 1).
 */
export const batchNorm: LayerKind = {
  kind: 'batch-norm',
  outputShape: ([input]) => input!,
  parameters: ([input], config) => {
    const channels = input!.at(-1)!;
    const common = { shape: [channels], role: 'norm', fanIn: channels, fanOut: channels } as const;
    return [
      { name: 'gamma', ...common, init: (config['gamma'] as number | undefined) ?? 1 },
      { name: 'beta', ...common, init: 0 },
    ];
  },
  state: ([input]) => [
    { name: 'mean', shape: [input!.at(-1)!], init: 0 },
    { name: 'variance', shape: [input!.at(-1)!], init: 1 },
  ],
  apply: ({ tf, ops, inputs, weight, state, training, momentum = MOMENTUM }) => {
    const x = inputs[0]!;
    const gamma = weight('gamma') as tfjs.Tensor1D;
    const beta = weight('beta') as tfjs.Tensor1D;
    const running = { mean: state('mean') as tfjs.Tensor1D, variance: state('variance') as tfjs.Tensor1D };
    if (!training) {
      const scale = tf.mul<tfjs.Tensor1D>(gamma, tf.rsqrt(tf.add(running.variance, EPSILON)));
      return { output: ops.affine(x, scale, tf.sub(beta, tf.mul(running.mean, scale))) };
    }
    const { y, mean, variance } = ops.batchNorm(x, gamma, beta, running, { epsilon: EPSILON, momentum });
    return { output: y, state: { mean, variance } };
  },
};
