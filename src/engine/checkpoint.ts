/** A run as plain data, and back. Random numbers are counter-based, so weights, state and the step are all there is to keep. */
import type { Recipe } from '../core/fold';
import type { Ops, Tensor, Tf } from '../core/ops';
import { joinValues, groupShape } from './parameter-groups';
import type { Checkpoint } from './protocol';
import { optimizerOf, readValues, type GroupState, type TrainState } from './train-state';

export async function writeCheckpoint(recipe: Recipe, state: TrainState, at: Pick<Checkpoint, 'step' | 'seconds' | 'schedule'>): Promise<Checkpoint> {
  const { parameters, states } = recipe.network;
  const tensors: Record<string, { shape: readonly number[]; values: Float32Array }> = {};
  for (const [name, which] of kinds(recipe, state.averaged > 0)) {
    const values = await readValues(state, which);
    parameters.forEach(({ path, shape }, i) => (tensors[`${name}:${path}`] = { shape, values: values[i]! }));
  }
  const layers = await Promise.all(state.layers.map((tensor) => tensor.data<'float32'>()));
  // A copy: on some backends `data` gives a view of the tensor's own memory.
  states.forEach(({ path, shape }, i) => (tensors[`state:${path}`] = { shape, values: layers[i]!.slice() }));
  return { ...at, experiment: recipe.experiment, averaged: state.averaged, tensors };
}

/** Puts the kept values in place of those of `state`. @throws where the checkpoint is of another network; nothing has changed then */
export function readCheckpoint(tf: Tf, ops: Ops, recipe: Recipe, state: TrainState, checkpoint: Checkpoint): void {
  const read = (name: string, size: number): Float32Array => {
    const kept = checkpoint.tensors[name];
    if (!kept || kept.values.length !== size) throw new Error(`The checkpoint does not fit this experiment: "${name}" is missing or has another shape`);
    return kept.values;
  };
  const layers = recipe.network.states.map(({ path }, i) => read(`state:${path}`, state.layers[i]!.size));
  const groups = state.groups.map(({ group }) =>
    [...kinds(recipe, checkpoint.averaged > 0).keys()].map((name) => {
      const values = group.parameters.map(({ path, shape }) => read(`${name}:${path}`, tf.util.sizeFromShape([...shape])));
      return joinValues(group, values);
    }),
  );
  layers.forEach((values, i) => (state.layers[i] = ops.renew(state.layers[i]!, tf.tensor(values, state.layers[i]!.shape))));
  state.groups.forEach((held, g) => {
    const [weights, ...others] = groups[g]!.map((values) => tf.tensor(values, groupShape(held.group)));
    held.weights = ops.renew(held.weights, weights!);
    held.slots.forEach((slot, i) => (held.slots[i] = ops.renew(slot, others[i]!)));
    held.average?.dispose();
    held.average = others[held.slots.length];
  });
  state.averaged = checkpoint.averaged;
}

/** What is kept for every parameter, by name: the weight, the optimizer's slots and, where there is one, the average. */
function kinds(recipe: Recipe, averaged: boolean): Map<string, (state: GroupState) => Tensor> {
  return new Map<string, (state: GroupState) => Tensor>([
    ['weight', ({ weights }) => weights],
    ...optimizerOf(recipe).slots.map((slot, i) => [slot, ({ slots }: GroupState) => slots[i]!] as const),
    ...(averaged ? [['average', ({ average }: GroupState) => average!] as const] : []),
  ]);
}
