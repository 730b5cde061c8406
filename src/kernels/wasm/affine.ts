/** x · scale + shift per channel in SIMD. */
import type { KernelFunc } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import { bindable, type BoundKernel } from './bound';
import { bindRows, rowFormula, rowLoop } from './rows';

const AFFINE = rowFormula('affine', ['x'], ['scale', 'shift'], ({ x, scale, shift }) => ({ results: { y: x.times(scale).plus(shift) }, sums: {} }));

/** Inputs and output are those of the plain loops in `ops/affine.ts`. */
const kernel: BoundKernel<'x' | 'scale' | 'shift'> = {
  outputs: ({ backend, inputs: { x } }) => rowLoop(backend, AFFINE) && [{ shape: x.shape, dtype: 'float32' }],
  bind(binding) {
    const { x, scale, shift } = binding.inputs;
    const columns = Math.max(scale.size, shift.size);
    const run = bindRows(binding, AFFINE, { matrices: { x }, results: { y: binding.outputs[0]! }, columns });
    const perColumn = ({ floats }: typeof scale) => (floats.length === columns ? floats : new Float32Array(columns).fill(floats[0]!));
    return () => void run({ scale: perColumn(scale), shift: perColumn(shift) });
  },
};

/** @param otherwise the plain loops, which are left what has no SIMD */
export const simdAffine = (otherwise: KernelFunc, tf: Tf): KernelFunc => bindable(tf, kernel, otherwise);
