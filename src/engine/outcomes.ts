/** What the network answers on many samples of a split, with what is known about them: all that the diagnosis of errors needs, in one readback. */
import type { Split } from '../core/dataset';
import type { Tensor } from '../core/ops';
import { sizeOf } from '../core/network';
import { freeze, letOthers } from './frozen';
import { predict, type Evaluator } from './predictions';
import type { OutcomesView } from './protocol';
import type { DeviceSplit } from './device-split';
import type { Run } from './run';

/** Samples per forward pass. */
const CHUNK = 250;

/** Attributes of samples by name, [n]; NaN where a sample lacks one. */
type Attributes = Readonly<Record<string, Float32Array>>;

/**
 * Probabilities, losses and attributes of the first `most` samples of a split. The network is that of one step, although the run may go on in between.
 * @param wanted asked between chunks @throws where the answer is not wanted any more
 */
export async function outcomes(run: Run, name: 'train' | 'dev', most: number, wanted: () => boolean): Promise<OutcomesView> {
  const { tf } = run.evaluator;
  const data = run.split(name);
  const count = Math.min(most, data.size);
  const classes = run.dataset.classes.length;
  const frozen = freeze(run.evaluator);
  const chunks: Tensor[] = [];
  const step = run.step;
  try {
    const labels = new Int32Array(count);
    for (let first = 0; first < count; first += CHUNK) {
      const indices = Int32Array.from({ length: Math.min(CHUNK, count - first) }, (_, i) => first + i);
      labels.set(data.ensure(indices), first);
      chunks.push(answersOf(frozen.evaluator, data, indices));
      await letOthers(wanted);
    }
    const attributes = await attributesOf(run, name, count, wanted);
    const joined = count > 0 ? tf.tidy(() => tf.concat(chunks)) : tf.zeros([0, classes + 1]);
    chunks.push(joined);
    const values = await joined.data<'float32'>();
    const probabilities = new Float32Array(count * classes);
    const losses = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const row = i * (classes + 1);
      probabilities.set(values.subarray(row, row + classes), i * classes);
      losses[i] = values[row + classes]!;
    }
    return { split: name, step, classes, labels, probabilities, losses, attributes };
  } finally {
    tf.dispose(chunks);
    frozen.dispose();
  }
}

/** [B, K + 1]: class probabilities, and the cross-entropy from the logits, which does not underflow. */
function answersOf(evaluator: Evaluator, data: DeviceSplit, indices: Int32Array): Tensor {
  const { tf, ops, recipe } = evaluator;
  const truth = data.ensure(indices);
  return tf.tidy(() => {
    const logits = predict(evaluator, data, data.gather(tf.tensor1d(indices, 'int32')));
    const targets = ops.oneHot(tf.tensor1d(truth, 'int32'), recipe.network.blueprint.classes);
    return tf.concat([tf.softmax(logits), tf.reshape(ops.crossEntropy(logits, targets), [-1, 1])], 1);
  });
}

/** Attributes do not change during a run, and a generated sample has to be made again to learn them. */
const known = new WeakMap<Split, { readonly count: number; readonly attributes: Attributes }>();

async function attributesOf({ dataset }: Run, name: 'train' | 'dev', count: number, wanted: () => boolean): Promise<Attributes> {
  const split = dataset.splits[name];
  const kept = known.get(split);
  if (kept && kept.count === count) return kept.attributes;
  const length = sizeOf(dataset.shape);
  const scratch = dataset.encoding === 'pixels' ? new Uint8Array(length) : new Float32Array(length);
  const attributes: Record<string, Float32Array> = {};
  for (let i = 0; i < count; i++) {
    for (const [key, value] of Object.entries(split.sample(i, scratch).attributes ?? {})) (attributes[key] ??= new Float32Array(count).fill(NaN))[i] = value;
    if (i % CHUNK === CHUNK - 1) await letOthers(wanted);
  }
  known.set(split, { count, attributes });
  return attributes;
}
