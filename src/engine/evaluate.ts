/** Measuring and predicting with the weights as they are: clean samples, evaluation mode, main head. */
import { clockAt } from '../core/clock';
import { knobsAt, type Recipe } from '../core/fold';
import type { Ops, Tensor, Tf } from '../core/ops';
import type { EvaluationResult, ScheduleState } from '../core/trick';
import { contextsOf, reparametrise } from './contexts';
import type { DeviceSplit } from './device-split';
import { forward, type ForwardPass } from './forward';
import { SingleStepInputs } from './step-inputs';
import { weightsOf, type TrainState } from './train-state';
import { nextTask } from './next-task';
import type * as tfjs from '@tensorflow/tfjs-core';

/** Samples per forward pass. */
const CHUNK = 250;

export interface Evaluator {
  readonly tf: Tf;
  readonly ops: Ops;
  readonly recipe: Recipe;
  readonly state: TrainState;
  readonly step: number;
  readonly schedule: ScheduleState;
}

/**
 * Logits [B, K] of normalised samples.
 * @param onOutput shown every layer's output as it is made
 */
export function logitsOf({ tf, ops, recipe, state, step, schedule }: Evaluator, x: Tensor, onOutput?: ForwardPass['onOutput']): tfjs.Tensor2D {
  const { knobs } = knobsAt(recipe, clockAt(Math.min(step, recipe.steps - 1), recipe.steps, recipe.stepsPerEpoch), schedule);
  const inputs = new SingleStepInputs(tf, recipe.experiment.run.seed, { step, numbers: knobs });
  const logits = tf.tidy(() => {
    const pass = forward({
      tf,
      ops,
      plan: recipe.network,
      layers: recipe.layers,
      weights: reparametrise(contextsOf(tf, ops, recipe, inputs), weightsOf(ops, state), recipe),
      state: state.layers,
      x,
      heads: ['main'],
      training: false,
      key: (node) => inputs.key('layer', node),
      knob: (name) => inputs.scalar(name),
      ...(onOutput ? { onOutput } : {}),
    });
    return pass.logits['main']!;
  });
  inputs.dispose();
  return logits;
}

/** Class probabilities [B, K] of samples of a split that are named by index. */
export async function probabilitiesOf(evaluator: Evaluator, data: DeviceSplit, indices: Int32Array): Promise<Float32Array> {
  const { tf } = evaluator;
  data.ensure(indices);
  const probabilities = tf.tidy(() => tf.softmax(logitsOf(evaluator, data.normalise(data.gather(tf.tensor1d(indices, 'int32'))))));
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
    const logits = logitsOf(evaluator, data.normalise(data.gather(tf.tensor1d(indices, 'int32'))));
    const targets = ops.oneHot(truth, recipe.network.blueprint.classes);
    const correct = tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), truth), 'float32'));
    return tf.stack([tf.sum(ops.crossEntropy(logits, targets)), correct]);
  });
}
