/** Sums of columns: in SIMD, or else by plain loops. */
import { columnSums } from '../shared/columns';
import type { Binding } from './bound';
import type { Place } from './place';
import { bindRows, rowFormula, rowLoop } from './rows';

const TOTAL = rowFormula('column sums', ['x'], [], ({ x }) => ({ results: {}, sums: { total: x } }));

/** Up to so many numbers are summed by plain loops before a SIMD loop is set up. */
const LOOP_LIMIT = 512;

/**
 * Binds the sums of x, taken as [blocks, rows, columns].
 * @returns gives them, [blocks · columns] in float64, until it is run again
 */
export function bindColumnSums(binding: Pick<Binding, 'backend' | 'scratch'>, x: Place, columns: number, blocks = 1): () => Float64Array {
  if (x.size > LOOP_LIMIT && rowLoop(binding.backend, TOTAL)) {
    const run = bindRows(binding, TOTAL, { matrices: { x }, results: {}, columns, blocks });
    return () => run({}).total;
  }
  const size = x.size / blocks;
  const sums = new Float64Array(blocks * columns);
  return () => {
    for (let block = 0; block < blocks; block++) sums.set(columnSums(x.floats.subarray(block * size, (block + 1) * size), columns), block * columns);
    return sums;
  };
}
