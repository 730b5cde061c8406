/** x · scale + shift per channel: normalises pictures, and does batch norm's work at evaluation. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tf } from '../../core/ops';
import type { GradientPatch, KernelPatch } from '../registry';
import { forEachColumn } from '../shared/columns';
import { type HostKernel, hostPatches } from '../shared/host-kernel';
import { runKernel } from '../shared/run-kernel';
import { simdAffine } from '../wasm/affine';
import { pointwise } from '../webgpu/pointwise';

const NAME = 'GrimoireAffine';

/** x [..., C], scale and shift [C] or [1] → like x. */
const onHost: HostKernel = {
  name: NAME,
  inputs: ['x', 'scale', 'shift'],
  outputs: ([x]) => [{ shape: x!.shape, dtype: 'float32' }],
  run({ inputs: [x, scale, shift], outputs: [y] }) {
    const channels = Math.max(scale!.length, shift!.length);
    forEachColumn(x!.length, channels, (c, from, end) => {
      const factor = scale![c % scale!.length]!;
      const summand = shift![c % shift!.length]!;
      for (let i = from; i < end; i += channels) y![i] = x![i]! * factor + summand;
    });
  },
};

const onWebGPU: KernelPatch = {
  kernelName: NAME,
  backendName: 'webgpu',
  create:
    () =>
    ({ inputs, backend }) => {
      const { x, scale, shift } = inputs;
      const kernel = { name: NAME, inputs: ['x', 'scale', 'shift'], expression: 'x * scale + shift' };
      return pointwise(backend as WebGPUBackend, kernel, [x!, scale!, shift!], x!.shape);
    },
};

export const affineKernels: readonly KernelPatch[] = [...hostPatches(onHost, simdAffine), onWebGPU];

export const affineGradient: GradientPatch = {
  kernelName: NAME,
  create: (tf) => ({
    kernelName: NAME,
    inputsToSave: ['scale'],
    gradFunc: (dy, [scale]) => ({ x: () => tf.mul(dy as Tensor, scale!) }),
  }),
};

/** See {@link Ops.affine}. */
export function affine(tf: Tf, x: Tensor, scale: Tensor1D, shift: Tensor1D, safeMode: boolean): Tensor {
  return safeMode ? tf.add(tf.mul(x, scale), shift) : runKernel(tf, NAME, { x, scale, shift });
}
