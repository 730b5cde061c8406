/** A network held still, so that it can be looked at in several turns while the run goes on. */
import type { Tensor } from '../core/ops';
import { nextTask } from './next-task';
import type { Evaluator } from './predictions';

export interface Frozen {
  readonly evaluator: Evaluator;
  dispose(): void;
}

/** Copies weights and the state of layers; snapshots are shared, since predictions ask them only after the last step. */
export function freeze(evaluator: Evaluator): Frozen {
  const { tf, state } = evaluator;
  // Copies with memory of their own: that of the weights changes with the next step.
  const copy = (tensors: readonly Tensor[]): Tensor[] => tf.tidy(() => tensors.map((tensor) => tf.mul(tensor, 1)));
  const weights = copy(state.groups.map((group) => group.weights));
  const layers = copy(state.layers);
  const groups = state.groups.map((group, g) => ({ ...group, weights: weights[g]! }));
  return { evaluator: { ...evaluator, state: { ...state, groups, layers } }, dispose: () => tf.dispose([...weights, ...layers]) };
}

/** Lets messages and steps have their turn between two parts of a longer look. @throws where the look is not wanted any more */
export async function letOthers(wanted: () => boolean): Promise<void> {
  await nextTask();
  if (!wanted()) throw new Error('Another run was started before the answer was there');
}
