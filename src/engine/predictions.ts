/** How a network is asked: plainly during the run, and through the tricks that change predictions once it is finished. */
import { clockAt } from '../core/clock';
import { knobsAt, type Recipe } from '../core/fold';
import type { Ops, Tensor, Tf } from '../core/ops';
import type { Predict, PredictContext, ScheduleState } from '../core/trick';
import { contextsOf, reparametrise } from './contexts';
import type { DeviceSplit } from './device-split';
import { forward, type ForwardPass } from './forward';
import { stateOfSnapshot } from './snapshots';
import { SingleStepInputs } from './step-inputs';
import { numbersAt } from './step-numbers';
import { weightsOf, type TrainState } from './train-state';
import type * as tfjs from '@tensorflow/tfjs-core';

/** A network and where its run stands. */
export interface Evaluator {
  readonly tf: Tf;
  readonly ops: Ops;
  readonly recipe: Recipe;
  readonly state: TrainState;
  /** Steps taken. */
  readonly step: number;
  readonly schedule: ScheduleState;
}

/**
 * Logits [B, K] of normalised samples, from the network alone.
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

/**
 * What the network predicts.
 * @param x as `data` gathers them: pixels in 0 … 1 or points, [B, …]
 * @returns [B, K]: logits, or logarithms of probabilities; their softmax is the probabilities
 */
export function predict(evaluator: Evaluator, data: DeviceSplit, x: Tensor): tfjs.Tensor2D {
  const { tf, ops, recipe, state, step } = evaluator;
  const plain = (samples: Tensor): tfjs.Tensor2D => logitsOf(evaluator, data.normalise(samples));
  const wrappers = recipe.tricks.flatMap(({ effects }) => (effects.predict ? [effects.predict] : []));
  if (step < recipe.steps || wrappers.length === 0) return plain(x);
  const asked: Predict = (samples, snapshot) =>
    tf.logSoftmax(snapshot === undefined ? plain(samples) : logitsOf({ ...evaluator, state: stateOfSnapshot(state, snapshot) }, data.normalise(samples)));
  const context: PredictContext = { tf, ops, snapshots: state.layerSnapshots.length, augment: (samples, copy) => augment(evaluator, samples, copy) };
  return tf.tidy(() => wrappers.reduce<Predict>((inner, wrap) => wrap(context, inner), asked)(x));
}

/** Applies all augmentations, with the random numbers of a step that is beyond the run. */
export function augment({ tf, ops, recipe, schedule }: Evaluator, x: Tensor, copy: number): Tensor {
  const numbers = numbersAt(recipe, recipe.steps - 1, schedule);
  const inputs = new SingleStepInputs(tf, recipe.experiment.run.seed, { step: recipe.steps + copy, numbers });
  const augmented = tf.tidy(() =>
    [...contextsOf(tf, ops, recipe, inputs)].reduce<Tensor>((samples, [{ effects }, context]) => effects.augment?.apply(context, samples as tfjs.Tensor4D) ?? samples, x),
  );
  inputs.dispose();
  return augmented;
}
