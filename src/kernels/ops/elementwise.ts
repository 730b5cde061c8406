/** Formulas on tensors: one kernel each, made for the backend. */
import type { NamedAttrMap, Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { Formula } from '../../core/formula';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { compose } from '../shared/formula-composition';
import { formulaLoops } from '../shared/formula-loops';
import { hostPatches } from '../shared/host-kernel';
import { hasKernel, runKernel } from '../shared/run-kernel';
import { simdFormulas } from '../wasm/formula';
import { formulaOnWebGPU } from '../webgpu/formula';

const kernelName = formulaLoops.name;

/** Tensors and scalars by name, and the attribute `formula` → its results. */
export const elementwiseKernels: readonly KernelPatch[] = [
  ...hostPatches(formulaLoops, simdFormulas),
  { kernelName, backendName: 'webgpu', create: formulaOnWebGPU },
];

/** See {@link Ops.elementwise}. */
export function elementwise<T extends string, S extends string, O extends string>(
  tf: Tf,
  formula: Formula<T, S, O>,
  tensors: Readonly<Record<T, Tensor>>,
  scalars: Readonly<Record<S, Scalar>>,
  safeMode: boolean,
): Record<O, Tensor> {
  const named: Record<string, Tensor> = {};
  const { shape } = tensors[formula.tensors[0]!];
  for (const name of formula.tensors) {
    named[name] = tensors[name];
    tf.util.assertShapesMatch(tensors[name].shape, shape, `The tensors of the formula ${formula.name} differ in shape: `);
  }
  for (const name of formula.scalars) named[name] = scalars[name];
  const values =
    safeMode || !hasKernel(tf, kernelName)
      ? compose(tf, formula, named)
      : [runKernel<Tensor | Tensor[]>(tf, kernelName, named, { formula } as unknown as NamedAttrMap)].flat();
  return Object.fromEntries(Object.keys(formula.results).map((name, i) => [name, values[i]!])) as Record<O, Tensor>;
}
