/** Products of matrices by definition, in float64. */

export interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** a [m, k] or, transposed, [k, m], times b [k, n] or [n, k], plus bias [n] if there is one. */
export function productReference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  [m, k, n]: readonly [number, number, number],
  { transposeA, transposeB }: Transposes = { transposeA: false, transposeB: false },
  bias?: ArrayLike<number>,
): Float64Array {
  return Float64Array.from({ length: m * n }, (_, index) => {
    const [row, column] = [Math.floor(index / n), index % n];
    let sum = bias?.[column] ?? 0;
    for (let i = 0; i < k; i++) sum += a[transposeA ? i * m + row : row * k + i]! * b[transposeB ? column * k + i : i * n + column]!;
    return sum;
  });
}

/** The sums of the columns of x [rows, columns]. */
export function columnSumsReference(x: ArrayLike<number>, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < x.length; i++) sums[i % columns]! += x[i]!;
  return sums;
}
