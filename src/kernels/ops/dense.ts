/** A dense layer: a product of matrices and a bias, in one kernel, and one more for the gradients of both its weights. */
import type { Tensor, Tensor1D, Tensor2D, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tf } from '../../core/ops';
import type { GradientPatch, KernelPatch } from '../registry';
import { hasKernel, runKernel } from '../shared/run-kernel';
import { together } from '../shared/together';
import { denseGradOnWasm, denseOnWasm } from '../wasm/dense';
import { multiply, weightGradients } from '../webgpu/mat-mul';

const FORWARD = 'GrimoireDense';
const BACKWARD = 'GrimoireDenseGrad';

const denseOnWebGPU: KernelPatch['create'] = () => {
  return ({ inputs, backend }) => {
    const { x, kernel, bias } = inputs as { x: TensorInfo; kernel: TensorInfo; bias: TensorInfo };
    const sizes = { rows: x.shape[0]!, inner: x.shape[1]!, columns: kernel.shape[1]! };
    return multiply(backend as WebGPUBackend, x, kernel, sizes, { transposeA: false, transposeB: false }, bias);
  };
};

const denseGradOnWebGPU: KernelPatch['create'] = () => {
  return ({ inputs, backend }) => {
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    return weightGradients(backend as WebGPUBackend, x, dy, { rows: x.shape[1]!, inner: x.shape[0]!, columns: dy.shape[1]! });
  };
};

export const denseKernels: readonly KernelPatch[] = [
  { kernelName: FORWARD, backendName: 'wasm', create: denseOnWasm },
  { kernelName: BACKWARD, backendName: 'wasm', create: denseGradOnWasm },
  { kernelName: FORWARD, backendName: 'webgpu', create: denseOnWebGPU },
  { kernelName: BACKWARD, backendName: 'webgpu', create: denseGradOnWebGPU },
];

export const denseGradient: GradientPatch = {
  kernelName: FORWARD,
  create: (tf) => ({
    kernelName: FORWARD,
    inputsToSave: ['x', 'kernel'],
    gradFunc: (given, [x, kernel]) => {
      const dy = given as Tensor2D;
      const weights = together(tf, () => runKernel<[Tensor, Tensor]>(tf, BACKWARD, { x: x!, dy }));
      return { x: () => tf.matMul(dy, kernel as Tensor2D, false, true), kernel: () => weights()[0], bias: () => weights()[1] };
    },
  }),
};

/** See {@link Ops.dense}. */
export function dense(tf: Tf, x: Tensor2D, kernel: Tensor2D, bias: Tensor1D, safeMode: boolean): Tensor2D {
  if (safeMode || !hasKernel(tf, FORWARD) || x.size * kernel.size === 0) return tf.tidy(() => tf.add(tf.matMul(x, kernel), bias));
  tf.util.assert(x.shape[1] === kernel.shape[0], () => `A dense layer got inputs [${x.shape.join(', ')}] for a kernel [${kernel.shape.join(', ')}].`);
  return runKernel(tf, FORWARD, { x, kernel, bias });
}
