/** A dense layer and its gradients on wasm: XNNPACK's product with the bias in it, or plain loops where a product is too small for its set-up. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import { columnSums } from '../shared/columns';
import { type BackendWasm, callKernel, floatsOf, reshaped } from './heap';

/** Up to so many multiplications loops are quicker. */
const LOOP_LIMIT = 4096;

interface ForwardInputs {
  readonly x: TensorInfo;
  readonly kernel: TensorInfo;
  readonly bias: TensorInfo;
}

/** x [B, I], kernel [I, O], bias [O] → [B, O]. */
export function denseOnWasm(tf: Tf): KernelFunc {
  return ({ inputs, backend: given }) => {
    const backend = given as BackendWasm;
    const { x, kernel, bias } = inputs as unknown as ForwardInputs;
    const [rows, inner, columns] = [x.shape[0]!, x.shape[1]!, kernel.shape[1]!];
    if (rows * inner * columns <= LOOP_LIMIT) return denseByLoops(backend, { x, kernel, bias }, rows, inner, columns);
    const operands = { a: reshaped(x, [1, rows, inner]), b: reshaped(kernel, [1, inner, columns]), bias };
    const attrs = { transposeA: false, transposeB: false, activation: 'linear', leakyreluAlpha: 0 };
    return reshaped(callKernel(tf, backend, '_FusedMatMul', operands, attrs), [rows, columns]);
  };
}

function denseByLoops(backend: BackendWasm, { x, kernel, bias }: ForwardInputs, rows: number, inner: number, columns: number): TensorInfo {
  const out = backend.makeOutput([rows, columns], 'float32');
  const views = [x, kernel, bias, out].map((info) => floatsOf(backend, info));
  const [xs, weights, offsets, ys] = views as [Float32Array, Float32Array, Float32Array, Float32Array];
  for (let row = 0, y = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, y++) {
      let sum = offsets[column]!;
      for (let i = 0; i < inner; i++) sum += xs[row * inner + i]! * weights[i * columns + column]!;
      ys[y] = sum;
    }
  }
  return out;
}

interface BackwardInputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

/** x [B, I], dy [B, O] → xᵀ · dy [I, O] and the sums of dy's columns [O]. */
export function denseGradOnWasm(tf: Tf): KernelFunc {
  return ({ inputs, backend: given }) => {
    const backend = given as BackendWasm;
    const { x, dy } = inputs as unknown as BackwardInputs;
    const [rows, inner, columns] = [x.shape[0]!, x.shape[1]!, dy.shape[1]!];
    const byLoops = rows * inner * columns <= LOOP_LIMIT;
    const product = () => callKernel(tf, backend, 'BatchMatMul', { a: x, b: dy }, { transposeA: true, transposeB: false });
    return [byLoops ? weightsByLoops(backend, x, dy) : product(), columnSumsOf(backend, dy)];
  };
}

function weightsByLoops(backend: BackendWasm, x: TensorInfo, dy: TensorInfo): TensorInfo {
  const [rows, inner, columns] = [x.shape[0]!, x.shape[1]!, dy.shape[1]!];
  const out = backend.makeOutput([inner, columns], 'float32');
  const [xs, dys, weights] = [x, dy, out].map((info) => floatsOf(backend, info)) as [Float32Array, Float32Array, Float32Array];
  for (let i = 0, w = 0; i < inner; i++) {
    for (let column = 0; column < columns; column++, w++) {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += xs[row * inner + i]! * dys[row * columns + column]!;
      weights[w] = sum;
    }
  }
  return out;
}

/** x [..., C] → [C], summed in float64. */
export function columnSumsOf(backend: BackendWasm, x: TensorInfo): TensorInfo {
  const columns = x.shape.at(-1)!;
  const out = backend.makeOutput([columns], 'float32');
  floatsOf(backend, out).set(columnSums(floatsOf(backend, x), columns));
  return out;
}
