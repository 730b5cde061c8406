/** A run as plain data, and back. Random numbers are counter-based, so weights, state and the step are all there is to keep. */
import type { Recipe } from '../core/fold';
import type { Tensor, Tf } from '../core/ops';
import type { Checkpoint } from './protocol';
import { optimizerOf, type TrainState } from './weights';

export async function writeCheckpoint(recipe: Recipe, state: TrainState, at: Pick<Checkpoint, 'step' | 'seconds' | 'schedule'>): Promise<Checkpoint> {
  const named = [...namedTensors(recipe, state)];
  const values = await Promise.all(named.map(([, tensor]) => tensor.data<'float32'>()));
  return {
    ...at,
    experiment: recipe.experiment,
    averaged: state.averaged,
    // A copy: on some backends `data` gives a view of the tensor's own memory.
    tensors: Object.fromEntries(named.map(([name, tensor], i) => [name, { shape: tensor.shape, values: values[i]!.slice() }])),
  };
}

/** Puts the kept values in place of those of `state`. @throws where the checkpoint is of another network */
export function readCheckpoint(tf: Tf, recipe: Recipe, state: TrainState, checkpoint: Checkpoint): void {
  const read = (name: string, like: Tensor): Tensor => {
    const kept = checkpoint.tensors[name];
    if (!kept || kept.values.length !== like.size) throw new Error(`The checkpoint does not fit this experiment: "${name}" is missing or has another shape`);
    return tf.tensor(kept.values, like.shape);
  };
  const weights = recipe.network.parameters.map(({ path }, i) => read(`weight:${path}`, state.weights[i]!));
  const next: TrainState = {
    weights,
    state: recipe.network.states.map(({ path }, i) => read(`state:${path}`, state.state[i]!)),
    slots: recipe.network.parameters.map(({ path }, i) => optimizerOf(recipe).slots.map((slot) => read(`${slot}:${path}`, weights[i]!))),
    average: checkpoint.averaged > 0 ? recipe.network.parameters.map(({ path }, i) => read(`average:${path}`, weights[i]!)) : [],
    averaged: checkpoint.averaged,
  };
  tf.dispose([state.weights, state.state, state.slots, state.average] as Tensor[][]);
  Object.assign(state, next);
}

function* namedTensors(recipe: Recipe, state: TrainState): Generator<[string, Tensor]> {
  const slots = optimizerOf(recipe).slots;
  for (const [i, { path }] of recipe.network.parameters.entries()) {
    yield [`weight:${path}`, state.weights[i]!];
    for (const [j, slot] of slots.entries()) yield [`${slot}:${path}`, state.slots[i]![j]!];
    if (state.averaged > 0) yield [`average:${path}`, state.average[i]!];
  }
  for (const [i, { path }] of recipe.network.states.entries()) yield [`state:${path}`, state.state[i]!];
}
