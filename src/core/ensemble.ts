/** Joint predictions. */
import type { Tf } from './ops';
import type * as tfjs from '@tensorflow/tfjs-core';

/**
 * The logarithm of the mean of some probabilities, without leaving the logarithms, in which small ones keep their precision.
 * @param logProbabilities at least one, each [B, K]
 */
export function logMeanProbability(tf: Tf, logProbabilities: readonly tfjs.Tensor2D[]): tfjs.Tensor2D {
  if (logProbabilities.length === 1) return logProbabilities[0]!;
  return tf.sub(tf.logSumExp<tfjs.Tensor2D>(tf.stack([...logProbabilities]), 0), Math.log(logProbabilities.length));
}
