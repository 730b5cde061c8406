/**
 * SIMD loops over matrices [rows, C]: formulas in which some tensors are vectors [C] that meet every row, and some results are summed over the rows.
 * A vector is repeated until its length is a multiple of four, whatever C is, and enough to keep the loop busy.
 */
import { type Formula, formula, type Node, type Term } from '../../core/formula';
import type { Binding } from './bound';
import type { BackendWasm } from './heap';
import type { Place } from './place';
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

/** The loop of a formula, or undefined where there is none; see {@link simdLoop}. */
export function rowLoop(backend: BackendWasm, { formula: all, vectors, matrices, results, sums }: RowFormula): SimdLoop | undefined {
  const nodesOf = (names: readonly string[]) => names.map((name): Node => all.results[name]!);
  return simdLoop(backend, { name: all.name, tensors: matrices, vectors, results: nodesOf(results), sums: nodesOf(sums) });
}

/** What a formula over rows works on. */
export interface RowPlaces<T extends string, R extends string> {
  /** [blocks, rows, C]. */
  readonly matrices: Readonly<Record<T, Place>>;
  /** Like the matrices. */
  readonly results: Readonly<Record<R, Place>>;
  /** C. */
  readonly columns: number;
  /** One by default. */
  readonly blocks?: number;
}

/**
 * Binds a formula over rows.
 * @returns evaluates it, given its vectors [C]; gives the sums of every block, [blocks · C], until it is run again
 * @throws TypeError where {@link rowLoop} has no loop
 */
export function bindRows<T extends string, V extends string, R extends string, S extends string>(
  { backend, scratch }: Pick<Binding, 'backend' | 'scratch'>,
  rows: RowFormula<T, V, R, S>,
  { matrices, results, columns, blocks = 1 }: RowPlaces<T, R>,
): (vectors: Readonly<Record<V, ArrayLike<number>>>) => Readonly<Record<S, Float64Array>> {
  const { run, writeNumbers } = rowLoop(backend, rows)!;
  const inputs = rows.matrices.map((name) => matrices[name]);
  const size = inputs[0]!.size / blocks;
  const period = Math.min(size, periodOf(columns));
  const lanes = [...rows.vectors, ...rows.sums].map(() => scratch({ shape: [period], dtype: 'float32' }));
  const [vectorLanes, sumLanes] = [lanes.slice(0, rows.vectors.length), lanes.slice(rows.vectors.length)];
  const totals = rows.sums.map(() => new Float64Array(blocks * columns));
  const named = Object.fromEntries(rows.sums.map((name, i) => [name, totals[i]!])) as Record<S, Float64Array>;
  const step = totals.length > 0 ? SUMMED * period : Infinity;
  const places = [...inputs, ...vectorLanes, ...rows.results.map((name) => results[name]), ...sumLanes];
  const given = [0, 0, 4 * period, ...places.map(() => 0)];
  writeNumbers(given, given.length); // constants: there are no scalars
  return (vectors) => {
    for (let i = 0; i < places.length; i++) given[3 + i] = places[i]!.address;
    rows.vectors.forEach((name, i) => {
      for (let from = 0; from < period; from += columns) vectorLanes[i]!.floats.set(vectors[name], from);
    });
    for (const total of totals) total.fill(0);
    for (let block = 0; block < blocks; block++) {
      const end = (block + 1) * size;
      for (let from = block * size; from < end; from += step) {
        for (const lane of sumLanes) lane.floats.fill(0);
        given[0] = 4 * from;
        given[1] = 4 * Math.min(end, from + step);
        run(...given);
        totals.forEach((total, i) => addRepeated(total, block * columns, columns, sumLanes[i]!.floats));
      }
    }
    return named;
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
