import { describe, expect, it } from 'vitest';
import { columnMoments, columnProducts, columnSums, forEachColumn } from '../../../src/kernels/shared/columns';
import { numbers, toBeAllclose } from '../support';

const SIZES = [[1, 1], [1, 7], [3, 1], [31, 3], [33, 4], [65, 65], [5000, 3], [2, 5000]] as const;

describe('columns', () => {
  it.each(SIZES)('of %i rows and %i columns', (rows, columns) => {
    const [x, dy, centres] = [numbers(rows * columns, 1), numbers(rows * columns, 2), numbers(columns, 3)];
    const column = (values: Float32Array, c: number) => Array.from({ length: rows }, (_, row) => values[row * columns + c]!);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const of = (value: (c: number) => number) => Array.from({ length: columns }, (_, c) => value(c));
    const means = of((c) => sum(column(x, c)) / rows);
    const exact = { atol: 1e-9, rtol: 1e-9 };

    toBeAllclose(columnSums(x, columns), of((c) => sum(column(x, c))), exact);
    const moments = columnMoments(x, columns);
    toBeAllclose(moments.means, means, exact);
    toBeAllclose(moments.squares, of((c) => sum(column(x, c).map((value) => (value - means[c]!) ** 2))), exact);
    const { sums, products } = columnProducts(dy, x, centres);
    toBeAllclose(sums, of((c) => sum(column(dy, c))), exact);
    toBeAllclose(products, of((c) => sum(column(dy, c).map((value, row) => value * (column(x, c)[row]! - centres[c]!)))), exact);
  });

  it('are all visited once', () => {
    const visits = new Uint8Array(3 * 5000);
    forEachColumn(visits.length, 3, (_, from, end) => {
      for (let i = from; i < end; i += 3) visits[i]!++;
    });
    expect(visits.every((count) => count === 1)).toBe(true);
  });

  it('have squares that a large mean does not spoil', () => {
    const x = numbers(3000).map((value) => 1e4 + value);
    const mean = x.reduce((total, value) => total + value, 0) / 3000;
    toBeAllclose(columnMoments(x, 1).squares, [x.reduce((total, value) => total + (value - mean) ** 2, 0)], { rtol: 1e-7 });
  });
});
