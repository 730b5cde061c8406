/** Measures a network on a split, in chunks. */
import type { Tensor, Tf } from '../core/ops';
import type { PlantedEvaluation } from '../core/plant';
import type { EvaluationResult } from '../core/trick';
import type { DeviceSplit } from './device-split';
import { nextTask } from './next-task';
import { predict, type Evaluator } from './predictions';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** Samples per forward pass. */
export const CHUNK = 250;

/** Class probabilities [B, K] of samples of a split that are named by index. */
export async function probabilitiesOf(evaluator: Evaluator, data: DeviceSplit, indices: Int32Array): Promise<Float32Array> {
  const { tf } = evaluator;
  data.ensure(indices);
  const probabilities = tf.tidy(() => tf.softmax(predict(evaluator, data, data.gather(tf.tensor1d(indices, 'int32')))));
  const values = await probabilities.data<'float32'>();
  probabilities.dispose();
  return values;
}

/** Goes through a chunk of an evaluation, as far as the operations are concerned. */
export function rehearse(evaluator: Evaluator, data: DeviceSplit): void {
  sumsOf(evaluator, data, Int32Array.from({ length: Math.min(CHUNK, data.size) }, (_, i) => i), largestIsLabel).dispose();
}

/**
 * Mean cross-entropy and accuracy over the first `count` samples of a split, in chunks, with a pause for other work after each.
 * Of an empty split they are not numbers.
 * @param goOn asked between chunks; when it says no, the result is undefined
 * @param right what counts as right, where that is not the largest logit
 */
export async function evaluate(
  evaluator: Evaluator,
  data: DeviceSplit,
  count: number,
  goOn: () => boolean = () => true,
  right: PlantedEvaluation['right'] = largestIsLabel,
): Promise<EvaluationResult | undefined> {
  const { tf } = evaluator;
  const sums: Tensor[] = [];
  const samples = Math.min(count, data.size);
  if (samples === 0) return { loss: NaN, accuracy: NaN, samples };
  for (let first = 0; first < samples; first += CHUNK) {
    const indices = Int32Array.from({ length: Math.min(CHUNK, samples - first) }, (_, i) => first + i);
    sums.push(sumsOf(evaluator, data, indices, right));
    await nextTask();
    if (!goOn()) {
      tf.dispose(sums);
      return undefined;
    }
  }
  const total = tf.tidy(() => tf.sum(tf.stack(sums), 0));
  tf.dispose(sums);
  const [loss, correct] = await total.data<'float32'>();
  total.dispose();
  return { loss: loss! / samples, accuracy: correct! / samples, samples };
}

/** [2]: the sum of the cross-entropies of some samples, and how many of them are named rightly. */
function sumsOf(evaluator: Evaluator, data: DeviceSplit, indices: Int32Array, right: typeof largestIsLabel): Tensor {
  const { tf, ops, recipe } = evaluator;
  const labels = data.ensure(indices);
  return tf.tidy(() => {
    const truth = tf.tensor1d(labels, 'int32');
    const logits = predict(evaluator, data, data.gather(tf.tensor1d(indices, 'int32')));
    const targets = ops.oneHot(truth, recipe.network.blueprint.classes);
    return tf.stack([tf.sum(ops.crossEntropy(logits, targets)), tf.sum(right(tf, logits, truth))]);
  });
}

/** For logits [B, K] and labels [B]: 1 for each answer that is right, else 0, [B]. */
function largestIsLabel(tf: Tf, logits: Tensor2D, labels: Tensor1D): Tensor1D {
  return tf.cast(tf.equal(tf.argMax(logits, 1), labels), 'float32');
}
