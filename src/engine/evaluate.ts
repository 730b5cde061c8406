/** Measuring and predicting with the weights as they are: clean samples, evaluation mode, main head. */
import { clockAt } from '../core/clock';
import { knobsAt, type Recipe } from '../core/fold';
import type { Ops, Tensor, Tf } from '../core/ops';
import type { EvaluationResult, ScheduleState } from '../core/trick';
import { contextsOf, reparametrise } from './contexts';
import type { DeviceSplit } from './device-split';
import { forward, type ForwardPass } from './forward';
import { oneHot } from './one-hot';
import { StepInputs } from './step-inputs';
import type { TrainState } from './weights';
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
  const inputs = new StepInputs(tf, knobs, recipe.experiment.run.seed, step);
  const logits = tf.tidy(() => {
    const pass = forward({
      tf,
      ops,
      plan: recipe.network,
      layers: recipe.layers,
      weights: reparametrise(contextsOf(tf, ops, recipe, inputs), state.weights, recipe),
      state: state.state,
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

/**
 * Mean cross-entropy and accuracy over the first `count` samples of a split, in chunks, with a pause for other work after each.
 * @param goOn asked between chunks; when it says no, the result is undefined
 */
export async function evaluate(evaluator: Evaluator, data: DeviceSplit, count: number, goOn: () => boolean = () => true): Promise<EvaluationResult | undefined> {
  const { tf, ops, recipe } = evaluator;
  const sums: Tensor[] = [];
  const samples = Math.min(count, data.size);
  for (let first = 0; first < samples; first += CHUNK) {
    const indices = Int32Array.from({ length: Math.min(CHUNK, samples - first) }, (_, i) => first + i);
    const labels = data.ensure(indices);
    sums.push(
      tf.tidy(() => {
        const truth = tf.tensor1d(labels, 'int32');
        const logits = logitsOf(evaluator, data.normalise(data.gather(tf.tensor1d(indices, 'int32'))));
        const targets = oneHot(tf, truth, recipe.network.blueprint.classes);
        const correct = tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), truth), 'float32'));
        return tf.stack([tf.sum(ops.crossEntropy(logits, targets)), correct]);
      }),
    );
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
