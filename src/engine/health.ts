/**
 * The health of a network in numbers: what a step that is probed measures on the way, on the device and without extra passes. The result is one short
 * vector, read back with the step's objective; `src/core/health.ts` says what stands where.
 */
import type { HealthPlan } from '../core/health';
import type { Ops, Tensor, Tf } from '../core/ops';
import type * as tfjs from '@tensorflow/tfjs-core';

/** tanh beyond ±0.95, where its slope is below a tenth; a sigmoid as far out has its slope below 3 %. */
const SATURATED = 0.95;

/**
 * @param outputs of all layers by name, for the step's batch
 * @returns [3 · layers]: all figures of the first kind, then of the second …
 */
export function measureLayers(tf: Tf, ops: Ops, { layers }: HealthPlan, outputs: ReadonlyMap<string, Tensor>): tfjs.Tensor1D {
  const activations = layers.map(({ name }) => outputs.get(name)!);
  const none = tf.scalar(0);
  const dead = layers.map(({ bend }, i) => (bend === 'relu' ? deadShare(tf, activations[i]!) : none));
  const saturated = layers.map(({ bend }, i) => (bend === 'tanh' || bend === 'sigmoid' ? saturatedShare(tf, activations[i]!, bend) : none));
  return tf.concat([ops.rms(activations), tf.stack(dead) as tfjs.Tensor1D, tf.stack(saturated) as tfjs.Tensor1D]);
}

/** The share of units (channels of a convolution, neurons of a dense layer) that are zero for all samples and everywhere. */
function deadShare(tf: Tf, output: Tensor): Tensor {
  // None is negative, so the sum is zero where all are; columns are summed much faster than searched.
  const sums = tf.sum(tf.reshape(output, [-1, output.shape.at(-1)!]), 0);
  return tf.mean(tf.cast(tf.lessEqual(sums, 0), 'float32'));
}

function saturatedShare(tf: Tf, output: Tensor, bend: 'tanh' | 'sigmoid'): Tensor {
  const around = bend === 'tanh' ? output : tf.sub(tf.mul(output, 2), 1);
  return tf.mean(tf.cast(tf.greater(tf.abs(around), SATURATED), 'float32'));
}
