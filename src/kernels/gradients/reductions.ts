/**
 * The gradients of sum and mean: one kernel. The stock ones multiply by ones of the size of x, made on the CPU and uploaded every step.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { spread } from '../ops/spread';
import type { GradientPatch } from '../registry';

export const sumGradient: GradientPatch = reductionGradient('Sum', () => 1);
export const meanGradient: GradientPatch = reductionGradient('Mean', (count) => 1 / count);

/** @param factor of the gradient for each of the `count` elements behind one result */
function reductionGradient(kernelName: string, factor: (count: number) => number): GradientPatch {
  return {
    kernelName,
    create: (tf) => ({
      kernelName,
      inputsToSave: ['x'],
      gradFunc: (dys, [x], { axis }) => {
        const dy = dys as Tensor;
        const shape = x!.shape.slice();
        for (const reduced of tf.util.parseAxisParam(axis as unknown as number | number[], shape)) shape[reduced] = 1;
        return { x: () => spread(tf, tf.reshape(dy, shape), x!.shape, factor(x!.size / dy.size)) };
      },
    }),
  };
}
