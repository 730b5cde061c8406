/**
 * BatchMatMul on wasm, by our own kernel. The stock kernel hands a single untransposed product to XNNPACK, which packs the right-hand matrix anew in
 * every step of a training, and all else to a naive loop (0.4–2.6 GFLOP/s against 20–40). XNNPACK is left what it does best, see {@link suitsXnnpack}.
 */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type Shape, sizeOf, type TensorSpec } from '../shared/host-kernel';
import { bindable, type Binding, type BoundKernel, type Request } from './bound';
import { type BackendWasm, callKernel, reshaped, wasmKernel } from './heap';
import { suitsXnnpack } from './matrix-product';
import { canPerform, perform } from './perform';
import { bindTransposition } from './transposition';

type Name = 'a' | 'b';

interface Attrs {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** a [..., M, K] or, transposed, [..., K, M]; b [..., K, N] or [..., N, K]; the leading axes broadcast. Float32 only. */
export const batchMatMul: KernelPatch = {
  kernelName: 'BatchMatMul',
  backendName: 'wasm',
  create: (tf, stock) => bindable(tf, product, byXnnpack(tf, stock!)),
};

const product: BoundKernel<Name, Attrs> = {
  outputs(request) {
    const sizes = sizesOf(request);
    if (!sizes || sizes.forXnnpack || !canPerform(request.backend)) return undefined;
    return [{ shape: [...sizes.outer, sizes.rows, sizes.columns], dtype: 'float32' }];
  },
  bind: bindProduct,
};

/** Binds a product a · b; see {@link batchMatMul}. */
export function bindProduct(binding: Binding<Name, Attrs>): () => void {
  const { backend, inputs, outputs, attrs } = binding;
  const { a } = inputs;
  const c = outputs[0]!;
  const { rows, inner, columns, outer, outerA, outerB } = sizesOf(binding)!;
  const [batchA, batchB] = [sizeOf(outerA), sizeOf(outerB)];
  const transposes = attrs.transposeB && inner > 1 && columns > 1;
  const turned = transposes ? bindTransposition(binding, inputs.b, [batchB, columns, inner]) : undefined;
  const b = turned?.place ?? inputs.b;
  const kind = 'matrices';
  // With one right-hand matrix for all, the batch is just more rows.
  if (batchB === 1 && !attrs.transposeA) {
    return () => {
      turned?.run();
      perform(backend, { kind, c: c.address, a: a.address, b: b.address, transposeA: false, rows: batchA * rows, inner, columns });
    };
  }
  const batches = Array.from({ length: sizeOf(outer) }, (_, batch) => [batchOf(batch, outer, outerA), batchOf(batch, outer, outerB)] as const);
  const { transposeA } = attrs;
  return () => {
    turned?.run();
    batches.forEach(([i, j], batch) => {
      const addresses = { c: c.address + 4 * batch * rows * columns, a: a.address + 4 * i * rows * inner, b: b.address + 4 * j * inner * columns };
      perform(backend, { kind, ...addresses, transposeA, rows, inner, columns });
    });
  };
}

/** Undefined where the stock kernel has to throw its own errors or to make its empty products. */
function sizesOf({ tf, inputs: { a, b }, attrs }: Pick<Request<Name, Attrs>, 'tf' | 'inputs' | 'attrs'>) {
  const [rows, inner] = matrixShape(a, attrs.transposeA);
  const [innerB, columns] = matrixShape(b, attrs.transposeB);
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  if (inner !== innerB || a.dtype !== 'float32' || b.dtype !== 'float32' || sizeOf(outer) * rows * columns * inner === 0) return undefined;
  return { rows, inner, columns, outer, outerA, outerB, forXnnpack: sizeOf(outer) === 1 && suitsXnnpack({ rows, inner, columns }) };
}

/** Transposes what XNNPACK wants untransposed. */
function byXnnpack(tf: Tf, stock: KernelFunc): KernelFunc {
  return wasmKernel<Readonly<Record<Name, TensorInfo>>, Attrs>(({ inputs: { a, b }, attrs, backend }) => {
    const sizes = sizesOf({ tf, inputs: { a, b }, attrs });
    if (!sizes?.forXnnpack) return stock({ inputs: { a, b }, attrs: { ...attrs }, backend }) as TensorInfo;
    const { rows, inner, columns, outer } = sizes;
    const left = untransposed(tf, backend, a, rows, inner, attrs.transposeA);
    const right = untransposed(tf, backend, b, inner, columns, attrs.transposeB);
    const out = stock({ inputs: { a: left, b: right }, attrs: { transposeA: false, transposeB: false }, backend }) as TensorInfo;
    for (const [given, used] of [[a, left], [b, right]] as const) if (used.dataId !== given.dataId) backend.disposeData(used.dataId);
    return reshaped(out, [...outer, rows, columns]);
  });
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

function matrixShape({ shape }: TensorSpec, transpose: boolean): [number, number] {
  const rows = shape.at(-2)!;
  const columns = shape.at(-1)!;
  return transpose ? [columns, rows] : [rows, columns];
}

function untransposed(tf: Tf, backend: BackendWasm, info: TensorInfo, rows: number, columns: number, transpose: boolean): TensorInfo {
  if (!transpose) return reshaped(info, [1, rows, columns]);
  return callKernel(tf, backend, 'Transpose', { x: reshaped(info, [1, columns, rows]) }, { perm: [0, 2, 1] });
}
