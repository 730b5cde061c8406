/** A dense layer and its gradients on wasm: products by our own kernel, or by XNNPACK where it is the better. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import { columnSums } from '../shared/columns';
import { sizeOf } from '../shared/host-kernel';
import { sumsOfColumns } from './column-sums';
import { type BackendWasm, callKernel, floatsOf, reshaped } from './heap';
import { suitsXnnpack } from './matrix-product';
import { canPerform, perform } from './perform';

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
    const sizes = { rows: x.shape[0]!, inner: x.shape[1]!, columns: kernel.shape[1]! };
    if (suitsXnnpack(sizes) || !canPerform(backend)) return byXnnpack(tf, backend, x, kernel, bias);
    const out = backend.makeOutput([sizes.rows, sizes.columns], 'float32');
    const [c, a, b, atBias] = [out, x, kernel, bias].map(({ dataId }) => backend.getMemoryOffset(dataId)) as [number, number, number, number];
    perform(backend, { kind: 'matrices', c, a, b, transposeA: false, bias: atBias, ...sizes });
    return out;
  };
}

function byXnnpack(tf: Tf, backend: BackendWasm, x: TensorInfo, kernel: TensorInfo, bias: TensorInfo): TensorInfo {
  const operands = { a: reshaped(x, [1, ...x.shape]), b: reshaped(kernel, [1, ...kernel.shape]), bias };
  const attrs = { transposeA: false, transposeB: false, activation: 'linear', leakyreluAlpha: 0 };
  return reshaped(callKernel(tf, backend, '_FusedMatMul', operands, attrs), [x.shape[0]!, kernel.shape[1]!]);
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
    return [callKernel(tf, backend, 'BatchMatMul', { a: x, b: dy }, { transposeA: true, transposeB: false }), columnSumsOf(backend, dy)];
  };
}

/** Up to so many numbers are summed by plain loops before a SIMD loop is set up. */
const LOOP_LIMIT = 4096;

/** x [..., C] → [C], summed in float64. */
export function columnSumsOf(backend: BackendWasm, x: TensorInfo): TensorInfo {
  const columns = x.shape.at(-1)!;
  const sums = sizeOf(x.shape) <= LOOP_LIMIT ? columnSums(floatsOf(backend, x), columns) : sumsOfColumns(backend, x, columns);
  const out = backend.makeOutput([columns], 'float32');
  floatsOf(backend, out).set(sums);
  return out;
}
