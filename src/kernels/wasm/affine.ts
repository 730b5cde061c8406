/** x · scale + shift per channel in SIMD. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { type BackendWasm, floatsOf } from './heap';
import { overRows, rowFormula, rowLoop } from './rows';

const AFFINE = rowFormula('affine', ['x'], ['scale', 'shift'], ({ x, scale, shift }) => ({ results: { y: x.times(scale).plus(shift) }, sums: {} }));

/** Inputs and output are those of the plain loops in `ops/affine.ts`, which are left what has no SIMD. */
export const simdAffine =
  (otherwise: KernelFunc): KernelFunc =>
  (args) => {
    const backend = args.backend as BackendWasm;
    if (!rowLoop(backend, AFFINE)) return otherwise(args);
    const { x, scale, shift } = args.inputs as unknown as Readonly<Record<'x' | 'scale' | 'shift', TensorInfo>>;
    const given = [scale, shift].map((info) => floatsOf(backend, info).slice());
    const channels = Math.max(...given.map(({ length }) => length));
    const [scales, shifts] = given.map((values) => (values.length === channels ? values : new Float32Array(channels).fill(values[0]!)));
    return overRows(backend, AFFINE, { x }, { scale: scales!, shift: shifts! }, channels).results.y;
  };
