/**
 * Identity and Cast on wasm. tfjs clones every tensor that a gradient will need, and its products cast both factors to float32; the stock kernels
 * copy the data for that. Here the copy shares the memory by reference count, as the stock Reshape and the other backends do.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelPatch } from '../registry';
import type { HostArray } from '../shared/host-kernel';
import { bindable, type BoundKernel } from './bound';
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
  create: (tf, stock) =>
    bindable(
      tf,
      conversion,
      wasmKernel<Inputs, Attrs>(({ inputs: { x }, attrs, backend }) =>
        x.dtype === attrs.dtype ? shared(backend, x) : (stock!({ inputs: { x }, attrs: { ...attrs }, backend }) as TensorInfo),
      ),
    ),
};

interface Attrs {
  readonly dtype: TensorInfo['dtype'];
}

const conversion: BoundKernel<'x', Attrs> = {
  outputs({ inputs: { x }, attrs: { dtype } }) {
    return x.dtype === dtype || [x.dtype, dtype].some((one) => !(one in TO)) ? undefined : [{ shape: x.shape, dtype }];
  },
  bind({ inputs: { x }, outputs: [out], attrs: { dtype } }) {
    const convert = TO[dtype as keyof typeof TO];
    return () => convert(x.values, out!.values);
  },
};

const TO = {
  float32: (from: HostArray, to: HostArray) => to.set(from),
  int32: (from: HostArray, to: HostArray) => to.set(from),
  bool(from: HostArray, to: HostArray) {
    for (let i = 0; i < to.length; i++) to[i] = from[i] === 0 ? 0 : 1;
  },
};

function shared(backend: BackendWasm, x: TensorInfo): TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}
