/** Kernels on wasm that only move data, in whole runs of neighbours: Slice, SplitV, Unpack, GatherV2 and Reverse. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelPatch } from '../registry';
import { type HostArray, type Shape, sizeOf } from '../shared/host-kernel';
import { boundPatch } from './bound';
import { type BackendWasm, wasmKernel } from './heap';

interface Inputs {
  readonly x: TensorInfo;
}

/** x → the box of extent `size` at `begin`. The stock kernel first copies all of x, however small the box. */
export const slice: KernelPatch = {
  kernelName: 'Slice',
  backendName: 'wasm',
  create: (tf, stock) =>
    wasmKernel<Inputs, { readonly begin: number[]; readonly size: number[] }>(({ inputs: { x }, attrs, backend }) => {
      if (x.dtype === 'string') return stock!({ inputs: { x }, attrs: { ...attrs }, backend }) as TensorInfo;
      const [begin, size] = tf.slice_util.parseSliceParams(x, attrs.begin, attrs.size) as [number[], number[]];
      return box(backend, x, begin, size);
    }),
};

/** x → its parts along an axis. */
export const splitV: KernelPatch = {
  kernelName: 'SplitV',
  backendName: 'wasm',
  create: (tf) => (args) => {
    const { x } = args.inputs as unknown as Inputs;
    const attrs = args.attrs as unknown as { numOrSizeSplits: number | number[]; axis: number };
    const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
    return parts(args.backend as BackendWasm, x, axis, tf.backend_util.prepareSplitSize(x, attrs.numOrSizeSplits, axis));
  },
};

/** value → its slices along an axis, without that axis. */
export const unpack: KernelPatch = {
  kernelName: 'Unpack',
  backendName: 'wasm',
  create: (tf) => (args) => {
    const value = args.inputs['value']!;
    const axis = tf.util.parseAxisParam((args.attrs as { axis: number }).axis, value.shape)[0]!;
    const slices = parts(args.backend as BackendWasm, value, axis, Array.from({ length: value.shape[axis]! }, () => 1));
    return slices.map((info) => ({ ...info, shape: value.shape.filter((_, i) => i !== axis) }));
  },
};

interface GatherAttrs {
  readonly axis: number;
  readonly batchDims?: number;
}

/**
 * x, indices → the rows of x along an axis that the indices name; the first `batchDims` axes of both go together. The stock kernel mistakes these.
 */
export const gather = boundPatch<'x' | 'indices', GatherAttrs>('GatherV2', {
  outputs({ tf, inputs: { x, indices }, attrs }) {
    if (x.dtype === 'string') return undefined;
    const axis = tf.util.parseAxisParam(attrs.axis, [...x.shape])[0]!;
    const shape = [...x.shape.slice(0, axis), ...indices.shape.slice(attrs.batchDims ?? 0), ...x.shape.slice(axis + 1)];
    return [{ shape, dtype: x.dtype }];
  },
  bind({ tf, inputs: { x, indices }, outputs, attrs: { axis: given, batchDims = 0 } }) {
    const out = outputs[0]!;
    const axis = tf.util.parseAxisParam(given, [...x.shape])[0]!;
    const count = x.shape[axis]!;
    const length = sizeOf(x.shape.slice(axis + 1));
    const blocks = sizeOf(x.shape.slice(0, axis));
    const perBatch = sizeOf(x.shape.slice(batchDims, axis)); // blocks of x that share their indices
    const rowsPerBatch = sizeOf(indices.shape.slice(batchDims));
    return () => {
      const [source, rows, target] = [x.values, indices.values, out.values];
      for (const row of rows) {
        if (!(row >= 0 && row < count)) throw new Error(`The index ${row} of gather is not in [0, ${count - 1}].`);
      }
      let to = 0;
      for (let outer = 0; outer < blocks; outer++) {
        const first = Math.floor(outer / perBatch) * rowsPerBatch;
        for (let i = first; i < first + rowsPerBatch; i++) {
          copyRun(source, (outer * count + rows[i]!) * length, target, to, length);
          to += length;
        }
      }
    };
  },
});

/** x → x with the order along some axes reversed. */
export const reverse: KernelPatch = {
  kernelName: 'Reverse',
  backendName: 'wasm',
  create: (tf, stock) =>
    wasmKernel<Inputs, { readonly dims: number | number[] }>(({ inputs: { x }, attrs, backend }) => {
      const axes = tf.util.parseAxisParam(attrs.dims, x.shape).filter((axis) => x.shape[axis] !== 1);
      // Several axes come one after the other; none at all is the stock kernel's affair.
      if (axes.length !== 1) return stock!({ inputs: { x }, attrs: { ...attrs }, backend }) as TensorInfo;
      return reverseAxis(backend, x, axes[0]!);
    }),
};

function box(backend: BackendWasm, x: TensorInfo, begin: Shape, size: Shape): TensorInfo {
  const out = backend.makeOutput([...size], x.dtype);
  const source = backend.typedArrayFromHeap(x);
  const target = backend.typedArrayFromHeap(out);
  if (target.length === 0) return out;
  let last = x.shape.length - 1; // the innermost axis that is not taken whole: all below it lies together
  while (last > 0 && size[last] === x.shape[last]) last--;
  const run = sizeOf(size.slice(last));
  const strides = x.shape.map((_, axis) => sizeOf(x.shape.slice(axis + 1)));
  let to = 0;
  const copy = (axis: number, from: number): void => {
    const start = from + (begin[axis] ?? 0) * (strides[axis] ?? 1);
    if (axis >= last) {
      copyRun(source, start, target, to, run);
      to += run;
      return;
    }
    for (let i = 0; i < size[axis]!; i++) copy(axis + 1, start + i * strides[axis]!);
  };
  copy(0, 0);
  return out;
}

function parts(backend: BackendWasm, x: TensorInfo, axis: number, lengths: readonly number[]): TensorInfo[] {
  let start = 0;
  return lengths.map((length) => {
    const begin = x.shape.map((_, i) => (i === axis ? start : 0));
    start += length;
    return box(backend, x, begin, x.shape.map((whole, i) => (i === axis ? length : whole)));
  });
}

function reverseAxis(backend: BackendWasm, x: TensorInfo, axis: number): TensorInfo {
  const out = backend.makeOutput(x.shape, x.dtype);
  const source = backend.typedArrayFromHeap(x);
  const target = backend.typedArrayFromHeap(out);
  const count = x.shape[axis]!;
  const length = sizeOf(x.shape.slice(axis + 1));
  for (let block = 0; block < target.length; block += count * length) {
    for (let i = 0; i < count; i++) copyRun(source, block + i * length, target, block + (count - 1 - i) * length, length);
  }
  return out;
}

/** A plain loop beats `set` for short runs, since every view costs an allocation. */
export function copyRun(from: HostArray, start: number, to: HostArray, at: number, length: number): void {
  if (length > 64) to.set(from.subarray(start, start + length), at);
  else for (let i = 0; i < length; i++) to[at + i] = from[start + i]!;
}
