/** Copies of the network that some tricks keep on the way, to be asked together at the end. They are no part of a recorded step. */
import { clockAt, type Clock } from '../core/clock';
import type { Recipe } from '../core/fold';
import type { Tf } from '../core/ops';
import type { TrainState } from './train-state';

/** Whether the network after a step (0-based) is kept. */
export function snapshotDue(recipe: Recipe, step: number, ofCycle: boolean): boolean {
  const clock: Clock = clockAt(step, recipe.steps, recipe.stepsPerEpoch);
  return recipe.tricks.some(({ effects }) => effects.keep?.(clock, { ofCycle }));
}

/** Keeps the network as it stands. */
export function keepSnapshot(tf: Tf, state: TrainState): void {
  // Copies with memory of their own: that of the weights changes with the next step.
  const copy = <T extends typeof state.layers>(tensors: T) => tf.tidy(() => tensors.map((tensor) => tf.mul(tensor, 1)));
  copy(state.groups.map(({ weights }) => weights)).forEach((tensor, g) => state.groups[g]!.snapshots.push(tensor));
  state.layerSnapshots.push(copy(state.layers));
}

/** The state as it was when a snapshot was kept, as far as predictions need it; all tensors stay the holder's. */
export function stateOfSnapshot(state: TrainState, snapshot: number): TrainState {
  return {
    ...state,
    groups: state.groups.map((group) => ({ ...group, weights: group.snapshots[snapshot]! })),
    layers: state.layerSnapshots[snapshot]!,
  };
}
