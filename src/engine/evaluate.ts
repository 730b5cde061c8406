/** Measures a network on a split, in chunks. */
import type { Tensor } from '../core/ops';
import type { EvaluationResult } from '../core/trick';
import type { DeviceSplit } from './device-split';
import { nextTask } from './next-task';
import { predict, type Evaluator } from './predictions';

/** Samples per forward pass. */
const CHUNK = 250;

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
  sumsOf(evaluator, data, Int32Array.from({ length: Math.min(CHUNK, data.size) }, (_, i) => i)).dispose();
}

/**
 * Mean cross-entropy and accuracy over the first `count` samples of a split, in chunks, with a pause for other work after each.
 * @param goOn asked between chunks; when it says no, the result is undefined
 */
export async function evaluate(evaluator: Evaluator, data: DeviceSplit, count: number, goOn: () => boolean = () => true): Promise<EvaluationResult | undefined> {
  const { tf } = evaluator;
  const sums: Tensor[] = [];
  const samples = Math.min(count, data.size);
  for (let first = 0; first < samples; first += CHUNK) {
    const indices = Int32Array.from({ length: Math.min(CHUNK, samples - first) }, (_, i) => first + i);
    sums.push(sumsOf(evaluator, data, indices));
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
function sumsOf(evaluator: Evaluator, data: DeviceSplit, indices: Int32Array): Tensor {
  const { tf, ops, recipe } = evaluator;
  const labels = data.ensure(indices);
  return tf.tidy(() => {
    const truth = tf.tensor1d(labels, 'int32');
    const logits = predict(evaluator, data, data.gather(tf.tensor1d(indices, 'int32')));
    const targets = ops.oneHot(truth, recipe.network.blueprint.classes);
    const correct = tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), truth), 'float32'));
    return tf.stack([tf.sum(ops.crossEntropy(logits, targets)), correct]);
  });
}
