/**
 * BatchMatMul on wasm. The stock kernel hands a single untransposed product to XNNPACK (20–40 GFLOP/s on one thread) and everything else to a naive
 * loop (0.4–2.6). Here operands are transposed first, and batches become XNNPACK products one by one.
 */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type Shape, sizeOf } from '../shared/host-kernel';
import { type BackendWasm, callKernel, floatsOf, forget, part, reshaped, wasmKernel } from './heap';

interface Inputs {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

interface Attrs {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Up to so many multiplications a matrix, a plain loop (0.7 ns each) beats the set-up of a product by XNNPACK (3–5 µs, and more for weights that are new). */
const NAIVE_LIMIT = 4096;

/** a [..., M, K] or, transposed, [..., K, M]; b [..., K, N] or [..., N, K]; the leading axes broadcast. Float32 only. */
export const batchMatMul: KernelPatch = {
  kernelName: 'BatchMatMul',
  backendName: 'wasm',
  create: (tf, stock) => wasmKernel<Inputs, Attrs>(({ inputs, attrs, backend }) => multiply(tf, stock!, backend, inputs, attrs)),
};

function multiply(tf: Tf, stock: KernelFunc, backend: BackendWasm, { a, b }: Inputs, attrs: Attrs): TensorInfo {
  const [m, k] = matrixShape(a, attrs.transposeA);
  const [innerB, n] = matrixShape(b, attrs.transposeB);
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const [batches, batchA, batchB] = [sizeOf(outer), sizeOf(outerA), sizeOf(outerB)];
  // Where both operands repeat, the stock kernel pairs the batches wrongly.
  const alike = [batchA, batchB].every((batch) => batch === batches || batch === 1);
  const naive = alike && m * n * k <= NAIVE_LIMIT;
  // The stock kernel also has to throw its own errors and make its empty products.
  const foreign = k !== innerB || a.dtype !== 'float32' || b.dtype !== 'float32' || batches * m * n * k === 0;
  if (naive && !foreign && batches === 1) return multiplySmall(backend, a, b, [...outer, m, n], k, attrs);
  if (naive || foreign) return stock({ inputs: { a, b }, attrs: { ...attrs }, backend }) as TensorInfo;

  const left = untransposed(tf, backend, a, batchA, m, k, attrs.transposeA);
  const right = untransposed(tf, backend, b, batchB, k, n, attrs.transposeB);
  const product: Product = (x, y) => stock({ inputs: { a: x, b: y }, attrs: { transposeA: false, transposeB: false }, backend }) as TensorInfo;
  // With one right-hand matrix for all, the batch is just more rows.
  const out =
    batchB === 1
      ? product(reshaped(left, [1, batchA * m, k]), right)
      : multiplyEach(backend, left, right, pairs(outer, outerA, outerB), product);
  out.shape = [...outer, m, n];
  if (left.dataId !== a.dataId) backend.disposeData(left.dataId);
  if (right.dataId !== b.dataId) backend.disposeData(right.dataId);
  return out;
}

/** A single product in a plain loop, whichever way the operands lie. @param shape of the result, ending in [M, N] */
function multiplySmall(backend: BackendWasm, a: TensorInfo, b: TensorInfo, shape: number[], inner: number, { transposeA, transposeB }: Attrs): TensorInfo {
  const out = backend.makeOutput(shape, 'float32');
  const [x, y, result] = [a, b, out].map((info) => floatsOf(backend, info)) as [Float32Array, Float32Array, Float32Array];
  const rows = shape.at(-2)!;
  const columns = shape.at(-1)!;
  const [rowStep, xStep] = transposeA ? [1, rows] : [inner, 1];
  const [columnStep, yStep] = transposeB ? [inner, 1] : [1, columns];
  for (let row = 0, to = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, to++) {
      let sum = 0;
      for (let i = 0, xi = row * rowStep, yi = column * columnStep; i < inner; i++, xi += xStep, yi += yStep) sum += x[xi]! * y[yi]!;
      result[to] = sum;
    }
  }
  return out;
}

type Product = (a: TensorInfo, b: TensorInfo) => TensorInfo;

/** For every batch of the result, the batches of a and b that it multiplies. */
function pairs(outer: Shape, outerA: Shape, outerB: Shape): [number, number][] {
  return Array.from({ length: sizeOf(outer) }, (_, batch) => [batchOf(batch, outer, outerA), batchOf(batch, outer, outerB)]);
}

/** The batch of an operand, whose axes of length one broadcast, that meets batch `index` of the result. */
function batchOf(index: number, outer: Shape, operand: Shape): number {
  let rest = index;
  let result = 0;
  let stride = 1;
  for (let axis = outer.length - 1, own = operand.length - 1; own >= 0; axis--, own--) {
    if (operand[own] !== 1) result += (rest % outer[axis]!) * stride;
    rest = Math.floor(rest / outer[axis]!);
    stride *= operand[own]!;
  }
  return result;
}

/** left [batchA, m, k], right [batchB, k, n] → [pairs, m, n]. */
function multiplyEach(backend: BackendWasm, left: TensorInfo, right: TensorInfo, which: readonly [number, number][], product: Product): TensorInfo {
  const [m, k] = left.shape.slice(1) as [number, number];
  const n = right.shape[2]!;
  const result = backend.makeOutput([which.length, m, n], 'float32');
  which.forEach(([batchA, batchB], i) => {
    const x = part(backend, left, batchA * m * k, [1, m, k]);
    const y = part(backend, right, batchB * k * n, [1, k, n]);
    const single = product(x, y);
    floatsOf(backend, result).set(floatsOf(backend, single), i * m * n);
    backend.disposeData(single.dataId);
    forget(backend, x);
    forget(backend, y);
  });
  return result;
}

function matrixShape(info: TensorInfo, transpose: boolean): [number, number] {
  const rows = info.shape.at(-2)!;
  const columns = info.shape.at(-1)!;
  return transpose ? [columns, rows] : [rows, columns];
}

function untransposed(tf: Tf, backend: BackendWasm, info: TensorInfo, batch: number, rows: number, columns: number, transpose: boolean): TensorInfo {
  const shape = [batch, rows, columns];
  if (!transpose) return reshaped(info, shape);
  if (rows === 1 || columns === 1) return reshaped(info, shape);
  return callKernel(tf, backend, 'Transpose', { x: reshaped(info, [batch, columns, rows]) }, { perm: [0, 2, 1] });
}
