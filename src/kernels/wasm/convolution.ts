/** A convolution with bias and the gradients of its weights on wasm. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import { bindable, type BoundKernel } from './bound';
import { bindColumnSums } from './column-sums';
import { type FilterGradientAttrs, filterGradient } from './conv2d-backprop-filter';
import { type BackendWasm, callKernel } from './heap';

/** x [B, H, W, I], kernel [kh, kw, I, O], bias [O] → [B, oh, ow, O]; attributes like those of Conv2D. */
export function convolutionOnWasm(tf: Tf): KernelFunc {
  return ({ inputs, backend, attrs }) => {
    const { x, kernel, bias } = inputs as unknown as Readonly<Record<'x' | 'kernel' | 'bias', TensorInfo>>;
    return callKernel(tf, backend as BackendWasm, 'FusedConv2D', { x, filter: kernel, bias }, { ...attrs, activation: 'linear', leakyreluAlpha: 0 });
  };
}

/** x [B, H, W, I], dy [B, oh, ow, O] → the gradients of the kernel and of the bias; attributes like those of Conv2DBackpropFilter. */
const backward: BoundKernel<'x' | 'dy', FilterGradientAttrs> = {
  outputs: (request) => [...filterGradient.outputs(request)!, { shape: [request.inputs.dy.shape[3]!], dtype: 'float32' }],
  bind(binding) {
    const { dy } = binding.inputs;
    const [kernel, bias] = binding.outputs;
    const multiply = filterGradient.bind({ ...binding, outputs: [kernel!] });
    const sum = bindColumnSums(binding, dy, dy.shape[3]!);
    return () => {
      multiply();
      bias!.floats.set(sum());
    };
  },
};

export const convolutionGradOnWasm = (tf: Tf): KernelFunc => bindable(tf, backward);
