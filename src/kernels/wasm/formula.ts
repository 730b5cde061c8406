/** Formulas as SIMD loops. What cannot be one is left to plain loops. */
import type { KernelFunc } from '@tensorflow/tfjs-core';
import type { Formula, Node } from '../../core/formula';
import type { Tf } from '../../core/ops';
import { bindable, type BoundKernel } from './bound';
import type { BackendWasm } from './heap';
import { type SimdLoop, simdLoop } from './simd-loop';

const kernel: BoundKernel<string, { readonly formula: Formula }> = {
  outputs({ backend, inputs, attrs: { formula } }) {
    const { shape } = inputs[formula.tensors[0]!]!;
    return loopOf(backend, formula) && Object.keys(formula.results).map(() => ({ shape, dtype: 'float32' }));
  },
  bind({ backend, inputs, outputs, attrs: { formula } }) {
    const { run, writeNumbers } = loopOf(backend, formula)!;
    const places = [...formula.tensors.map((name) => inputs[name]!), ...outputs];
    const bytes = 4 * places[0]!.size;
    const given = [0, bytes, bytes];
    const numbersAt = given.length + places.length;
    const scalar = (name: string): number => inputs[name]!.floats[0]!;
    return () => {
      for (let i = 0; i < places.length; i++) given[3 + i] = places[i]!.address;
      writeNumbers(given, numbersAt, scalar);
      run(...given);
    };
  },
};

function loopOf(backend: BackendWasm, { name, tensors, results }: Formula): SimdLoop | undefined {
  return simdLoop(backend, { name, tensors, vectors: [], results: Object.values<Node>(results), sums: [] });
}

/** @param otherwise the kernel to use where there is no SIMD loop */
export const simdFormulas = (otherwise: KernelFunc, tf: Tf): KernelFunc => bindable(tf, kernel, otherwise);
