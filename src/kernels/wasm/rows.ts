/**
 * SIMD loops over matrices [rows, C]: formulas in which some tensors are vectors [C] that meet every row, and some results are summed over the rows.
 * A vector is repeated until its length is a multiple of four, whatever C is, and enough to keep the loop busy.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Formula, formula, type Node, type Term } from '../../core/formula';
import { sizeOf } from '../shared/host-kernel';
import { type BackendWasm, floatsOf } from './heap';
import { type SimdLoop, simdLoop } from './simd-loop';

/** The shortest period, in floats. */
const PERIOD = 64;
/** Periods that are summed in float32 before their sum goes on in float64: few enough to lose nothing that matters. */
const SUMMED = 128;

/** @typeParam T names of the matrices, @typeParam V of the vectors, @typeParam R of the results for every element, @typeParam S of the sums */
export interface RowFormula<T extends string = string, V extends string = string, R extends string = string, S extends string = string> {
  readonly matrices: readonly T[];
  readonly vectors: readonly V[];
  readonly results: readonly R[];
  readonly sums: readonly S[];
  readonly formula: Formula<T | V, never, R | S>;
}

/** Writes down a formula over rows: `build` gets a term for every matrix and vector. */
export function rowFormula<T extends string, V extends string, R extends string, S extends string>(
  name: string,
  matrices: readonly T[],
  vectors: readonly V[],
  build: (terms: Readonly<Record<T | V, Term>>) => { readonly results: Readonly<Record<R, Term>>; readonly sums: Readonly<Record<S, Term>> },
): RowFormula<T, V, R, S> {
  let names: { readonly results: readonly R[]; readonly sums: readonly S[] } = { results: [], sums: [] };
  const all = formula(name, [...matrices, ...vectors], [], (terms) => {
    const { results, sums } = build(terms);
    names = { results: Object.keys(results) as R[], sums: Object.keys(sums) as S[] };
    return { ...results, ...sums };
  });
  return { matrices, vectors, ...names, formula: all };
}

export interface RowResults<R extends string, S extends string> {
  /** Like the matrices, untracked as kernels return them. */
  readonly results: Readonly<Record<R, TensorInfo>>;
  readonly sums: Readonly<Record<S, Float64Array>>;
}

/** The loop of a formula, or undefined where there is none; see {@link simdLoop}. */
export function rowLoop(backend: BackendWasm, { formula: all, vectors, matrices, results, sums }: RowFormula): SimdLoop | undefined {
  const nodesOf = (names: readonly string[]) => names.map((name): Node => all.results[name]!);
  return simdLoop(backend, { name: all.name, tensors: matrices, vectors, results: nodesOf(results), sums: nodesOf(sums) });
}

/**
 * Evaluates a formula over matrices [blocks, rows, C].
 * @param vectors [C]
 * @param columns C
 * @returns sums of every block: [blocks · C]
 * @throws TypeError where {@link rowLoop} has no loop
 */
export function overRows<T extends string, V extends string, R extends string, S extends string>(
  backend: BackendWasm,
  rows: RowFormula<T, V, R, S>,
  matrices: Readonly<Record<T, TensorInfo>>,
  vectors: Readonly<Record<V, ArrayLike<number>>>,
  columns: number,
  blocks = 1,
): RowResults<R, S> {
  const loop = rowLoop(backend, rows)!;
  const inputs = rows.matrices.map((name) => matrices[name]);
  const { shape } = inputs[0]!;
  const size = sizeOf(shape) / blocks;
  const period = Math.min(size, periodOf(columns));
  const made = rows.results.map(() => backend.makeOutput([...shape], 'float32'));
  const scratch = backend.makeOutput([rows.vectors.length + rows.sums.length, period], 'float32');
  const lanes = floatsOf(backend, scratch); // after the last tensor is made: the heap stays where it is
  rows.vectors.forEach((name, i) => {
    for (let from = 0; from < period; from += columns) lanes.set(vectors[name], i * period + from);
  });
  const sums = lanes.subarray(rows.vectors.length * period);
  const totals = rows.sums.map(() => new Float64Array(blocks * columns));

  const numbers = loop.numbers(() => NaN); // constants: there are no scalars
  const addressOf = ({ dataId }: TensorInfo) => backend.getMemoryOffset(dataId);
  const parts = [...rows.vectors, ...rows.sums].map((_, i) => addressOf(scratch) + 4 * period * i);
  const addresses = [...inputs.map(addressOf), ...parts.slice(0, rows.vectors.length), ...made.map(addressOf), ...parts.slice(rows.vectors.length)];
  const step = totals.length > 0 ? SUMMED * period : Infinity;
  for (let block = 0; block < blocks; block++) {
    const end = (block + 1) * size;
    for (let from = block * size; from < end; from += step) {
      sums.fill(0);
      loop.run(4 * from, 4 * Math.min(end, from + step), 4 * period, ...addresses, ...numbers);
      totals.forEach((total, i) => addRepeated(total, block * columns, columns, sums.subarray(i * period, (i + 1) * period)));
    }
  }
  backend.disposeData(scratch.dataId);
  return {
    results: Object.fromEntries(rows.results.map((name, i) => [name, made[i]!])) as Record<R, TensorInfo>,
    sums: Object.fromEntries(rows.sums.map((name, i) => [name, totals[i]!])) as Record<S, Float64Array>,
  };
}

/** The least common multiple of `columns` and four, repeated. */
function periodOf(columns: number): number {
  const whole = columns * (columns % 4 === 0 ? 1 : columns % 2 === 0 ? 2 : 4);
  return whole * Math.ceil(PERIOD / whole);
}

/** Adds the columns of `repeated` to `total`, from `start` on. */
function addRepeated(total: Float64Array, start: number, columns: number, repeated: Float32Array): void {
  for (let from = 0; from < repeated.length; from += columns) {
    for (let column = 0; column < columns; column++) total[start + column]! += repeated[from + column]!;
  }
}
