/** What a probe reads of parameters, in SIMD: one pass over all four vectors. */
import type { KernelFunc } from '@tensorflow/tfjs-core';
import { packing, type Tf } from '../../core/ops';
import type { ParameterRmsAttrs } from '../ops/parameter-rms';
import { bindable, type BoundKernel } from './bound';
import type { Place } from './place';
import { bindRows, rowFormula, rowLoop } from './rows';

const SQUARES = rowFormula('parameter squares', ['weights', 'gradient', 'next', 'previous'], [], ({ weights, gradient, next, previous }) => ({
  results: {},
  sums: { weights: weights.squared(), gradient: gradient.squared(), update: next.minus(weights).squared(), both: gradient.plus(previous).squared() },
}));

/** Inputs and output are those of the plain loops in `ops/parameter-rms.ts`. */
const kernel: BoundKernel<string, ParameterRmsAttrs> = {
  outputs({ backend, attrs: { groups } }) {
    const count = groups.reduce((sum, { sizes }) => sum + sizes.length, 0);
    return rowLoop(backend, SQUARES) && [{ shape: [4 * count], dtype: 'float32' }];
  },
  bind(binding) {
    const vectors = Object.values(binding.inputs);
    const out = binding.outputs[0]!;
    const count = out.size / 4;
    const parts = binding.attrs.groups.flatMap(({ sizes, indices }, g) => {
      const { starts } = packing(sizes);
      return sizes.map((size, i) => {
        const [weights, gradient, next, previous] = vectors.slice(4 * g, 4 * g + 4).map((vector) => vector.part(starts[i]!, size)) as [Place, Place, Place, Place];
        return { size, index: indices[i]!, sum: bindRows(binding, SQUARES, { matrices: { weights, gradient, next, previous }, results: {}, columns: 1 }) };
      });
    });
    return () => {
      for (const { size, index, sum } of parts) {
        const { weights, gradient, update, both } = sum({});
        [weights, gradient, update, both].forEach(([total], kind) => (out.floats[kind * count + index] = Math.sqrt(total! / size)));
      }
    };
  },
};

/** @param otherwise the plain loops, which are left what has no SIMD */
export const simdParameterRms = (otherwise: KernelFunc, tf: Tf): KernelFunc => bindable(tf, kernel, otherwise);
