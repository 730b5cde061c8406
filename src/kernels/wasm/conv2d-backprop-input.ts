/**
 * Conv2DBackpropInput on wasm. With stride 1 it is itself a convolution, of dy by the filter turned by 180° with its channels exchanged, which
 * XNNPACK does. With a stride, dy · Wᵀ gives what every output pixel returns to its patch of the input, and the patches are added up.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type Conv2DInfo, type ConvAttrs, convInfo } from '../shared/convolution';
import { type BackendWasm, callKernel, floatsOf, forget, part, reshaped, wasmKernel } from './heap';

interface Inputs {
  readonly dy: TensorInfo;
  readonly filter: TensorInfo;
}

interface Attrs extends ConvAttrs {
  readonly inputShape: number[];
}

/** Patches are formed for so many numbers at a time, which bounds the scratch memory at 16 MB. */
const PATCH_LIMIT = 4 * 2 ** 20;

/** dy [B, oh, ow, Cout], filter [kh, kw, Cin, Cout] → [B, H, W, Cin]. NHWC, dilation 1. */
export const conv2DBackpropInput: KernelPatch = {
  kernelName: 'Conv2DBackpropInput',
  backendName: 'wasm',
  create: (tf) =>
    wasmKernel<Inputs, Attrs>(({ inputs: { dy, filter }, attrs, backend }) => {
      const info = convInfo(tf, attrs.inputShape, filter.shape, attrs);
      const padding = info.strideHeight === 1 && info.strideWidth === 1 ? turnedPadding(info) : undefined;
      return padding ? byConvolution(tf, backend, dy, filter, info, padding) : byPatches(tf, backend, dy, filter, info);
    }),
};

type Pads = [[number, number], [number, number], [number, number], [number, number]];

/** The padding of dy that makes the output as large as x; undefined where x was padded so far that dy would have to be cropped. */
function turnedPadding({ inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo }: Conv2DInfo): Pads | undefined {
  const top = filterHeight - 1 - padInfo.top;
  const left = filterWidth - 1 - padInfo.left;
  const bottom = inHeight - outHeight + padInfo.top;
  const right = inWidth - outWidth + padInfo.left;
  return Math.min(top, left, bottom, right) < 0 ? undefined : [[0, 0], [top, bottom], [left, right], [0, 0]];
}

function byConvolution(tf: Tf, backend: BackendWasm, dy: TensorInfo, filter: TensorInfo, info: Conv2DInfo, pad: Pads): TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels } = info;
  const taps = filterHeight * filterWidth;
  const exchanged = callKernel(tf, backend, 'Transpose', { x: reshaped(filter, [taps, inChannels, outChannels]) }, { perm: [0, 2, 1] });
  reverseBlocks(floatsOf(backend, exchanged), inChannels * outChannels);
  const turned = reshaped(exchanged, [filterHeight, filterWidth, outChannels, inChannels]);
  const attrs = { strides: [1, 1], dilations: [1, 1], pad, dataFormat: 'NHWC' };
  const out = callKernel(tf, backend, 'Conv2D', { x: dy, filter: turned }, attrs);
  backend.disposeData(exchanged.dataId);
  return out;
}

/** Reverses the order of equal blocks in place; each block keeps its own order. */
function reverseBlocks(values: Float32Array, size: number): void {
  for (let low = 0, high = values.length - size; low < high; low += size, high -= size) {
    const held = values.slice(low, low + size);
    values.copyWithin(low, high, high + size);
    values.set(held, high);
  }
}

function byPatches(tf: Tf, backend: BackendWasm, dy: TensorInfo, filter: TensorInfo, info: Conv2DInfo): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
  const pixels = outHeight * outWidth;
  const patch = filterHeight * filterWidth * inChannels;
  const out = backend.makeOutput([batchSize, inHeight, inWidth, inChannels], 'float32');
  floatsOf(backend, out).fill(0);
  const weights = callKernel(tf, backend, 'Transpose', { x: reshaped(filter, [patch, outChannels]) }, { perm: [1, 0] });
  const b = reshaped(weights, [1, outChannels, patch]);
  const step = Math.max(1, Math.floor(PATCH_LIMIT / (pixels * patch)));
  for (let first = 0; first < batchSize; first += step) {
    const images = Math.min(step, batchSize - first);
    const a = part(backend, dy, first * pixels * outChannels, [1, images * pixels, outChannels]);
    const patches = callKernel(tf, backend, 'BatchMatMul', { a, b }, { transposeA: false, transposeB: false });
    const imageSize = inHeight * inWidth * inChannels;
    addPatches(floatsOf(backend, patches), floatsOf(backend, out).subarray(first * imageSize, (first + images) * imageSize), info, images);
    backend.disposeData(patches.dataId);
    forget(backend, a);
  }
  backend.disposeData(weights.dataId);
  return out;
}

/** Adds patches [images, oh, ow, kh, kw, C] into x [images, H, W, C]; a patch's row of kw · C numbers lies together in both. */
function addPatches(patches: Float32Array, x: Float32Array, info: Conv2DInfo, images: number): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const rowLength = filterWidth * inChannels;
  let row = 0;
  for (let image = 0; image < images; image++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const left = ox * strideWidth - padInfo.left;
        const skip = Math.max(0, -left) * inChannels;
        const end = Math.min(filterWidth, inWidth - left) * inChannels;
        for (let ky = 0; ky < filterHeight; ky++, row += rowLength) {
          const y = oy * strideHeight - padInfo.top + ky;
          if (y < 0 || y >= inHeight) continue;
          const target = ((image * inHeight + y) * inWidth + left) * inChannels;
          for (let i = skip; i < end; i++) x[target + i]! += patches[row + i]!;
        }
      }
    }
  }
}
