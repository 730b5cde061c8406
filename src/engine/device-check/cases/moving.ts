/** What only moves values: every element of the output is one of the input, or zero. */
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../core/network';
import { packing, type Tensor, type Tf } from '../../../core/ops';
import { differentiable, EXACT, random, shapeText, SUMS, type KernelCase, type Tools, type Values } from '../case';

const SHAPE = [3, 4, 5] as const;
const GATHERED = [2, 0, 2, 3];

/** Where each element of the output comes from, by its coordinates in the input; undefined for zero. */
type Source = (at: readonly [number, number, number]) => readonly [number, number, number] | undefined;

const MOVES: readonly (readonly [title: string, kernel: string, on: (tools: Tools, x: Tensor) => Tensor, shape: readonly [number, number, number], source: Source])[] = [
  ['Transposition', 'Transpose', ({ tf }, x) => tf.transpose(x, [2, 0, 1]), [5, 3, 4], ([a, b, c]) => [b, c, a]],
  ['Slice', 'Slice', ({ tf }, x) => tf.slice(x, [1, 0, 2], [2, 3, 3]), [2, 3, 3], ([a, b, c]) => [a + 1, b, c + 2]],
  ['Padding', 'PadV2', ({ tf }, x) => tf.pad(x, [[0, 0], [1, 0], [0, 2]]), [3, 5, 7], ([a, b, c]) => (b > 0 && c < 5 ? [a, b - 1, c] : undefined)],
  ['Reversal', 'Reverse', ({ tf }, x) => tf.reverse(x, 0), SHAPE, ([a, b, c]) => [2 - a, b, c]],
  ['Repetition', 'Tile', ({ tf }, x) => tf.tile(x, [2, 1, 3]), [6, 4, 15], ([a, b, c]) => [a % 3, b, c % 5]],
  ['Gathering', 'GatherV2', ({ tf }, x) => tf.gather(x, tf.tensor1d(GATHERED, 'int32'), 1), [3, 4, 5], ([a, b, c]) => [a, GATHERED[b]!, c]],
  ['Concatenation', 'Concat', ({ tf }, x) => tf.concat([x, x], 1), [3, 8, 5], ([a, b, c]) => [a, b % 4, c]],
  ['Stacking', 'Pack', ({ tf }, x) => tf.stack(tf.unstack(x, 2), 0), [5, 3, 4], ([a, b, c]) => [b, c, a]],
  ['Splitting', 'SplitV', ({ tf }, x) => swapped(tf, tf.split(x, 2, 1)), SHAPE, ([a, b, c]) => [a, (b + 2) % 4, c]],
  ['Another shape', 'Reshape', ({ tf }, x) => tf.reshape(x, [3, 4, 5]), SHAPE, (at) => at],
];

const swapped = (tf: Tf, [first, second]: readonly Tensor[]): Tensor => tf.concat([second!, first!], 1);

export function moving(): KernelCase[] {
  return [...MOVES.flatMap(move), packed()];
}

function move([title, kernel, on, shape, source]: (typeof MOVES)[number]): KernelCase[] {
  const sources = Array.from({ length: sizeOf(shape) }, (_, i) => {
    const from = source([Math.floor(i / (shape[1] * shape[2])), Math.floor(i / shape[2]) % shape[1], i % shape[2]]);
    return from && (from[0] * SHAPE[1] + from[1]) * SHAPE[2] + from[2];
  });
  const [forward, backward] = differentiable({
    title,
    kernel,
    shape: shapeText(SHAPE),
    inputs: [random(SHAPE, 71)],
    tolerance: SUMS,
    quick: true,
    // Through a product with one, so that what comes back is never the input itself.
    f: (tools, x) => on(tools, tools.tf.mul(x, 1)),
    reference: (x) => sources.map((from) => (from === undefined ? 0 : x[from]!)),
    gradients: (dy) => [scattered(dy, sources)],
  });
  return [{ ...forward!, tolerance: EXACT }, backward!];
}

function scattered(dy: Values, sources: readonly (number | undefined)[]): Float64Array {
  const dx = new Float64Array(sizeOf(SHAPE));
  sources.forEach((from, i) => from !== undefined && (dx[from]! += dy[i]!));
  return dx;
}

/** Several tensors in one vector, and back. */
function packed(): KernelCase {
  const shapes = [[3, 4], [65], [1], [7, 2, 9]];
  return {
    title: 'Several tensors in one vector, and back',
    kernel: 'GrimoirePack',
    shape: shapeText(...shapes),
    inputs: shapes.map((shape, i) => random(shape, 72 + i)),
    tolerance: EXACT,
    quick: true,
    run: ({ tf, ops }, ...tensors) => {
      const vector: Tensor1D = ops.pack(tensors);
      return [vector, ...ops.unpack(vector, shapes).map((tensor) => tf.mul(tensor, 1))];
    },
    reference: (...tensors) => {
      const { starts, length } = packing(shapes.map(sizeOf));
      const vector = new Float64Array(length);
      tensors.forEach((values, i) => vector.set(Array.from(values), starts[i]));
      return [vector, ...tensors];
    },
  };
}
