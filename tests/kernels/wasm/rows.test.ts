import { beforeAll, describe, expect, it, vi } from 'vitest';
import { bindColumnSums } from '../../../src/kernels/wasm/column-sums';
import type { BackendWasm } from '../../../src/kernels/wasm/heap';
import { bindRows, rowFormula } from '../../../src/kernels/wasm/rows';
import type { Tensor } from '../../../src/core/ops';
import { initBackend, numbers, random, tf, toBeAllclose } from '../support';
import { Workbench } from './simd';

const sample = rowFormula('test rows', ['x', 'z'], ['v', 'w'], ({ x, z, v, w }) => {
  const moved = x.times(v).plus(w);
  return { results: { moved, halved: z.over(2) }, sums: { products: moved.times(z), x } };
});

const backend = () => tf.backend() as unknown as BackendWasm;

/** Evaluates {@link sample} over x and z. */
function evaluate(x: Tensor, z: Tensor, vectors: Readonly<Record<'v' | 'w', ArrayLike<number>>>) {
  const bench = new Workbench(backend());
  const [moved, halved] = [bench.scratch(x), bench.scratch(x)];
  const places = { matrices: { x: bench.placeOf(x), z: bench.placeOf(z) }, results: { moved, halved }, columns: vectors.v.length };
  const run = bindRows(bench, sample, places);
  run({ v: vectors.w, w: vectors.v }); // leaves nothing behind for the next
  const sums = run(vectors);
  const results = { moved: moved.floats.slice(), halved: halved.floats.slice() };
  bench.clear();
  return { results, sums };
}

/** Of x, taken as [blocks, rows, columns]. */
function sumsOfColumns(on: BackendWasm, x: Tensor, columns: number, blocks = 1): Float64Array {
  const bench = new Workbench(on);
  const sums = bindColumnSums(bench, bench.placeOf(x), columns, blocks)();
  bench.clear();
  return sums;
}

describe('formulas over rows', () => {
  beforeAll(() => initBackend('wasm'));

  for (const columns of [1, 2, 3, 4, 5, 7, 16, 31, 33, 65, 100]) {
    it.each([1, 2, 3, 7, 31, 130, 1030])(`of ${columns} columns and %d rows`, (rows) => {
      const size = rows * columns;
      const [x, z, v, w] = [numbers(size, 1), numbers(size, 2), numbers(columns, 3), numbers(columns, 4)];
      const { results, sums } = evaluate(tf.tensor2d(x, [rows, columns]), tf.tensor2d(z, [rows, columns]), { v, w });
      const moved = Array.from(x, (value, i) => value * v[i % columns]! + w[i % columns]!);
      const expected = { products: new Float64Array(columns), x: new Float64Array(columns) };
      for (let i = 0; i < size; i++) {
        expected.products[i % columns]! += moved[i]! * z[i]!;
        expected.x[i % columns]! += x[i]!;
      }
      toBeAllclose(results.moved, moved);
      toBeAllclose(results.halved, z.map((value) => value / 2));
      toBeAllclose(sums.products, expected.products, { atol: 1e-4 });
      toBeAllclose(sums.x, expected.x, { atol: 1e-4 });
    });
  }

  it.each([[1, 5, 3], [4, 1, 2], [3, 7, 5], [2, 129, 64], [5, 300, 1]])('sum the columns of %d blocks of %d rows of %d', (blocks, rows, columns) => {
    const x = numbers(blocks * rows * columns);
    const expected = new Float64Array(blocks * columns);
    x.forEach((value, i) => (expected[Math.floor(i / (rows * columns)) * columns + (i % columns)]! += value));
    toBeAllclose(sumsOfColumns(backend(), tf.tensor3d(x, [blocks, rows, columns]), columns, blocks), expected, { atol: 1e-4 });
  });

  it('sum a million numbers as well as a few', () => {
    const [sum] = sumsOfColumns(backend(), tf.fill([1e6, 1], 0.1), 1);
    expect(Math.abs(sum! / (1e6 * Math.fround(0.1)) - 1)).toBeLessThan(1e-6);
  });

  it('keep NaN and infinity to their columns', () => {
    const x = numbers(21);
    x[4] = NaN;
    x[9] = Infinity;
    expect([...sumsOfColumns(backend(), tf.tensor2d(x, [7, 3]), 3)].map(String)).toEqual(['Infinity', 'NaN', expect.stringMatching(/^-?\d/)]);
  });

  it('are plain loops where SIMD is missing', () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    const anew = Object.create(backend()) as BackendWasm; // for which nothing is compiled yet
    expect([...sumsOfColumns(anew, tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]), 2, 2)]).toEqual([4, 6, 12, 14]);
    vi.restoreAllMocks();
  });

  it('leave no memory behind', () => {
    const x = random([9, 5]);
    const before = backend().numDataIds();
    sumsOfColumns(backend(), x, 5);
    expect(backend().numDataIds()).toBe(before);
  });

  it('have nothing to do where there are no rows', () => {
    const { sums } = evaluate(tf.zeros([0, 3]), tf.zeros([0, 3]), { v: [1, 2, 3], w: [1, 2, 3] });
    expect([...sums.x]).toEqual([0, 0, 0]);
  });
});
