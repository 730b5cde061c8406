/**
 * Conv2DBackpropFilter on wasm, as a convolution by XNNPACK: with the batch in the place of the channels, the gradient of the filter is the
 * convolution of x [Cin, H, W, B] by the filter dy [oh, ow, B, Cout], where the stride has become a dilation: no im2col and no scratch beyond the two
 * transposes.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type Conv2DInfo, type ConvAttrs, convInfo } from '../shared/convolution';
import { type BackendWasm, callKernel, floatsOf, reshaped, wasmKernel } from './heap';

interface Inputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

interface Attrs extends ConvAttrs {
  readonly filterShape: number[];
}

/** x [B, H, W, Cin], dy [B, oh, ow, Cout] → [kh, kw, Cin, Cout]. NHWC, dilation 1. */
export const conv2DBackpropFilter: KernelPatch = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  create: (tf) =>
    wasmKernel<Inputs, Attrs>(({ inputs: { x, dy }, attrs, backend }) => {
      const info = convInfo(tf, x.shape, attrs.filterShape, attrs);
      return isPointwise(info) ? byProduct(tf, backend, x, dy, info) : byConvolution(tf, backend, x, dy, info);
    }),
};

function isPointwise({ filterHeight, filterWidth, padInfo: { top, bottom, left, right } }: Conv2DInfo): boolean {
  return filterHeight === 1 && filterWidth === 1 && top + bottom + left + right === 0;
}

/** A 1×1 filter's gradient is xᵀ · dy over the pixels that the stride visits. */
function byProduct(tf: Tf, backend: BackendWasm, x: TensorInfo, dy: TensorInfo, info: Conv2DInfo): TensorInfo {
  const { batchSize, outHeight, outWidth, inChannels, outChannels } = info;
  const visited = info.strideHeight === 1 && info.strideWidth === 1 ? x : visitedPixels(backend, x, info);
  const pixels = batchSize * outHeight * outWidth;
  const inputs = { a: reshaped(visited, [1, pixels, inChannels]), b: reshaped(dy, [1, pixels, outChannels]) };
  const out = callKernel(tf, backend, 'BatchMatMul', inputs, { transposeA: true, transposeB: false });
  if (visited !== x) backend.disposeData(visited.dataId);
  out.shape = [1, 1, inChannels, outChannels];
  return out;
}

function visitedPixels(backend: BackendWasm, x: TensorInfo, info: Conv2DInfo): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth } = info;
  const out = backend.makeOutput([batchSize, outHeight, outWidth, inChannels], 'float32');
  const source = floatsOf(backend, x);
  const target = floatsOf(backend, out);
  let to = 0;
  for (let b = 0; b < batchSize; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const from = ((b * inHeight + oy * strideHeight) * inWidth + ox * strideWidth) * inChannels;
        for (let c = 0; c < inChannels; c++) target[to++] = source[from + c]!;
      }
    }
  }
  return out;
}

function byConvolution(tf: Tf, backend: BackendWasm, x: TensorInfo, dy: TensorInfo, info: Conv2DInfo): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, filterHeight, filterWidth, outChannels, padInfo, strideHeight, strideWidth } = info;
  // Rows and columns of x that some tap of the filter meets; a stride may leave the last ones out.
  const reachDown = (info.outHeight - 1) * strideHeight + filterHeight - padInfo.top;
  const reachRight = (info.outWidth - 1) * strideWidth + filterWidth - padInfo.left;
  const height = Math.min(inHeight, reachDown);
  const width = Math.min(inWidth, reachRight);
  const cropped =
    height === inHeight && width === inWidth
      ? x
      : callKernel(tf, backend, 'Slice', { x }, { begin: [0, 0, 0, 0], size: [batchSize, height, width, inChannels] });
  const images = callKernel(tf, backend, 'Transpose', { x: cropped }, { perm: [3, 1, 2, 0] });
  if (cropped !== x) backend.disposeData(cropped.dataId);
  const filter = callKernel(tf, backend, 'Transpose', { x: dy }, { perm: [1, 2, 0, 3] });
  const byChannel = callKernel(
    tf,
    backend,
    'Conv2D',
    { x: images, filter },
    {
      strides: [1, 1],
      dilations: [strideHeight, strideWidth],
      pad: [[0, 0], [padInfo.top, reachDown - height], [padInfo.left, reachRight - width], [0, 0]],
      dataFormat: 'NHWC',
    },
  );
  backend.disposeData(images.dataId);
  backend.disposeData(filter.dataId);
  const channelFirst = reshaped(byChannel, [inChannels, filterHeight * filterWidth, outChannels]);
  const out = callKernel(tf, backend, 'Transpose', { x: channelFirst }, { perm: [1, 0, 2] });
  backend.disposeData(byChannel.dataId);
  out.shape = [filterHeight, filterWidth, inChannels, outChannels];
  return out;
}
