/** Root mean squares of many tensors in one kernel: what a probe reads of a network's weights and activations. */
import type { Tensor, Tensor1D, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type HostKernel, hostPatches } from '../shared/host-kernel';
import { runKernel } from '../shared/run-kernel';
import { sumOfSquares } from '../shared/sum-of-squares';
import { simdRms } from '../wasm/rms';
import { rootMeanSquares } from '../webgpu/rms';

const NAME = 'GrimoireRms';

/** Any number of tensors → [n], summed in float64. */
const onHost: HostKernel = {
  name: NAME,
  outputs: (inputs) => [{ shape: [inputs.length], dtype: 'float32' }],
  run({ inputs, outputs: [out] }) {
    inputs.forEach((x, i) => {
      out![i] = Math.sqrt(sumOfSquares(x) / x.length);
    });
  },
};

const onWebGPU: KernelPatch = {
  kernelName: NAME,
  backendName: 'webgpu',
  create:
    () =>
    ({ inputs, backend }) =>
      rootMeanSquares(backend as WebGPUBackend, Object.values(inputs as Record<string, TensorInfo>)),
};

export const rmsKernels: readonly KernelPatch[] = [...hostPatches(onHost, simdRms), onWebGPU];

/** See {@link Ops.rms}. */
export function rms(tf: Tf, tensors: readonly Tensor[], safeMode: boolean): Tensor1D {
  if (!safeMode) return runKernel(tf, NAME, Object.fromEntries(tensors.map((tensor, i) => [i, tensor])));
  return tf.tidy(() => tf.stack(tensors.map((tensor) => tf.sqrt(tf.mean(tf.square(tensor)))))) as Tensor1D;
}
