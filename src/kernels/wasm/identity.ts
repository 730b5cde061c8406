/**
 * Identity and Cast on wasm. tfjs clones every tensor that a gradient will need, and its products cast both factors to float32; the stock kernels
 * copy the data for that. Here the copy shares the memory by reference count, as the stock Reshape and the other backends do.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelPatch } from '../registry';
import { type BackendWasm, wasmKernel } from './heap';

interface Inputs {
  readonly x: TensorInfo;
}

/** x → the same values in the same memory. */
export const identity: KernelPatch = {
  kernelName: 'Identity',
  backendName: 'wasm',
  create: (_, stock) =>
    wasmKernel<Inputs, object>(({ inputs, backend }) =>
      inputs.x.dtype === 'string' ? (stock!({ inputs: { ...inputs }, backend }) as TensorInfo) : shared(backend, inputs.x),
    ),
};

/** x → x as `dtype`, in the same memory where that is its dtype already. To bool, every number but zero is true; the stock kernel truncates. */
export const cast: KernelPatch = {
  kernelName: 'Cast',
  backendName: 'wasm',
  create: (_, stock) =>
    wasmKernel<Inputs, { readonly dtype: TensorInfo['dtype'] }>(({ inputs: { x }, attrs: { dtype }, backend }) => {
      if (x.dtype === dtype) return shared(backend, x);
      if (dtype !== 'bool') return stock!({ inputs: { x }, attrs: { dtype }, backend }) as TensorInfo;
      const out = backend.makeOutput(x.shape, 'bool');
      const source = backend.typedArrayFromHeap(x);
      const target = backend.typedArrayFromHeap(out);
      for (let i = 0; i < target.length; i++) target[i] = source[i] === 0 ? 0 : 1;
      return out;
    }),
};

function shared(backend: BackendWasm, x: TensorInfo): TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}
