/** Products of matrices on WebGPU: BatchMatMul, and those of a dense layer and its gradient. */
import type { BatchMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type Shape, sizeOf, type TensorSpec } from '../shared/host-kernel';
import { dispatch } from './dispatch';
import { fitsShared, sharedProgram, sharedThreadsOf } from './mat-mul-shared';
import { matMulProgram, type Product, stepsOf, threadsOf, type Tile } from './mat-mul-tiles';
import { addParts } from './partial-sums';
import { type Choice, choiceOf } from './tuning';

type Transposes = Pick<Product, 'transposeA' | 'transposeB'>;
type Sizes = Pick<Product, 'rows' | 'inner' | 'columns'>;

const float32 = (...shape: number[]): TensorSpec => ({ shape, dtype: 'float32' });

/** a · b (+ bias): matrices of float32, or what may be seen as such, with `sizes` telling how. @returns [rows, columns] */
export function multiply(backend: WebGPUBackend, a: TensorInfo, b: TensorInfo, sizes: Sizes, transposes: Transposes, bias?: TensorInfo): TensorInfo {
  const product = { ...sizes, ...transposes, bias: bias !== undefined, columnSums: false, split: false };
  const inputs = bias ? [a, b, bias] : [a, b];
  const output = float32(sizes.rows, sizes.columns);
  const choice = choiceOf(backend);
  if (choice.matMul === 'shared' && fitsShared(product)) {
    return dispatch(backend, sharedProgram(product), inputs, [output], sharedThreadsOf(product))[0]!;
  }
  const { tile, parts } = planOf(product, choice);
  if (parts === 1) return dispatch(backend, matMulProgram(product, tile), inputs, [output], threadsOf(product, tile, 1))[0]!;
  const partials = sumParts(backend, a, b, { ...product, split: true }, tile, parts);
  return addParts(backend, partials, [output], bias)[0]!;
}

/**
 * The gradient of a dense layer's kernel, xᵀ · dy, and of its bias, the sums of dy's columns, together.
 * @param sizes of xᵀ · dy
 */
export function weightGradients(backend: WebGPUBackend, x: TensorInfo, dy: TensorInfo, sizes: Sizes): [kernel: TensorInfo, bias: TensorInfo] {
  const product = { ...sizes, transposeA: true, transposeB: false, bias: false, columnSums: true, split: false };
  const { tile, parts } = planOf(product, choiceOf(backend));
  const outputs = [float32(sizes.rows, sizes.columns), float32(sizes.columns)];
  const made =
    parts === 1
      ? dispatch(backend, matMulProgram(product, tile), [x, dy], outputs, threadsOf(product, tile, 1))
      : addParts(backend, sumParts(backend, x, dy, { ...product, split: true }, tile, parts), outputs);
  return made as [TensorInfo, TensorInfo];
}

function sumParts(backend: WebGPUBackend, a: TensorInfo, b: TensorInfo, product: Product, tile: Tile, parts: number): TensorInfo {
  const partials = float32(parts, product.rows + (product.columnSums ? 1 : 0), product.columns);
  return dispatch(backend, matMulProgram(product, tile), [a, b], [partials], threadsOf(product, tile, parts))[0]!;
}

/**
 * Rows × columns, from large to small: a larger tile loads less for each multiplication, a smaller one leaves more threads. The largest are for loops
 * that take one step at a time; others would outgrow the instruction cache with them.
 */
const TILES: Readonly<Record<'4x4' | '8x8', readonly Tile[]>> = {
  '8x8': tiles([16, 8], [8, 8], [4, 8], [4, 4], [2, 4], [1, 4]),
  '4x4': tiles([4, 4], [2, 4], [1, 4]),
};

function tiles(...sizes: readonly (readonly [number, number])[]): Tile[] {
  return sizes.map(([rows, columns]) => ({ rows, columns }));
}

/** So much of the inner dimension at least is worth a part of its own. */
const SHORTEST_PART = 512;
const MOST_PARTS = 256;

/** The largest tile that leaves enough threads, where need be by dividing a long inner dimension among them. */
function planOf(product: Product, { matMul, threads }: Choice): { tile: Tile; parts: number } {
  const most = Math.max(1, Math.min(MOST_PARTS, Math.floor(product.inner / SHORTEST_PART)));
  const candidates = TILES[matMul === 'shared' ? '4x4' : matMul].filter(({ rows }) => rows <= 8 || stepsOf(product) === 1);
  const tile = candidates.find((one) => threadsOf(product, one, most) >= threads) ?? candidates.at(-1)!;
  return { tile, parts: Math.min(most, Math.ceil(threads / threadsOf(product, tile, 1))) };
}

/** Stacks of matrices, whose leading axes broadcast. Without products to fill all threads, as they mostly are many. */
function multiplyStacks(tf: Tf, backend: WebGPUBackend, a: TensorInfo, b: TensorInfo, sizes: Sizes, transposes: Transposes): TensorInfo {
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const stack = { a: placeIn(outer, outerA), b: placeIn(outer, outerB) };
  const product = { ...sizes, ...transposes, stack, bias: false, columnSums: false, split: false };
  const { tile } = planOf({ ...product, inner: 1 }, { ...choiceOf(backend), threads: choiceOf(backend).threads / sizeOf(outer) });
  const output = float32(...outer, sizes.rows, sizes.columns);
  return dispatch(backend, matMulProgram(product, tile), [a, b], [output], threadsOf(product, tile, sizeOf(outer)))[0]!;
}

/** A WGSL expression for the number of an operand's matrix, whose axes of length one broadcast, that makes result number `layer`. */
function placeIn(outer: Shape, operand: Shape): string {
  if (sizeOf(operand) === sizeOf(outer)) return 'layer';
  let [below, own] = [1, 1];
  const terms: string[] = [];
  for (let back = 1; back <= operand.length; back++) {
    const length = operand.at(-back)!;
    if (length > 1) terms.push(`layer / ${below} % ${length} * ${own}`);
    below *= outer.at(-back)!;
    own *= length;
  }
  return terms.join(' + ') || '0';
}

/** a [..., M, K] or, transposed, [..., K, M]; b [..., K, N] or [..., N, K]. Whole numbers and empty products go to the stock kernel. */
export const batchMatMul: KernelPatch = {
  kernelName: 'BatchMatMul',
  backendName: 'webgpu',
  create: (tf, stock): KernelFunc => (args) => {
    const { a, b } = args.inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = args.attrs as unknown as BatchMatMulAttrs;
    const [rows, inner] = matrixShape(a.shape, transposeA);
    const [innerB, columns] = matrixShape(b.shape, transposeB);
    if (a.dtype !== 'float32' || b.dtype !== 'float32' || inner !== innerB || sizeOf(a.shape) * sizeOf(b.shape) === 0) return stock!(args);
    const backend = args.backend as WebGPUBackend;
    const sizes = { rows, inner, columns };
    const transposes = { transposeA, transposeB };
    const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
    const copies = sizeOf(outerA);
    // With one right-hand matrix for all, a stack is just more rows.
    if (sizeOf(outerB) > 1 || (copies > 1 && transposeA)) return multiplyStacks(tf, backend, a, b, sizes, transposes);
    const product = multiply(backend, a, b, { ...sizes, rows: copies * rows }, transposes);
    product.shape = [...tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB), rows, columns];
    return product;
  },
};

function matrixShape(shape: Shape, transpose: boolean): [number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transpose ? [columns, rows] : [rows, columns];
}
