/**
 * The gradient of relu as one kernel on webgpu; the stock one takes three (step, cast, product), which wasm does faster than a loop of ours would.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { GradientPatch, KernelPatch } from '../registry';
import { hasKernel, runKernel } from '../shared/run-kernel';
import { type WebGPUKernel, webgpuPatch } from '../webgpu/program';

const NAME = 'GrimoireReluGrad';

const onWebGPU: WebGPUKernel = {
  name: NAME,
  inputs: ['dy', 'y'],
  output: ([dy]) => ({ shape: dy!.shape, dtype: 'float32' }),
  element: 'result[index] = select(0.0, dy[index], y[index] > 0.0);',
};

export const reluKernels: readonly KernelPatch[] = [webgpuPatch(onWebGPU)];

export const reluGradient: GradientPatch = {
  kernelName: 'Relu',
  create: (tf, stock) => ({
    kernelName: 'Relu',
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, [x, y], attrs) =>
      hasKernel(tf, NAME) ? { x: () => runKernel<Tensor>(tf, NAME, { dy: dy as Tensor, y: y! }) } : stock!.gradFunc(dy, [x!], attrs),
  }),
};
