/**
 * The gradients of sum and mean. The stock ones multiply by ones of the size of x, made on the CPU and uploaded every step; broadcasting is exact.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { GradientPatch } from '../registry';

type Axes = number | number[];

export const sumGradient: GradientPatch = reductionGradient('Sum', (_, dy) => dy);
export const meanGradient: GradientPatch = reductionGradient('Mean', (tf, dy, x) => tf.mul(dy, dy.size / x.size));

function reductionGradient(kernelName: string, scaled: (tf: Tf, dy: Tensor, x: Tensor) => Tensor): GradientPatch {
  return {
    kernelName,
    create: (tf) => ({
      kernelName,
      inputsToSave: ['x'],
      gradFunc: (dy, [x], { axis }) => ({ x: () => spread(tf, scaled(tf, dy as Tensor, x!), x!, axis as unknown as Axes) }),
    }),
  };
}

function spread(tf: Tf, dy: Tensor, x: Tensor, axis: Axes): Tensor {
  const shape = x.shape.slice();
  for (const reduced of tf.util.parseAxisParam(axis, x.shape)) shape[reduced] = 1;
  return tf.broadcastTo(tf.reshape(dy, shape), x.shape);
}
