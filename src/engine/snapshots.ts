/** Copies of the network that some tricks keep on the way, to be asked together at the end. They are no part of a recorded step. */
import { clockAt } from '../core/clock';
import type { Recipe } from '../core/fold';
import type { Tensor, Tf } from '../core/ops';
import type { TrainState } from './train-state';

/** Whether the network after a step (0-based) is kept. */
export function snapshotDue({ tricks, steps, stepsPerEpoch }: Recipe, step: number, ofCycle: boolean): boolean {
  const clock = clockAt(step, steps, stepsPerEpoch);
  return tricks.some(({ effects }) => effects.keep?.due(clock, { ofCycle }));
}

/** Keeps the network as it stands, and lets the oldest copy go where there are more than any trick asks for. */
export function keepSnapshot(tf: Tf, { tricks }: Recipe, state: TrainState): void {
  // Copies with memory of their own: that of the weights changes with the next step.
  const copy = (tensors: readonly Tensor[]): Tensor[] => tf.tidy(() => tensors.map((tensor) => tf.mul(tensor, 1)));
  copy(state.groups.map(({ weights }) => weights)).forEach((tensor, g) => state.groups[g]!.snapshots.push(tensor));
  state.layerSnapshots.push(copy(state.layers));
  const most = Math.max(...tricks.map(({ effects }) => effects.keep?.most ?? 0));
  while (state.layerSnapshots.length > most) tf.dispose([...state.layerSnapshots.shift()!, ...state.groups.map(({ snapshots }) => snapshots.shift()!)]);
}

/** The state as it was when a snapshot was kept, as far as predictions need it; all tensors stay the holder's. */
export function stateOfSnapshot(state: TrainState, snapshot: number): TrainState {
  return {
    ...state,
    groups: state.groups.map((group) => ({ ...group, weights: group.snapshots[snapshot]! })),
    layers: state.layerSnapshots[snapshot]!,
  };
}
