/** Root mean squares of many tensors, large ones in SIMD. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../shared/host-kernel';
import { sumOfSquares } from '../shared/sum-of-squares';
import { type BackendWasm, floatsOf } from './heap';
import { overRows, rowFormula, rowLoop } from './rows';

const SQUARES = rowFormula('squares', ['x'], [], ({ x }) => ({ results: {}, sums: { total: x.times(x) } }));

/** Where calling the loop costs more than it saves, in elements. */
const SMALL = 1024;

/** Inputs and output are those of the plain loops in `ops/rms.ts`, which are left what has no SIMD. */
export const simdRms =
  (otherwise: KernelFunc): KernelFunc =>
  (args) => {
    const backend = args.backend as BackendWasm;
    if (!rowLoop(backend, SQUARES)) return otherwise(args);
    const tensors = Object.values(args.inputs) as TensorInfo[];
    const squares = tensors.map((x) => {
      if (sizeOf(x.shape) < SMALL) return sumOfSquares(floatsOf(backend, x));
      return overRows(backend, SQUARES, { x }, {}, 1).sums.total[0]!;
    });
    const out = backend.makeOutput([tensors.length], 'float32');
    floatsOf(backend, out).set(squares.map((square, i) => Math.sqrt(square / sizeOf(tensors[i]!.shape))));
    return out;
  };
