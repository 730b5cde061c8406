/** Random orthogonal matrices. Nothing but operations that IEEE 754 rounds exactly, so that every browser gets the same bits. */
import type { Stream } from './random';

/**
 * Uniformly random orthonormal vectors (Gram–Schmidt on normal numbers; every vector is made orthogonal twice, since once leaves the rounding
 * errors of nearly parallel ones: Giraud et al. 2005).
 * @param length of each vector
 * @param count of vectors, at most `length`
 */
export function orthonormalColumns(stream: Stream, length: number, count: number): Float64Array[] {
  const columns: Float64Array[] = [];
  while (columns.length < count) {
    const column = Float64Array.from({ length }, () => stream.normal());
    for (let pass = 0; pass < 2; pass++) {
      removeShares(column, columns);
      let square = 0;
      for (const value of column) square += value * value;
      const size = Math.sqrt(square);
      for (let i = 0; i < length; i++) column[i]! /= size;
    }
    columns.push(column);
  }
  return columns;
}

/** Subtracts from a vector its projections on orthonormal ones; on four at a time, so that processors need not wait for one sum. */
function removeShares(column: Float64Array, others: readonly Float64Array[]): void {
  const nothing = new Float64Array(column.length);
  for (let first = 0; first < others.length; first += 4) {
    const [a, b = nothing, c = nothing, d = nothing] = others.slice(first, first + 4) as [Float64Array, ...Float64Array[]];
    let [alongA, alongB, alongC, alongD] = [0, 0, 0, 0];
    for (let i = 0; i < column.length; i++) {
      const value = column[i]!;
      alongA += value * a[i]!;
      alongB += value * b[i]!;
      alongC += value * c[i]!;
      alongD += value * d[i]!;
    }
    for (let i = 0; i < column.length; i++) column[i]! -= alongA * a[i]! + alongB * b[i]! + (alongC * c[i]! + alongD * d[i]!);
  }
}
