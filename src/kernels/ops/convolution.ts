/** A convolution and its bias, in one kernel; the gradients of both its weights come together from one more. */
import type { Conv2DAttrs, NamedAttrMap, Tensor, Tensor1D, Tensor4D, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ConvolutionOptions, Tf } from '../../core/ops';
import type { GradientPatch, KernelPatch } from '../registry';
import { convInfo } from '../shared/convolution';
import { hasKernel, runKernel } from '../shared/run-kernel';
import { together } from '../shared/together';
import { convolutionGradOnWasm, convolutionOnWasm } from '../wasm/convolution';
import { convolve, filterGradient } from '../webgpu/convolution';

const FORWARD = 'GrimoireConvolution';
const BACKWARD = 'GrimoireConvolutionGrad';

interface BackwardAttrs extends Conv2DAttrs {
  readonly filterShape: number[];
}

const convolutionOnWebGPU: KernelPatch['create'] = (tf) => {
  return ({ inputs, backend, attrs }) => {
    const { x, kernel, bias } = inputs as { x: TensorInfo; kernel: TensorInfo; bias: TensorInfo };
    return convolve(backend as WebGPUBackend, convInfo(tf, x.shape, kernel.shape, attrs as unknown as Conv2DAttrs), x, kernel, bias);
  };
};

const convolutionGradOnWebGPU: KernelPatch['create'] = (tf) => {
  return ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    const given = attrs as unknown as BackwardAttrs;
    return filterGradient(backend as WebGPUBackend, convInfo(tf, x.shape, given.filterShape, given), x, dy, true);
  };
};

export const convolutionKernels: readonly KernelPatch[] = [
  { kernelName: FORWARD, backendName: 'wasm', create: convolutionOnWasm },
  { kernelName: BACKWARD, backendName: 'wasm', create: convolutionGradOnWasm },
  { kernelName: FORWARD, backendName: 'webgpu', create: convolutionOnWebGPU },
  { kernelName: BACKWARD, backendName: 'webgpu', create: convolutionGradOnWebGPU },
];

export const convolutionGradient: GradientPatch = {
  kernelName: FORWARD,
  create: (tf) => ({
    kernelName: FORWARD,
    inputsToSave: ['x', 'kernel'],
    gradFunc: (given, [x, kernel], attrs) => {
      const dy = given as Tensor4D;
      const weights = together(tf, () => runKernel<[Tensor, Tensor]>(tf, BACKWARD, { x: x!, dy }, { ...attrs, filterShape: kernel!.shape }));
      return {
        x: () => runKernel<Tensor4D>(tf, 'Conv2DBackpropInput', { dy, filter: kernel! }, { ...attrs, inputShape: x!.shape }),
        kernel: () => weights()[0],
        bias: () => weights()[1],
      };
    },
  }),
};

/** See {@link Ops.convolution}. */
export function convolution(
  tf: Tf,
  x: Tensor4D,
  kernel: Tensor4D,
  bias: Tensor1D | undefined,
  { stride, padding }: ConvolutionOptions,
  safeMode: boolean,
): Tensor4D {
  if (bias && !safeMode && hasKernel(tf, FORWARD) && x.size * kernel.size > 0) {
    tf.util.assert(x.shape[3] === kernel.shape[2], () => `A convolution got ${x.shape[3]} channels for a kernel [${kernel.shape.join(', ')}].`);
    const attrs: NamedAttrMap = { strides: [stride, stride], pad: padding, dilations: [1, 1], dataFormat: 'NHWC' };
    return runKernel(tf, FORWARD, { x, kernel, bias }, attrs);
  }
  return tf.tidy(() => {
    const y = tf.conv2d(x, kernel, stride, padding);
    return bias ? tf.add(y, bias) : y;
  });
}
