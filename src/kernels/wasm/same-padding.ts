/**
 * Convolutions by XNNPACK. Tfjs' kernels for them are fast, but silently give zeros or nonsense for padding `same` where a filter smaller than the
 * stride leaves pixels over (2×2 with stride 3 on 6×6). Such a convolution is handed on with the padding spelt out.
 */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type ConvAttrs, convInfo, type Padding } from '../shared/convolution';
import { wasmKernel } from './heap';

interface Inputs {
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
}

export const depthwiseConv2D: KernelPatch = {
  kernelName: 'DepthwiseConv2dNative',
  backendName: 'wasm',
  create: (tf, stock) => withExplicitPadding(tf, stock!, true),
};

export function withExplicitPadding(tf: Tf, stock: KernelFunc, depthwise: boolean): KernelFunc {
  return wasmKernel<Inputs, ConvAttrs>(({ inputs, attrs, backend }) => {
    const { x, filter } = inputs;
    const [strideHeight, strideWidth] = typeof attrs.strides === 'number' ? [attrs.strides, attrs.strides] : attrs.strides;
    const leftOver = strideHeight > filter.shape[0]! || strideWidth > filter.shape[1]!;
    const pad = attrs.pad === 'same' && leftOver ? explicit(convInfo(tf, x.shape, filter.shape, attrs, depthwise).padInfo) : attrs.pad;
    return stock({ inputs: { ...inputs }, attrs: { ...attrs, pad }, backend }) as TensorInfo;
  });
}

function explicit({ top, bottom, left, right }: { top: number; bottom: number; left: number; right: number }): Padding {
  return [[0, 0], [top, bottom], [left, right], [0, 0]];
}
