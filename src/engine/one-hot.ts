import type { Tf } from '../core/ops';
import type * as tfjs from '@tensorflow/tfjs-core';

/** Class indices, int32 [B], as targets, float32 [B, K]. Asked for floats, the wasm backend's own one-hot writes the bits of an integer 1. */
export function oneHot(tf: Tf, labels: tfjs.Tensor1D, classes: number): tfjs.Tensor2D {
  return tf.cast(tf.oneHot(labels, classes), 'float32') as tfjs.Tensor2D;
}
