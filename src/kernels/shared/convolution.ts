/** The attributes that tfjs hands to convolution and pooling kernels. Only NHWC and dilation 1 occur in their gradients. */
import type { backend_util } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { Shape } from './host-kernel';

export type Conv2DInfo = backend_util.Conv2DInfo;
export type Shape4D = [number, number, number, number];
type Pair = [number, number];
export type Padding = 'valid' | 'same' | number | [Pair, Pair, Pair, Pair];
type Rounding = 'floor' | 'round' | 'ceil';

export interface ConvAttrs {
  readonly strides: number | Pair;
  readonly pad: Padding;
  readonly dimRoundingMode?: Rounding;
}

export interface PoolAttrs extends ConvAttrs {
  readonly filterSize: number | Pair;
}

/** Sizes and paddings of a convolution of x [B, H, W, Cin] by a filter [kh, kw, Cin, Cout] (depthwise: [kh, kw, C, multiplier]). */
export function convInfo(tf: Tf, x: Shape, filter: Shape, { strides, pad, dimRoundingMode }: ConvAttrs, depthwise = false): Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(x as Shape4D, filter as Shape4D, strides, 1, pad, dimRoundingMode, depthwise);
}

/** Sizes and paddings of pooling x [B, H, W, C]. */
export function poolInfo(tf: Tf, x: Shape, { filterSize, strides, pad, dimRoundingMode }: PoolAttrs): Conv2DInfo {
  return tf.backend_util.computePool2DInfo(x as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
}

/** Whether every output pixel is made from the input pixel in its place, so that the convolution is a product of matrices. */
export function isPointwise({ filterHeight, filterWidth, strideHeight, strideWidth, padInfo: { top, bottom, left, right } }: Conv2DInfo): boolean {
  return filterHeight * filterWidth * strideHeight * strideWidth === 1 && top + bottom + left + right === 0;
}
