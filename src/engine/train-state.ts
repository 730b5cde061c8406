/** Everything that a step changes, and its initial values. Every parameter draws from its own stream, so that adding a layer leaves the others' alone. */
import type { Recipe } from '../core/fold';
import { sizeOf, type Parameter } from '../core/network';
import { Stream } from '../core/random';
import type { Ops, Tensor, Tf } from '../core/ops';
import { groupShape, joinValues, part, partValues, planGroups, type PlannedGroup } from './parameter-groups';

/** All tensors belong to the holder. */
export interface TrainState {
  readonly groups: readonly GroupState[];
  /** In the order of the plan's states. */
  readonly layers: Tensor[];
  /** How many weights are in the running average. */
  averaged: number;
  /** The state of layers in each kept snapshot, oldest first. */
  readonly layerSnapshots: Tensor[][];
}

/** The weights of one group, and all that is kept for each of them. */
export interface GroupState {
  readonly group: PlannedGroup;
  weights: Tensor;
  /** In the order of the optimizer's slots. */
  readonly slots: Tensor[];
  /** The running average of the weights, once there is one. */
  average: Tensor | undefined;
  /** The gradient of the last step that was probed; zero before the first, absent where no step ever is. */
  probedGradient: Tensor | undefined;
  /** The weights of each kept snapshot, oldest first. */
  readonly snapshots: Tensor[];
}

/** @param probes whether steps will be probed */
export function initialState(tf: Tf, recipe: Recipe, probes: boolean): TrainState {
  const optimizer = optimizerOf(recipe);
  const groups = planGroups(recipe).map((group) => {
    const values = joinValues(group, group.parameters.map((parameter) => initialValues(recipe, parameter)));
    const shape = groupShape(group);
    return { group, weights: tf.tensor(values, shape), slots: optimizer.slots.map(() => tf.zeros(shape)), average: undefined, probedGradient: probes && group.rate !== 0 ? tf.zeros(shape) : undefined, snapshots: [] };
  });
  return { groups, layers: recipe.network.states.map(({ shape, init }) => tf.fill([...shape], init)), averaged: 0, layerSnapshots: [] };
}

export function disposeState(tf: Tf, { groups, layers, layerSnapshots }: TrainState): void {
  tf.dispose([...layers, ...layerSnapshots.flat()]);
  for (const { weights, slots, average, probedGradient, snapshots } of groups) {
    tf.dispose([weights, ...slots, ...snapshots, ...(average ? [average] : []), ...(probedGradient ? [probedGradient] : [])]);
  }
}

/** The recipe's one optimizer. */
export function optimizerOf(recipe: Recipe) {
  return recipe.tricks.find(({ effects }) => effects.optimizer)!.effects.optimizer!;
}

/** The weights in the order of the plan's parameters; good until the next step, for the caller to tidy. */
export function weightsOf(ops: Ops, { groups }: TrainState): Tensor[] {
  const weights: Tensor[] = [];
  for (const { group, weights: joined } of groups) part(ops, group, joined).forEach((tensor, i) => (weights[group.indices[i]!] = tensor));
  return weights;
}

/** Copies of the values of something that is kept for every weight, in the order of the plan's parameters. */
export async function readValues({ groups }: TrainState, which: (state: GroupState) => Tensor): Promise<Float32Array[]> {
  const values: Float32Array[] = [];
  const read = await Promise.all(groups.map((state) => which(state).data<'float32'>()));
  groups.forEach(({ group }, g) => partValues(group, read[g]!).forEach((one, i) => (values[group.indices[i]!] = one)));
  return values;
}

function initialValues(recipe: Recipe, parameter: Parameter): Float32Array {
  if (parameter.init !== 'kernel') return new Float32Array(sizeOf(parameter.shape)).fill(parameter.init);
  const initialise = recipe.tricks.find(({ effects }) => effects.initialise)?.effects.initialise ?? heNormal;
  return initialise(parameter, Stream.of(recipe.experiment.run.seed, 'init', parameter.path));
}

/** Normal numbers of variance 2 / fan-in (He et al. 2015), which keep the size of a signal through ReLU layers; times the parameter's gain. */
export function heNormal(parameter: Parameter, stream: Stream): Float32Array {
  const deviation = Math.sqrt(2 / parameter.fanIn) * (parameter.gain ?? 1);
  return Float32Array.from({ length: sizeOf(parameter.shape) }, () => stream.normal() * deviation);
}
