/** Loops over the columns of a row-major matrix, in blocks of rows that fit the first-level cache, so that striding through a block costs nothing. */

const BLOCK = 4096; // elements, 16 KB

/** Calls `visit(column, from, end)` block by block: the column's elements of a block are from, from + columns, … below end. */
export function forEachColumn(length: number, columns: number, visit: (column: number, from: number, end: number) => void): void {
  const step = Math.max(1, Math.floor(BLOCK / columns)) * columns;
  for (let first = 0; first < length; first += step) {
    const end = Math.min(length, first + step);
    for (let column = 0; column < columns; column++) visit(column, first + column, end);
  }
}

/** The sum of every column in float64. Four partial sums at a time, because one would wait for each addition to finish. */
export function columnSums(x: Float32Array, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  forEachColumn(x.length, columns, (column, from, end) => {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let i = from;
    for (; i + 3 * columns < end; i += 4 * columns) {
      s0 += x[i]!;
      s1 += x[i + columns]!;
      s2 += x[i + 2 * columns]!;
      s3 += x[i + 3 * columns]!;
    }
    for (; i < end; i += columns) s0 += x[i]!;
    sums[column]! += s0 + s1 + (s2 + s3);
  });
  return sums;
}
