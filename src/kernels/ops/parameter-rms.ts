/** What a probe reads of a network's parameters, in one kernel: root mean squares of parts of the vectors in which they are packed. */
import type { NamedAttrMap, Tensor1D } from '@tensorflow/tfjs-core';
import { packing, type Ops, type ProbedGroup, type Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type HostKernel, hostPatches } from '../shared/host-kernel';
import { hasKernel, runKernel } from '../shared/run-kernel';
import { simdParameterRms } from '../wasm/parameter-rms';

const NAME = 'GrimoireParameterRms';

export interface ParameterRmsAttrs {
  readonly groups: readonly Pick<ProbedGroup, 'sizes' | 'indices'>[];
}

/** Four vectors of each group, in the order of {@link vectorsOf} → [4 · parameters], summed in float64. */
const onHost: HostKernel<ParameterRmsAttrs> = {
  name: NAME,
  outputs: (_, { groups }) => [{ shape: [4 * countOf(groups)], dtype: 'float32' }],
  run({ inputs, outputs: [out], attrs: { groups } }) {
    const count = countOf(groups);
    groups.forEach(({ sizes, indices }, g) => {
      const [weights, gradient, next, previous] = inputs.slice(4 * g) as [Float32Array, Float32Array, Float32Array, Float32Array];
      const { starts } = packing(sizes);
      sizes.forEach((size, i) => {
        const sums = [0, 0, 0, 0] as [number, number, number, number];
        for (let at = starts[i]!; at < starts[i]! + size; at++) {
          sums[0] += weights[at]! ** 2;
          sums[1] += gradient[at]! ** 2;
          sums[2] += (next[at]! - weights[at]!) ** 2;
          sums[3] += (gradient[at]! + previous[at]!) ** 2;
        }
        sums.forEach((sum, kind) => (out![kind * count + indices[i]!] = Math.sqrt(sum / size)));
      });
    });
  },
};

export const parameterRmsKernels: readonly KernelPatch[] = hostPatches(onHost, simdParameterRms);

const vectorsOf = ({ weights, gradient, next, previous }: ProbedGroup) => [weights, gradient, next, previous];

function countOf(groups: ParameterRmsAttrs['groups']): number {
  return groups.reduce((sum, { sizes }) => sum + sizes.length, 0);
}

/** See {@link Ops.parameterRms}. */
export function parameterRms(tf: Tf, ops: Pick<Ops, 'unpack' | 'rms'>, groups: readonly ProbedGroup[], safeMode: boolean): Tensor1D {
  if (safeMode || !hasKernel(tf, NAME)) return fromOperations(tf, ops, groups);
  const attrs: ParameterRmsAttrs = { groups: groups.map(({ sizes, indices }) => ({ sizes, indices })) };
  const inputs = Object.fromEntries(groups.flatMap(vectorsOf).map((vector, i) => [i, vector]));
  return runKernel(tf, NAME, inputs, attrs as unknown as NamedAttrMap);
}

/** Where vectors can be looked at in parts without copying them, as on WebGPU, this takes few dispatches. */
function fromOperations(tf: Tf, ops: Pick<Ops, 'unpack' | 'rms'>, groups: readonly ProbedGroup[]): Tensor1D {
  return tf.tidy(() => {
    const kinds: Tensor1D[][] = [[], [], [], []];
    for (const { weights, gradient, next, previous, sizes, indices } of groups) {
      [weights, gradient, tf.sub(next, weights), tf.add(gradient, previous)].forEach((vector, kind) => {
        const parts = ops.unpack(tf.reshape(vector, [-1]), sizes.map((size) => [size])) as Tensor1D[];
        parts.forEach((part, i) => (kinds[kind]![indices[i]!] = part));
      });
    }
    return ops.rms(kinds.flat());
  });
}
