/** The running average of the weights that some tricks keep. It is due now and then only, so it is no part of a recorded step. */
import { clockAt } from '../core/clock';
import type { Recipe } from '../core/fold';
import type { Ops, Tf } from '../core/ops';
import type { TrainState } from './train-state';

/** Lets the weights after a step (0-based) enter the average, if a trick wants them to. */
export function averageWeights(tf: Tf, ops: Ops, recipe: Recipe, state: TrainState, step: number): void {
  const clock = clockAt(step, recipe.steps, recipe.stepsPerEpoch);
  for (const { effects } of recipe.tricks) {
    if (!effects.average?.due(clock)) continue;
    const { update } = effects.average;
    for (const group of state.groups) {
      const { average, weights } = group;
      // A copy with memory of its own: that of the weights changes with the next step.
      group.average = tf.tidy(() => (average ? update({ tf, ops, count: state.averaged }, average, weights) : tf.mul(weights, 1)));
      average?.dispose();
    }
    state.averaged++;
  }
}
