import { describe, expect, it } from 'vitest';
import { assembleProduct, multiplyBy, type Start } from '../../../src/kernels/wasm/product';
import type { Run } from '../../../src/kernels/wasm/instantiate';
import { numbers } from '../support';

const memory = new WebAssembly.Memory({ initial: 16 });
const heap = new Float32Array(memory.buffer);
const multiply = multiplyBy(new WebAssembly.Instance(new WebAssembly.Module(assembleProduct(false)), { env: { memory } }).exports['run'] as Run);

/** Floats, from the first element on: C in the middle of rubbish, then A, B and a bias. */
const GUARD = 8;
const C = GUARD;
const A = 40_000;
const B = 120_000;
const BIAS = 200_000;
const RUBBISH = NaN;
/** Between rows of C. */
const GAP = 3;

interface Sizes {
  readonly rows: number;
  readonly columns: number;
  readonly steps: number;
  readonly lines: number;
}

type Spoil = (a: Float32Array, b: Float32Array) => void;

/** A by its rows or transposed; rows of C and B, and lines of A and B, that lie apart. @returns C and all around it, and what it should be */
function run({ rows, columns, steps, lines }: Sizes, start: Start, transposed: boolean, spoil?: Spoil) {
  const cRow = columns + GAP;
  const [aRow, aStep, aLine] = transposed ? [1, rows + 1, steps * (rows + 1) + 5] : [steps * lines, 1, steps];
  const [bStep, bLine] = [columns + 2, steps * (columns + 2) + 7];
  const a = heap.subarray(A, A + rows * aRow + steps * aStep + lines * aLine);
  const b = heap.subarray(B, B + lines * bLine + steps * bStep);
  a.set(numbers(a.length, 1));
  b.set(numbers(b.length, 2));
  spoil?.(a, b);
  const field = heap.subarray(0, 2 * GUARD + rows * cRow);
  field.fill(RUBBISH);
  const held = numbers(rows * columns, 3);
  const bias = numbers(columns, 4);
  heap.set(bias, BIAS);
  if (start === 'c') for (let r = 0; r < rows; r++) heap.set(held.subarray(r * columns, (r + 1) * columns), C + r * cRow);
  const expected = Float32Array.from(field);
  for (let r = 0; r < rows; r++) {
    for (let column = 0; column < columns; column++) {
      let sum = start === 'zero' ? 0 : start === 'c' ? held[r * columns + column]! : bias[column]!;
      for (let line = 0; line < lines; line++) {
        for (let step = 0; step < steps; step++) {
          const product = Math.fround(a[r * aRow + step * aStep + line * aLine]! * b[line * bLine + step * bStep + column]!);
          sum = Math.fround(sum + product);
        }
      }
      expected[C + r * cRow + column] = sum;
    }
  }
  const distances = { cRow: 4 * cRow, aRow: 4 * aRow, aStep: 4 * aStep, aLine: 4 * aLine, bStep: 4 * bStep, bLine: 4 * bLine };
  multiply(4 * C, start, 4 * A, 4 * B, { rows, columns, steps, lines, ...distances });
  return { field, expected };
}

const SHAPES = [1, 2, 3, 4, 5, 7, 31, 33].flatMap((rows) => [1, 2, 3, 7, 8, 10, 15, 33, 65].map((columns) => [rows, columns] as const));
const STARTS: readonly Start[] = ['zero', 'c', 4 * BIAS];

describe('the kernel of products', () => {
  it.each(SHAPES)('gives %i rows of %i columns the bits of a sum in order, and writes nothing beside them', (rows, columns) => {
    for (const [steps, lines] of [[1, 1], [2, 3], [7, 1], [33, 2]] as const) {
      for (const start of STARTS) {
        for (const transposed of [false, true]) {
          const { field, expected } = run({ rows, columns, steps, lines }, start, transposed);
          expect(field).toEqual(expected);
        }
      }
    }
  });

  it('gives its start where there is nothing to sum', () => {
    for (const [steps, lines] of [[0, 3], [3, 0]] as const) {
      for (const start of STARTS) {
        const { field, expected } = run({ rows: 7, columns: 11, steps, lines }, start, false);
        expect(field).toEqual(expected);
      }
    }
  });

  it('lets NaN and infinity through, and nowhere else', () => {
    const spoil: Spoil = (a, b) => {
      a[5 * 9 + 2] = Infinity; // row 5
      a[3] = NaN; // row 0
      b[6] = -Infinity; // column 6
    };
    const { field, expected } = run({ rows: 9, columns: 13, steps: 9, lines: 1 }, 'zero', false, spoil);
    expect(field).toEqual(expected);
    for (let row = 0; row < 9; row++) {
      for (let column = 0; column < 13; column++) {
        expect(Number.isFinite(field[C + row * (13 + GAP) + column])).toBe(row !== 5 && row !== 0 && column !== 6);
      }
    }
  });

  it('runs on memory that is shared between threads', () => {
    const shared = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(assembleProduct(true)), { env: { memory: shared } });
    const floats = new Float32Array(shared.buffer);
    floats.set([2, 3], 8);
    floats.set([5, 7], 16);
    const sizes = { rows: 2, columns: 1, steps: 1, lines: 1, cRow: 4, aRow: 4, aStep: 4, aLine: 0, bStep: 4, bLine: 0 };
    multiplyBy(instance.exports['run'] as Run)(128, 'zero', 32, 64, sizes);
    expect([...floats.subarray(32, 34)]).toEqual([10, 15]);
  });
});
