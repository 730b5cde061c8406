/** What each active trick sees of the device during one step. */
import type { ActiveTrick, Recipe } from '../core/fold';
import type { Ops, Tensor, Tf } from '../core/ops';
import type { StepContext } from '../core/trick';
import type { StepInputs } from './step-inputs';

/** In the order in which tricks take part. */
export type Contexts = ReadonlyMap<ActiveTrick, StepContext>;

export function contextsOf(tf: Tf, ops: Ops, recipe: Recipe, inputs: StepInputs): Contexts {
  return new Map(
    recipe.tricks.map((trick) => {
      const { id } = trick.declaration;
      const context: StepContext = {
        tf,
        ops,
        knob: (field) => inputs.scalar(`${id}.${field}`),
        drawn: (name) => inputs.scalar(`${id}:${name}`),
        key: (purpose = '') => inputs.key(id, purpose),
      };
      return [trick, context];
    }),
  );
}

/** The weights that the forward pass sees. */
export function reparametrise(contexts: Contexts, weights: readonly Tensor[], recipe: Recipe): readonly Tensor[] {
  return weights.map((weight, i) => {
    let used = weight;
    for (const [{ effects }, context] of contexts) used = effects.reparam?.(context, used, recipe.network.parameters[i]!) ?? used;
    return used;
  });
}
