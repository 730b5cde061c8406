/** A convolution with bias and the gradients of its weights on wasm, from the kernels of tfjs' names. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import { columnSumsOf } from './dense';
import { type BackendWasm, callKernel } from './heap';

interface ForwardInputs {
  readonly x: TensorInfo;
  readonly kernel: TensorInfo;
  readonly bias: TensorInfo;
}

/** x [B, H, W, I], kernel [kh, kw, I, O], bias [O] → [B, oh, ow, O]; attributes like those of Conv2D. */
export function convolutionOnWasm(tf: Tf): KernelFunc {
  return ({ inputs, backend, attrs }) => {
    const { x, kernel, bias } = inputs as unknown as ForwardInputs;
    return callKernel(tf, backend as BackendWasm, 'FusedConv2D', { x, filter: kernel, bias }, { ...attrs, activation: 'linear', leakyreluAlpha: 0 });
  };
}

/** x [B, H, W, I], dy [B, oh, ow, O] → the gradients of the kernel and of the bias; attributes like those of Conv2DBackpropFilter. */
export function convolutionGradOnWasm(tf: Tf): KernelFunc {
  return ({ inputs, backend: given, attrs }) => {
    const backend = given as BackendWasm;
    const { x, dy } = inputs as unknown as { x: TensorInfo; dy: TensorInfo };
    return [callKernel(tf, backend, 'Conv2DBackpropFilter', { x, dy }, { ...attrs }), columnSumsOf(backend, dy)];
  };
}
