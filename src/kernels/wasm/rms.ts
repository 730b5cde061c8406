/** Root mean squares of many tensors, large ones in SIMD. */
import type { KernelFunc } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import { sumOfSquares } from '../shared/sum-of-squares';
import { bindable, type BoundKernel } from './bound';
import { bindRows, rowFormula, rowLoop } from './rows';

const SQUARES = rowFormula('squares', ['x'], [], ({ x }) => ({ results: {}, sums: { total: x.times(x) } }));

/** Where calling the loop costs more than it saves, in elements. */
const SMALL = 1024;

/** Inputs and output are those of the plain loops in `ops/rms.ts`. */
const kernel: BoundKernel = {
  outputs: ({ backend, inputs }) => rowLoop(backend, SQUARES) && [{ shape: [Object.keys(inputs).length], dtype: 'float32' }],
  bind(binding) {
    const tensors = Object.values(binding.inputs);
    const out = binding.outputs[0]!;
    const squares = tensors.map((x) => {
      if (x.size < SMALL) return () => sumOfSquares(x.floats);
      const run = bindRows(binding, SQUARES, { matrices: { x }, results: {}, columns: 1 });
      return () => run({}).total[0]!;
    });
    return () => tensors.forEach(({ size }, i) => (out.floats[i] = Math.sqrt(squares[i]!() / size)));
  },
};

/** @param otherwise the plain loops, which are left what has no SIMD */
export const simdRms = (otherwise: KernelFunc, tf: Tf): KernelFunc => bindable(tf, kernel, otherwise);
