/** Parameters are updated in groups, a few long vectors instead of many short tensors: fewer kernels, whatever the optimizer. */
import type { Recipe } from '../core/fold';
import { sizeOf, type Parameter } from '../core/network';
import { packing, type Ops, type Tensor } from '../core/ops';
import type { ParameterGroup } from '../core/trick';
import type * as tfjs from '@tensorflow/tfjs-core';

export interface PlannedGroup extends ParameterGroup {
  /** Places of its parameters in the plan of the network. */
  readonly indices: readonly number[];
  /** Multiplies the learning rate; 0 for frozen parameters. */
  readonly rate: number;
  /** Whether its tensors are vectors that hold all parameters; else they have the shape of the only one. */
  readonly packed: boolean;
}

/** Parameters of the same role and rate go together; where a trick looks at whole tensors, each goes alone. */
export function planGroups({ network, tricks }: Recipe): PlannedGroup[] {
  const perTensor = tricks.some(({ effects }) => effects.perTensor);
  const groups = new Map<string, PlannedGroup & { indices: number[]; parameters: Parameter[] }>();
  network.parameters.forEach((parameter, index) => {
    const rate = tricks.reduce((product, { effects }) => product * (effects.rates?.(parameter) ?? 1), 1);
    const key = perTensor ? parameter.path : `${parameter.role} ${rate}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { role: parameter.role, rate, packed: !perTensor, indices: [], parameters: [] }));
    group.indices.push(index);
    group.parameters.push(parameter);
  });
  return [...groups.values()];
}

/** One tensor for the group out of one for each of its parameters. */
export function join(ops: Ops, group: PlannedGroup, tensors: readonly Tensor[]): Tensor {
  return group.packed ? ops.pack(tensors) : tensors[0]!;
}

/** The tensors of a group's parameters; they may share the group's memory. */
export function part(ops: Ops, group: PlannedGroup, tensor: Tensor): readonly Tensor[] {
  return group.packed ? ops.unpack(tensor as tfjs.Tensor1D, group.parameters.map(({ shape }) => shape)) : [tensor];
}

/** The same on the host: values of the group out of those of its parameters. */
export function joinValues(group: PlannedGroup, values: readonly Float32Array[]): Float32Array {
  if (!group.packed) return values[0]!;
  const { starts, length } = packing(values.map((one) => one.length));
  const joined = new Float32Array(length);
  values.forEach((one, i) => joined.set(one, starts[i]));
  return joined;
}

/** Copies of the values of a group's parameters. */
export function partValues(group: PlannedGroup, values: Float32Array): Float32Array[] {
  const sizes = group.parameters.map(({ shape }) => sizeOf(shape));
  const { starts } = packing(sizes);
  return sizes.map((size, i) => values.slice(starts[i], starts[i]! + size));
}

/** The shape of a group's tensors. */
export function groupShape(group: PlannedGroup): number[] {
  return group.packed ? [packing(group.parameters.map(({ shape }) => sizeOf(shape))).length] : [...group.parameters[0]!.shape];
}
