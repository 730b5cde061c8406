/** A run as plain data, and back. Random numbers are counter-based, so weights, state and the step are all there is to keep. */
import type { Recipe } from '../core/fold';
import type { Ops, Tensor, Tf } from '../core/ops';
import { joinValues, groupShape } from './parameter-groups';
import type { Checkpoint } from './protocol';
import { optimizerOf, readValues, type GroupState, type TrainState } from './train-state';

export async function writeCheckpoint(recipe: Recipe, state: TrainState, at: Pick<Checkpoint, 'step' | 'seconds' | 'schedule'>): Promise<Checkpoint> {
  const { parameters, states } = recipe.network;
  const tensors: Record<string, { shape: readonly number[]; values: Float32Array }> = {};
  for (const [name, which] of kinds(recipe, state.averaged > 0, state.layerSnapshots.length)) {
    const values = await readValues(state, which);
    parameters.forEach(({ path, shape }, i) => (tensors[`${name}:${path}`] = { shape, values: values[i]! }));
  }
  for (const [s, layers] of [state.layers, ...state.layerSnapshots].entries()) {
    const values = await Promise.all(layers.map((tensor) => tensor.data<'float32'>()));
    // A copy: on some backends `data` gives a view of the tensor's own memory.
    states.forEach(({ path, shape }, i) => (tensors[`${stateName(s)}:${path}`] = { shape, values: values[i]!.slice() }));
  }
  return { ...at, experiment: recipe.experiment, averaged: state.averaged, snapshots: state.layerSnapshots.length, tensors };
}

/** Puts the kept values in place of those of `state`. @throws where the checkpoint is of another network; nothing has changed then */
export function readCheckpoint(tf: Tf, ops: Ops, recipe: Recipe, state: TrainState, checkpoint: Checkpoint): void {
  const read = (name: string, size: number): Float32Array => {
    const kept = checkpoint.tensors[name];
    if (!kept || kept.values.length !== size) throw new Error(`The checkpoint does not fit this experiment: "${name}" is missing or has another shape`);
    return kept.values;
  };
  const [layers, ...layerSnapshots] = Array.from({ length: 1 + checkpoint.snapshots }, (_, s) =>
    recipe.network.states.map(({ path }, i) => read(`${stateName(s)}:${path}`, state.layers[i]!.size)),
  );
  const groups = state.groups.map(({ group }) =>
    [...kinds(recipe, checkpoint.averaged > 0, checkpoint.snapshots).keys()].map((name) => {
      const values = group.parameters.map(({ path, shape }) => read(`${name}:${path}`, tf.util.sizeFromShape([...shape])));
      return joinValues(group, values);
    }),
  );
  layers!.forEach((values, i) => (state.layers[i] = ops.renew(state.layers[i]!, tf.tensor(values, state.layers[i]!.shape))));
  state.groups.forEach((held, g) => {
    const [weights, ...others] = groups[g]!.map((values) => tf.tensor(values, groupShape(held.group)));
    held.weights = ops.renew(held.weights, weights!);
    held.slots.forEach((slot, i) => (held.slots[i] = ops.renew(slot, others[i]!)));
    held.average?.dispose();
    const averages = checkpoint.averaged > 0 ? 1 : 0;
    held.average = averages > 0 ? others[held.slots.length] : undefined;
    tf.dispose(held.snapshots.splice(0));
    held.snapshots.push(...others.slice(held.slots.length + averages));
  });
  tf.dispose(state.layerSnapshots.splice(0).flat());
  state.layerSnapshots.push(...layerSnapshots.map((kept) => kept.map((values, i) => tf.tensor(values, state.layers[i]!.shape))));
  state.averaged = checkpoint.averaged;
}

/** What the state of layers is called: 0 is the present one, then the snapshots. */
const stateName = (snapshot: number): string => (snapshot === 0 ? 'state' : `snapshot ${snapshot - 1} state`);

/** What is kept for every parameter, by name: the weight, the optimizer's slots, the average where there is one, and snapshots. */
function kinds(recipe: Recipe, averaged: boolean, snapshots: number): Map<string, (state: GroupState) => Tensor> {
  return new Map<string, (state: GroupState) => Tensor>([
    ['weight', ({ weights }) => weights],
    ...optimizerOf(recipe).slots.map((slot, i) => [slot, ({ slots }: GroupState) => slots[i]!] as const),
    ...(averaged ? [['average', ({ average }: GroupState) => average!] as const] : []),
    ...Array.from({ length: snapshots }, (_, s) => [`snapshot ${s}`, (state: GroupState) => state.snapshots[s]!] as const),
  ]);
}
