/** The gradient of tile, and so of broadcastTo: a sum over the copies. The stock one slices and adds copy by copy, 256 times for a 16×16 image. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { GradientPatch } from '../registry';
import { sizeOf } from '../shared/host-kernel';

export const tileGradient: GradientPatch = {
  kernelName: 'Tile',
  create: (tf) => ({
    kernelName: 'Tile',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        let sum = dy as Tensor;
        const reps = attrs['reps'] as number[];
        x!.shape.forEach((length, axis) => {
          if (reps[axis] === 1) return;
          // The axes before this one have been summed already, those behind it are still tiled.
          const outer = sizeOf(x!.shape.slice(0, axis));
          sum = tf.sum(tf.reshape(sum, [outer, reps[axis]!, length, -1]), 1);
        });
        return tf.reshape(sum, x!.shape);
      },
    }),
  }),
};
