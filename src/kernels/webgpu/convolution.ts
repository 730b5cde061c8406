/** Convolutions on WebGPU: Conv2D and its gradients, with and without bias. A 1×1 filter without stride is a product of matrices. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type Conv2DInfo, isPointwise } from '../shared/convolution';
import { type Shape, sizeOf, type TensorSpec } from '../shared/host-kernel';
import { filterProgram } from './convolution-filter';
import { narrowFilterProgram } from './convolution-filter-narrow';
import { convolutionPatch } from './convolution-patch';
import { type ConvolutionTile, type Direction, stripProgram, stripsOf, threadsOf } from './convolution-strips';
import { dispatch } from './dispatch';
import { multiply, weightGradients } from './mat-mul';
import type { Tile } from './mat-mul-tiles';
import { addParts } from './partial-sums';
import { type Choice, choiceOf } from './tuning';

const float32 = (shape: Shape): TensorSpec => ({ shape, dtype: 'float32' });

/** x [B, H, W, I] by kernel [kh, kw, I, O], plus bias [O] → [B, oh, ow, O]. */
export function convolve(backend: WebGPUBackend, info: Conv2DInfo, x: TensorInfo, kernel: TensorInfo, bias?: TensorInfo): TensorInfo {
  if (!isPointwise(info)) return convolveStrips(backend, info, 'forward', x, kernel, bias);
  const sizes = { rows: pixelsOf(info), inner: info.inChannels, columns: info.outChannels };
  return reshaped(multiply(backend, x, kernel, sizes, { transposeA: false, transposeB: false }, bias), info.outShape);
}

/** dy [B, oh, ow, O], kernel [kh, kw, I, O] → [B, H, W, I]. */
export function inputGradient(backend: WebGPUBackend, info: Conv2DInfo, dy: TensorInfo, kernel: TensorInfo): TensorInfo {
  if (!isPointwise(info)) return convolveStrips(backend, info, 'input gradient', dy, kernel);
  const sizes = { rows: pixelsOf(info), inner: info.outChannels, columns: info.inChannels };
  return reshaped(multiply(backend, dy, kernel, sizes, { transposeA: false, transposeB: true }), info.inShape);
}

/** x [B, H, W, I], dy [B, oh, ow, O] → [kh, kw, I, O] and, if wanted, [O]: one dispatch, or two where the batch has to be divided among threads. */
export function filterGradient(backend: WebGPUBackend, info: Conv2DInfo, x: TensorInfo, dy: TensorInfo, bias: boolean): TensorInfo[] {
  const { filterShape, outChannels, inChannels, batchSize, outHeight } = info;
  if (isPointwise(info)) {
    const sizes = { rows: inChannels, inner: pixelsOf(info), columns: outChannels };
    if (!bias) return [reshaped(multiply(backend, x, dy, sizes, { transposeA: true, transposeB: false }), filterShape)];
    const [dkernel, dbias] = weightGradients(backend, x, dy, sizes);
    return [reshaped(dkernel, filterShape), dbias];
  }
  const { convolution, threads } = choiceOf(backend);
  const programOf = (split: boolean) =>
    inChannels < 4 ? narrowFilterProgram(info, { bias, split }) : filterProgram(info, TILES[convolution].filter, { bias, split });
  const whole = programOf(false);
  const outputs = [float32(filterShape), ...(bias ? [float32([outChannels])] : [])];
  const parts = Math.min(MOST_PARTS, batchSize * outHeight, Math.ceil(threads / whole.threads));
  if (parts === 1) return dispatch(backend, whole, [x, dy], outputs, whole.threads);
  const partials = float32([parts, sizeOf(filterShape) / outChannels + (bias ? 1 : 0), outChannels]);
  return addParts(backend, dispatch(backend, programOf(true), [x, dy], [partials], whole.threads * parts)[0]!, outputs);
}

/** More parts would leave too much to add up. */
const MOST_PARTS = 256;

const TILES: Readonly<Record<Choice['convolution'], ConvolutionTile & { readonly filter: Tile }>> = {
  '4x4': { pixels: 4, channels: 4, inner: 4, products: 256, filter: { rows: 4, columns: 4 } },
  '8x8': { pixels: 8, channels: 8, inner: 4, products: 256, filter: { rows: 8, columns: 8 } },
  '16x8': { pixels: 16, channels: 8, inner: 1, products: 96, filter: { rows: 16, columns: 8 } },
};

function convolveStrips(
  backend: WebGPUBackend,
  info: Conv2DInfo,
  direction: Direction,
  x: TensorInfo,
  kernel: TensorInfo,
  bias?: TensorInfo,
): TensorInfo {
  const strips = stripsOf(info, direction, TILES[choiceOf(backend).convolution]);
  const inputs = bias ? [x, kernel, bias] : [x, kernel];
  const output = float32(direction === 'forward' ? info.outShape : info.inShape);
  return dispatch(backend, stripProgram(strips, bias !== undefined), inputs, [output], threadsOf(strips, info.batchSize))[0]!;
}

const pixelsOf = ({ batchSize, outHeight, outWidth }: Conv2DInfo): number => batchSize * outHeight * outWidth;

function reshaped(info: TensorInfo, shape: Shape): TensorInfo {
  return { ...info, shape: [...shape] };
}

export const conv2D = convolutionPatch('Conv2D', {
  depthwise: false,
  inputs: ['x', 'filter'],
  shapes: (x, filter) => [x, filter],
  run: convolve,
});

export const conv2DBackpropInput = convolutionPatch('Conv2DBackpropInput', {
  depthwise: false,
  inputs: ['dy', 'filter'],
  shapes: (_, filter, { inputShape }) => [inputShape!, filter],
  run: inputGradient,
});

export const conv2DBackpropFilter = convolutionPatch('Conv2DBackpropFilter', {
  depthwise: false,
  inputs: ['x', 'dy'],
  shapes: (x, _, { filterShape }) => [x, filterShape!],
  run: (backend, info, x, dy) => filterGradient(backend, info, x, dy, false)[0]!,
});
