/** Products of whole matrices by the kernel in `product.ts`. */
import type { Multiply } from './product';

export interface MatrixSizes {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/** C [rows, columns] = A · B + bias. */
export interface MatrixProduct extends MatrixSizes {
  readonly kind: 'matrices';
  /** Address. */
  readonly c: number;
  /** Address of [rows, inner], or [inner, rows] where it is transposed. */
  readonly a: number;
  readonly transposeA: boolean;
  /** Address of [inner, columns]. */
  readonly b: number;
  /** Address of [columns]. */
  readonly bias?: number;
}

/**
 * So many steps of a sum at a time. The rows of B that they meet then stay in the first-level cache, eight columns wide, while all rows of A go by;
 * even where B is as wide as a power of two, so that its rows compete for the same places in the cache.
 */
const STEPS = 64;

/** Computes some rows of C. */
export function multiplyRows(multiply: Multiply, work: MatrixProduct, from: number, to: number): void {
  const { c, a, b, bias, inner, columns, transposeA } = work;
  const [aRow, aStep] = transposeA ? [4, 4 * work.rows] : [4 * inner, 4];
  const bStep = 4 * columns;
  for (let first = 0; first < inner; first += STEPS) {
    const steps = Math.min(STEPS, inner - first);
    const start = first > 0 ? 'c' : (bias ?? 'zero');
    const product = { rows: to - from, columns, steps, lines: 1, cRow: bStep, aRow, aStep, aLine: 0, bStep, bLine: 0 };
    multiply(c + from * bStep, start, a + from * aRow + first * aStep, b + first * bStep, product);
  }
}

/** A matrix with more rows and columns than this is worth the packing. */
const LARGE = 512;

/** Whether XNNPACK, which packs the right-hand matrix before it begins, is quicker. */
export function suitsXnnpack({ rows, inner, columns }: MatrixSizes): boolean {
  return Math.min(rows, inner, columns) > LARGE;
}
