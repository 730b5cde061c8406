/**
 * Sum and Mean on wasm over axes that lie together but are not the last ones, as in the gradient of a bias and in global average pooling. The stock
 * kernels transpose the tensor for that. Everything else is left to them.
 */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { sizeOf } from '../shared/host-kernel';
import { sumsOfColumns } from './column-sums';
import { type BackendWasm, floatsOf, wasmKernel } from './heap';

interface Inputs {
  readonly x: TensorInfo;
}

interface Attrs {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

export const sum: KernelPatch = reduction('Sum', () => 1);
export const mean: KernelPatch = reduction('Mean', (count) => 1 / count);

function reduction(kernelName: string, factor: (count: number) => number): KernelPatch {
  return {
    kernelName,
    backendName: 'wasm',
    create: (tf, stock) => wasmKernel<Inputs, Attrs>(({ inputs: { x }, attrs, backend }) => reduce(tf, stock!, backend, x, attrs, factor)),
  };
}

function reduce(tf: Tf, stock: KernelFunc, backend: BackendWasm, x: TensorInfo, attrs: Attrs, factor: (count: number) => number): TensorInfo {
  const axes = tf.util.parseAxisParam(attrs.axis, x.shape).sort((a, b) => a - b);
  const first = axes[0] ?? 0;
  const last = axes.at(-1) ?? 0;
  const together = axes.length === last - first + 1;
  const columns = sizeOf(x.shape.slice(last + 1));
  if (x.dtype !== 'float32' || !together || columns === 1 || sizeOf(x.shape) === 0) {
    return stock({ inputs: { x }, attrs: { ...attrs }, backend }) as TensorInfo;
  }
  const count = sizeOf(x.shape.slice(first, last + 1));
  const kept = attrs.keepDims ? axes.map(() => 1) : [];
  const scale = factor(count);
  const sums = sumsOfColumns(backend, x, columns, sizeOf(x.shape.slice(0, first)));
  const out = backend.makeOutput([...x.shape.slice(0, first), ...kept, ...x.shape.slice(last + 1)], 'float32');
  floatsOf(backend, out).set(sums.map((sum) => sum * scale));
  return out;
}
