import type { Conv2DAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelPatch } from '../registry';
import { type Conv2DInfo, convInfo } from '../shared/convolution';
import { type Shape, sizeOf } from '../shared/host-kernel';

interface Attrs extends Conv2DAttrs {
  /** Of the gradients for the input and for the filter. */
  readonly inputShape?: number[];
  readonly filterShape?: number[];
}

export interface ConvolutionKernel {
  readonly depthwise: boolean;
  /** The names of its inputs. */
  readonly inputs: readonly [string, string];
  /** The shapes of x and filter, given those of the inputs. */
  shapes(a: Shape, b: Shape, attrs: Attrs): readonly [x: Shape, filter: Shape];
  run(backend: WebGPUBackend, info: Conv2DInfo, a: TensorInfo, b: TensorInfo): TensorInfo;
}

/** Replaces a kernel of tfjs' convolutions; other layouts, dilations and empty tensors go to the stock one. */
export function convolutionPatch(kernelName: string, { depthwise, inputs, shapes, run }: ConvolutionKernel): KernelPatch {
  return {
    kernelName,
    backendName: 'webgpu',
    create: (tf, stock): KernelFunc => (args) => {
      const attrs = args.attrs as unknown as Attrs;
      const [a, b] = inputs.map((name) => args.inputs[name]!) as [TensorInfo, TensorInfo];
      // Some of the kernels know no dilation, and some no layout but NHWC.
      const { dilations = 1, dataFormat = 'NHWC' } = attrs as Partial<Attrs>;
      const plain = dataFormat === 'NHWC' && [dilations].flat().every((dilation) => dilation === 1) && sizeOf(a.shape) * sizeOf(b.shape) > 0;
      if (!plain) return stock!(args);
      const [x, filter] = shapes(a.shape, b.shape, attrs);
      return run(args.backend as WebGPUBackend, convInfo(tf, x, filter, attrs, depthwise), a, b);
    },
  };
}
