/**
 * C += A · B in SIMD, where every operand lies as it lies: nothing is packed or transposed before.
 *
 * C is computed in blocks of 4 × 8 numbers, which are eight vectors and stay in registers while the sum goes on; with what a step needs besides,
 * that is what the sixteen registers of x86 hold. A step of the sum takes eight numbers of a row of B (two vectors) and one number from each of four rows of
 * A, copied into all lanes on the way from memory: eight products for six loads. At the edges of C blocks have fewer rows, or 4, 2 or 1 columns.
 *
 * A sum goes over lines of steps. From step to step and from line to line the addresses in A and B move by any distance given, which makes the same
 * loop serve a product A · B (a step goes along a row of A), Aᵀ · B (down a column), a convolution and the gradient of its filter (a line is a row of
 * pixels). Every number is summed in this order, whatever block it is in, and rounded after each product and sum: the bits are the same everywhere.
 */
import { type Access, bits, type Code, f32x4, fourFloats, FunctionBuilder, get, i32 } from './assembler';
import { loadSplat, type Local, loopWhile, oneFloat, set, twoFloats } from './assembler';
import type { BackendWasm } from './heap';
import { instantiate, type Run } from './instantiate';

/** C [rows, columns] = start + Σ over lines and steps of A [rows] · B [columns]. All distances are in bytes. */
export interface Product {
  readonly rows: number;
  readonly columns: number;
  readonly steps: number;
  readonly lines: number;
  /** From row to row of C, whose columns lie together. */
  readonly cRow: number;
  readonly aRow: number;
  readonly aStep: number;
  readonly aLine: number;
  /** B's columns lie together. */
  readonly bStep: number;
  readonly bLine: number;
}

/** What sums start from: nothing, what C holds already, or the numbers at an address, one for each column. */
export type Start = 'zero' | 'c' | number;

/** Computes a product in memory, given the addresses of C, A and B. */
export type Multiply = (c: number, start: Start, a: number, b: number, product: Product) => void;

/** @returns undefined where there is no SIMD */
export function multiplyOn(backend: BackendWasm): Multiply | undefined {
  const run = instantiate(backend, 'product', assembleProduct);
  if (run && !known.has(run)) known.set(run, multiplyBy(run));
  return run && known.get(run);
}

const known = new WeakMap<Run, Multiply>();

/** @param run the function of {@link assembleProduct}'s module */
export function multiplyBy(run: Run): Multiply {
  return (c, start, a, b, { rows, columns, steps, lines, cRow, aRow, aStep, aLine, bStep, bLine }) => {
    const from = typeof start === 'number' ? start : c;
    const fromRow = start === 'c' ? cRow : 0;
    run(c, from, fromRow, start === 'zero' ? 0 : ALL_BITS, a, b, rows, 4 * columns, steps, lines, cRow, aRow, aStep, aLine, bStep, bLine);
  };
}

const ALL_BITS = -1;

/** The module: {@link multiplyBy} tells what its function takes. */
export function assembleProduct(sharedMemory: boolean): Uint8Array<ArrayBuffer> {
  const builder = new FunctionBuilder();
  const parameter = () => builder.parameter('i32');
  const c = parameter(); // of the present columns
  const start = parameter(); // of the present columns
  const startRow = parameter();
  const startBits = parameter(); // which of its bits count: all or none
  const a = parameter();
  const b = parameter(); // of the present columns
  const rows = parameter();
  const width = parameter(); // of the columns left, in bytes
  const steps = parameter();
  const lines = parameter();
  const [cRow, aRow, aStep, aLine, bStep, bLine] = [parameter(), parameter(), parameter(), parameter(), parameter(), parameter()];
  const local = () => builder.local('i32');
  const left = local(); // rows
  const [cBlock, startBlock, aBlock] = [local(), local(), local()];
  const [line, atLineA, atLineB] = [local(), local(), local()];
  const [atB, end] = [local(), local()];
  const atA = [local(), local(), local(), local()];
  const atC = [local(), local(), local(), local()];
  const vectors = (count: number) => Array.from({ length: count }, () => builder.local('v128'));
  const sums = vectors(8);
  const row = vectors(2);
  const [factor, startMask] = vectors(2) as [Local, Local];

  const add = (to: Local, amount: Local | number): Code =>
    set(to, i32.add(get(to), typeof amount === 'number' ? i32.constant(amount) : get(amount)));
  /** first, first + distance, first + 2 · distance … */
  const spread = (to: readonly Local[], first: Local, distance: Local): Code =>
    to.flatMap((one, i) => set(one, i === 0 ? get(first) : i32.add(get(to[i - 1]!), get(distance))));

  const block = (height: number, wide: number, { load, store, floats }: Access): Code => {
    const across = wide / floats;
    const tile = Array.from({ length: height * across }, (_, i) => ({ sum: sums[i]!, r: Math.floor(i / across), v: i % across }));
    return [
      ...spread(atC.slice(0, height), startBlock, startRow),
      ...tile.flatMap(({ sum, r, v }) => set(sum, bits.and(load(get(atC[r]!), 16 * v), get(startMask)))),
      ...set(line, i32.constant(0)),
      ...set(atLineA, get(aBlock)),
      ...set(atLineB, get(b)),
      ...loopWhile(i32.less(get(line), get(lines)), [
        ...spread(atA.slice(0, height), atLineA, aRow),
        ...set(atB, get(atLineB)),
        ...set(end, i32.add(get(atB), i32.multiply(get(steps), get(bStep)))),
        ...loopWhile(i32.less(get(atB), get(end)), [
          ...row.slice(0, across).flatMap((vector, v) => set(vector, load(get(atB), 16 * v))),
          ...atA.slice(0, height).flatMap((address, r) => [
            ...set(factor, loadSplat(get(address))),
            ...tile.filter((one) => one.r === r).flatMap(({ sum, v }) => set(sum, f32x4.add(get(sum), f32x4.multiply(get(factor), get(row[v]!))))),
          ]),
          ...atA.slice(0, height).flatMap((address) => add(address, aStep)),
          ...add(atB, bStep),
        ]),
        ...add(line, 1),
        ...add(atLineA, aLine),
        ...add(atLineB, bLine),
      ]),
      ...spread(atC.slice(0, height), cBlock, cRow),
      ...tile.flatMap(({ sum, r, v }) => store(get(atC[r]!), get(sum), 16 * v)),
    ];
  };
  const panel = (wide: number, access: Access): Code =>
    loopWhile(i32.atMost(i32.constant(4 * wide), get(width)), [
      ...set(left, get(rows)),
      ...set(cBlock, get(c)),
      ...set(startBlock, get(start)),
      ...set(aBlock, get(a)),
      ...[4, 3, 2, 1].flatMap((height) =>
        loopWhile(i32.atMost(i32.constant(height), get(left)), [
          ...block(height, wide, access),
          ...set(left, i32.subtract(get(left), i32.constant(height))),
          ...set(cBlock, i32.add(get(cBlock), i32.multiply(get(cRow), i32.constant(height)))),
          ...set(startBlock, i32.add(get(startBlock), i32.multiply(get(startRow), i32.constant(height)))),
          ...set(aBlock, i32.add(get(aBlock), i32.multiply(get(aRow), i32.constant(height)))),
        ]),
      ),
      ...add(c, 4 * wide),
      ...add(start, 4 * wide),
      ...add(b, 4 * wide),
      ...set(width, i32.subtract(get(width), i32.constant(4 * wide))),
    ]);
  const mask = set(startMask, bits.splat(get(startBits)));
  return builder.module([...mask, ...panel(8, fourFloats), ...panel(4, fourFloats), ...panel(2, twoFloats), ...panel(1, oneFloat)], sharedMemory);
}
