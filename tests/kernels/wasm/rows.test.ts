import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sumsOfColumns } from '../../../src/kernels/wasm/column-sums';
import type { BackendWasm } from '../../../src/kernels/wasm/heap';
import { overRows, rowFormula } from '../../../src/kernels/wasm/rows';
import { initBackend, numbers, random, tf, toBeAllclose } from '../support';

const sample = rowFormula('test rows', ['x', 'z'], ['v', 'w'], ({ x, z, v, w }) => {
  const moved = x.times(v).plus(w);
  return { results: { moved, halved: z.over(2) }, sums: { products: moved.times(z), x } };
});

const backend = () => tf.backend() as unknown as BackendWasm;

describe('formulas over rows', () => {
  beforeAll(() => initBackend('wasm'));

  for (const columns of [1, 2, 3, 4, 5, 7, 16, 31, 33, 65, 100]) {
    it.each([1, 2, 3, 7, 31, 130, 1030])(`of ${columns} columns and %d rows`, (rows) => {
      const size = rows * columns;
      const [x, z, v, w] = [numbers(size, 1), numbers(size, 2), numbers(columns, 3), numbers(columns, 4)];
      const matrices = { x: tf.tensor2d(x, [rows, columns]), z: tf.tensor2d(z, [rows, columns]) };
      const { results, sums } = overRows(backend(), sample, matrices, { v, w }, columns);
      const moved = Array.from(x, (value, i) => value * v[i % columns]! + w[i % columns]!);
      const expected = { products: new Float64Array(columns), x: new Float64Array(columns) };
      for (let i = 0; i < size; i++) {
        expected.products[i % columns]! += moved[i]! * z[i]!;
        expected.x[i % columns]! += x[i]!;
      }
      const values = (name: keyof typeof results) => backend().readSync(results[name].dataId) as Float32Array;
      expect(results.moved.shape).toEqual([rows, columns]);
      toBeAllclose(values('moved'), moved);
      toBeAllclose(values('halved'), z.map((value) => value / 2));
      toBeAllclose(sums.products, expected.products, { atol: 1e-4 });
      toBeAllclose(sums.x, expected.x, { atol: 1e-4 });
      for (const { dataId } of [results.moved, results.halved]) backend().disposeData(dataId);
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
    const { results, sums } = overRows(backend(), sample, { x: tf.zeros([0, 3]), z: tf.zeros([0, 3]) }, { v: [1, 2, 3], w: [1, 2, 3] }, 3);
    expect(results.moved.shape).toEqual([0, 3]);
    expect([...sums.x]).toEqual([0, 0, 0]);
  });
});
