/** Sums of columns: in SIMD, or else by plain loops. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { columnSums } from '../shared/columns';
import { type BackendWasm, floatsOf } from './heap';
import { overRows, rowFormula, rowLoop } from './rows';

const TOTAL = rowFormula('column sums', ['x'], [], ({ x }) => ({ results: {}, sums: { total: x } }));

/** x, taken as [blocks, rows, columns] → [blocks · columns] in float64. */
export function sumsOfColumns(backend: BackendWasm, x: TensorInfo, columns: number, blocks = 1): Float64Array {
  if (rowLoop(backend, TOTAL)) return overRows(backend, TOTAL, { x }, {}, columns, blocks).sums.total;
  const values = floatsOf(backend, x);
  const size = values.length / blocks;
  const sums = new Float64Array(blocks * columns);
  for (let block = 0; block < blocks; block++) sums.set(columnSums(values.subarray(block * size, (block + 1) * size), columns), block * columns);
  return sums;
}
