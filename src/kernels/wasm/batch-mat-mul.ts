/**
 * BatchMatMul on wasm, by our own kernel. The stock kernel hands a single untransposed product to XNNPACK, which packs the right-hand matrix anew in
 * every step of a training, and all else to a naive loop (0.4–2.6 GFLOP/s against 20–40). XNNPACK is left what it does best, see {@link suitsXnnpack}.
 */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type Shape, sizeOf } from '../shared/host-kernel';
import { type BackendWasm, callKernel, reshaped, wasmKernel } from './heap';
import { suitsXnnpack } from './matrix-product';
import { canPerform, perform } from './perform';

interface Inputs {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

interface Attrs {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** a [..., M, K] or, transposed, [..., K, M]; b [..., K, N] or [..., N, K]; the leading axes broadcast. Float32 only. */
export const batchMatMul: KernelPatch = {
  kernelName: 'BatchMatMul',
  backendName: 'wasm',
  create: (tf, stock) => wasmKernel<Inputs, Attrs>(({ inputs, attrs, backend }) => matMul(tf, stock!, backend, inputs, attrs)),
};

function matMul(tf: Tf, stock: KernelFunc, backend: BackendWasm, { a, b }: Inputs, attrs: Attrs): TensorInfo {
  const [m, k] = matrixShape(a, attrs.transposeA);
  const [innerB, n] = matrixShape(b, attrs.transposeB);
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const [batches, batchA, batchB] = [sizeOf(outer), sizeOf(outerA), sizeOf(outerB)];
  // The stock kernel also has to throw its own errors and make its empty products.
  const foreign = k !== innerB || a.dtype !== 'float32' || b.dtype !== 'float32' || batches * m * n * k === 0;
  if (foreign || !canPerform(backend)) return stock({ inputs: { a, b }, attrs: { ...attrs }, backend }) as TensorInfo;

  const right = untransposed(tf, backend, b, batchB, k, n, attrs.transposeB);
  const sizes = { rows: m, inner: k, columns: n };
  let out: TensorInfo;
  if (batches === 1 && suitsXnnpack(sizes)) {
    const left = untransposed(tf, backend, a, 1, m, k, attrs.transposeA);
    out = stock({ inputs: { a: left, b: right }, attrs: { transposeA: false, transposeB: false }, backend }) as TensorInfo;
    if (left.dataId !== a.dataId) backend.disposeData(left.dataId);
  } else {
    out = backend.makeOutput([batches, m, n], 'float32');
    const [c, x, y] = [out, a, right].map(({ dataId }) => backend.getMemoryOffset(dataId)) as [number, number, number];
    // With one right-hand matrix for all, the batch is just more rows.
    if (batchB === 1 && !attrs.transposeA) perform(backend, { kind: 'matrices', c, a: x, b: y, transposeA: false, ...sizes, rows: batchA * m });
    else {
      for (let batch = 0; batch < batches; batch++) {
        const [i, j] = [batchOf(batch, outer, outerA), batchOf(batch, outer, outerB)];
        const addresses = { c: c + 4 * batch * m * n, a: x + 4 * i * m * k, b: y + 4 * j * k * n };
        perform(backend, { kind: 'matrices', ...addresses, transposeA: attrs.transposeA, ...sizes });
      }
    }
  }
  out.shape = [...outer, m, n];
  if (right.dataId !== b.dataId) backend.disposeData(right.dataId);
  return out;
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
