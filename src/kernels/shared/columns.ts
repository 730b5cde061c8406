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

/*
 * Sums of every column in float64. Several partial sums at a time, because one would wait for each addition to finish.
 */

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

/** The mean of every column and Σ (x − mean)². One pass relative to the first row, which is enough for nothing to cancel. */
export function columnMoments(x: Float32Array, columns: number): { means: Float64Array; squares: Float64Array } {
  const sums = new Float64Array(columns);
  const squares = new Float64Array(columns);
  forEachColumn(x.length, columns, (column, from, end) => {
    const origin = x[column]!;
    let even = 0;
    let odd = 0;
    let evenSquares = 0;
    let oddSquares = 0;
    let i = from;
    for (; i + columns < end; i += 2 * columns) {
      const first = x[i]! - origin;
      const second = x[i + columns]! - origin;
      even += first;
      odd += second;
      evenSquares += first * first;
      oddSquares += second * second;
    }
    const last = i < end ? x[i]! - origin : 0;
    sums[column]! += even + odd + last;
    squares[column]! += evenSquares + oddSquares + last * last;
  });
  const count = x.length / columns;
  return {
    means: sums.map((sum, column) => x[column]! + sum / count),
    squares: squares.map((sum, column) => Math.max(0, sum - sums[column]! ** 2 / count)),
  };
}

/** Σ dy and Σ dy · (x − centre). */
export function columnProducts(dy: Float32Array, x: Float32Array, centres: Float32Array): { sums: Float64Array; products: Float64Array } {
  const columns = centres.length;
  const sums = new Float64Array(columns);
  const products = new Float64Array(columns);
  forEachColumn(x.length, columns, (column, from, end) => {
    const centre = centres[column]!;
    let even = 0;
    let odd = 0;
    let evenProducts = 0;
    let oddProducts = 0;
    let i = from;
    for (; i + columns < end; i += 2 * columns) {
      const first = dy[i]!;
      const second = dy[i + columns]!;
      even += first;
      odd += second;
      evenProducts += first * (x[i]! - centre);
      oddProducts += second * (x[i + columns]! - centre);
    }
    sums[column]! += even + odd;
    products[column]! += evenProducts + oddProducts;
    if (i >= end) return;
    sums[column]! += dy[i]!;
    products[column]! += dy[i]! * (x[i]! - centre);
  });
  return { sums, products };
}
