/** Many tensors in one vector, so that one kernel can update all of them, and tensors that keep their memory from step to step. */
import type { Tensor, Tensor1D, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { packing, type Ops, type Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type HostKernel, hostPatches, sizeOf, type Shape } from '../shared/host-kernel';
import { runKernel } from '../shared/run-kernel';
import { pack } from '../webgpu/pack';
import { bufferOf, copyInto, viewOf } from '../webgpu/views';

const PACK = 'GrimoirePack';
const UNPACK = 'GrimoireUnpack';

const packOnHost: HostKernel = {
  name: PACK,
  outputs: (inputs) => [{ shape: [packing(inputs.map(({ shape }) => sizeOf(shape))).length], dtype: 'float32' }],
  run({ inputs, outputs: [vector] }) {
    const { starts } = packing(inputs.map(({ length }) => length));
    vector!.fill(0);
    inputs.forEach((values, i) => vector!.set(values, starts[i]));
  },
};

const unpackOnHost: HostKernel<{ readonly shapes: readonly Shape[] }> = {
  name: UNPACK,
  inputs: ['vector'],
  outputs: (_, { shapes }) => shapes.map((shape) => ({ shape, dtype: 'float32' })),
  run({ inputs: [vector], outputs, attrs }) {
    const { starts } = packing(attrs.shapes.map(sizeOf));
    outputs.forEach((out, i) => out.set(vector!.subarray(starts[i], starts[i]! + out.length)));
  },
};

const packOnWebGPU: KernelPatch = {
  kernelName: PACK,
  backendName: 'webgpu',
  create: () => ({ inputs, backend }) => pack(backend as WebGPUBackend, Object.values(inputs as Record<string, TensorInfo>)),
};

export const packingKernels: readonly KernelPatch[] = [...hostPatches(packOnHost), packOnWebGPU, ...hostPatches(unpackOnHost)];

/** See {@link Ops}. */
export function packingOps(tf: Tf): Pick<Ops, 'pack' | 'unpack' | 'renew'> {
  const onWebGPU = (): WebGPUBackend | undefined => (tf.getBackend() === 'webgpu' ? (tf.backend() as unknown as WebGPUBackend) : undefined);
  return {
    pack: (tensors) => runKernel<Tensor1D>(tf, PACK, Object.fromEntries(tensors.map((tensor, i) => [i, tensor]))),
    unpack(vector, shapes) {
      const backend = onWebGPU();
      if (!backend) return [runKernel<Tensor | Tensor[]>(tf, UNPACK, { vector }, { shapes: shapes.map((shape) => [...shape]) })].flat();
      const { starts } = packing(shapes.map(sizeOf));
      const buffer = bufferOf(backend, vector);
      return shapes.map((shape, i) => viewOf(tf, backend, buffer, starts[i]!, shape, 'float32'));
    },
    renew(held, next) {
      const backend = onWebGPU();
      if (next === held) return held;
      if (backend) copyInto(backend, held, next);
      (backend ? next : held).dispose();
      return backend ? held : next;
    },
  };
}
