/**
 * Depthwise convolutions on WebGPU and their gradients: channel c of x makes channels c·m … c·m + m − 1 of y. A thread computes one pixel, or one tap
 * of the filter over a part of the batch, for four channels at once where m is one.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Conv2DInfo } from '../shared/convolution';
import { type Shape, sizeOf } from '../shared/host-kernel';
import { convolutionPatch } from './convolution-patch';
import { geometryOf } from './convolution-strips';
import { dispatch, type Program } from './dispatch';
import { addParts } from './partial-sums';
import { Columns } from './tiles';
import { choiceOf } from './tuning';

/** The code of a loop over what lies in both the filter and the image along one axis, with variables `<axis>` of the source and `<axis>Tap`. */
function overlap(axis: string, begin: string, end: string, tap: string, body: string): string {
  return `for (var ${axis} = ${begin}; ${axis} < ${end}; ${axis}++) {
    let ${axis}Tap = ${tap};
    ${body}
  }`;
}

/** What the three programs share: channels of x, and of y; with one to one, whole groups of them. */
function channelsOf({ inChannels, outChannels }: Conv2DInfo): { readonly multiplier: number; readonly x: Columns; readonly y: Columns } {
  const multiplier = outChannels / inChannels;
  const tile = multiplier === 1 ? 4 : 1;
  return { multiplier, x: new Columns('c', inChannels, tile), y: new Columns('c', outChannels, tile) };
}

/** Channels that belong to those of y that a thread has: loaded from a pixel of x. */
const loadInput = ({ x, multiplier }: ReturnType<typeof channelsOf>, pixel: string): string =>
  multiplier === 1 ? x.load('x', `${pixel} * ${x.stride}`, 0) : `x[${pixel} * ${x.stride} + c / ${multiplier}]`;

/** x [B, H, W, C], kernel [kh, kw, C, m] → [B, oh, ow, C·m]. */
function forwardProgram(info: Conv2DInfo): Program {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const channels = channelsOf(info);
  const { x, y } = channels;
  return {
    key: `depthwise ${geometryOf(info)}`,
    inputs: [{ name: 'x', type: x.binding }, { name: 'kernel', type: y.binding }],
    outputs: [{ name: 'y', type: y.binding }],
    code: `
fn run(thread : u32) {
  let pixel = i32(thread) / ${y.across};
  if (pixel >= i32(arrayLength(&y)) / ${y.stride}) { return; }
  ${y.begin(`(i32(thread) % ${y.across})`)}
  ${y.places()}
  let image = pixel / ${outHeight * outWidth};
  let top = pixel / ${outWidth} % ${outHeight} * ${strideHeight} - ${padInfo.top};
  let left = pixel % ${outWidth} * ${strideWidth} - ${padInfo.left};
  var sum = ${y.type}();
  ${overlap(
    'row',
    'max(0, top)',
    `min(${inHeight}, top + ${filterHeight})`,
    'row - top',
    overlap(
      'column',
      'max(0, left)',
      `min(${inWidth}, left + ${filterWidth})`,
      'column - left',
      `sum += ${loadInput(channels, `((image * ${inHeight} + row) * ${inWidth} + column)`)}
      * ${y.load('kernel', `(rowTap * ${filterWidth} + columnTap) * ${y.stride}`, 0)};`,
    ),
  )}
  ${y.store('y', `pixel * ${y.stride}`, 0, 'sum')}
}`,
  };
}

/** dy [B, oh, ow, C·m], kernel [kh, kw, C, m] → [B, H, W, C]. */
function inputGradientProgram(info: Conv2DInfo): Program {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const { multiplier, x, y } = channelsOf(info);
  const load = (array: string, row: string) =>
    multiplier === 1 ? y.load(array, `${row} * ${y.stride}`, 0) : `${array}[${row} * ${y.stride} + c * ${multiplier} + m]`;
  // The rows of dy that some tap connects with a row of dx: those whose windows hold it.
  const begin = (place: string, filter: number, stride: number) => `max(0, ${place} - ${filter - stride}) / ${stride}`;
  return {
    key: `depthwise input gradient ${geometryOf(info)}`,
    inputs: [{ name: 'dy', type: y.binding }, { name: 'kernel', type: y.binding }],
    outputs: [{ name: 'dx', type: x.binding }],
    code: `
fn run(thread : u32) {
  let pixel = i32(thread) / ${x.across};
  if (pixel >= i32(arrayLength(&dx)) / ${x.stride}) { return; }
  ${x.begin(`(i32(thread) % ${x.across})`)}
  ${x.places()}
  let image = pixel / ${inHeight * inWidth};
  let down = pixel / ${inWidth} % ${inHeight} + ${padInfo.top};
  let along = pixel % ${inWidth} + ${padInfo.left};
  var sum = ${x.type}();
  ${overlap(
    'row',
    begin('down', filterHeight, strideHeight),
    `min(${outHeight}, down / ${strideHeight} + 1)`,
    `down - row * ${strideHeight}`,
    overlap(
      'column',
      begin('along', filterWidth, strideWidth),
      `min(${outWidth}, along / ${strideWidth} + 1)`,
      `along - column * ${strideWidth}`,
      `for (var m = 0; m < ${multiplier}; m++) {
      sum += ${load('dy', `((image * ${outHeight} + row) * ${outWidth} + column)`)} * ${load('kernel', `(rowTap * ${filterWidth} + columnTap)`)};
    }`,
    ),
  )}
  ${x.store('dx', `pixel * ${x.stride}`, 0, 'sum')}
}`,
  };
}

/** x [B, H, W, C], dy [B, oh, ow, C·m] → partial sums [parts, kh, kw, C, m]. */
function filterGradientProgram(info: Conv2DInfo): Program & { readonly threads: number } {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const channels = channelsOf(info);
  const { x, y } = channels;
  const taps = filterHeight * filterWidth;
  return {
    key: `depthwise filter gradient ${geometryOf(info)}`,
    threads: taps * y.across,
    inputs: [{ name: 'x', type: x.binding }, { name: 'dy', type: y.binding }],
    outputs: [{ name: 'partials', type: y.binding }],
    code: `
fn run(thread : u32) {
  let tap = i32(thread) / ${y.across} % ${taps};
  let part = i32(thread) / ${taps * y.across};
  let parts = i32(arrayLength(&partials)) / ${taps * y.stride};
  if (part >= parts) { return; }
  ${y.begin(`(i32(thread) % ${y.across})`)}
  ${y.places()}
  let lines = i32(arrayLength(&dy)) / ${outWidth * y.stride};
  let linesEach = (lines + parts - 1) / parts;
  let down = tap / ${filterWidth} - ${padInfo.top};
  let along = tap % ${filterWidth} - ${padInfo.left};
  let firstPixel = max(0, ${strideWidth - 1} - along) / ${strideWidth};
  let endPixel = min(${outWidth}, (${inWidth - 1 + strideWidth} - along) / ${strideWidth});
  var sum = ${y.type}();
  for (var line = part * linesEach; line < min(lines, (part + 1) * linesEach); line++) {
    let row = line % ${outHeight} * ${strideHeight} + down;
    if (row < 0 || row >= ${inHeight}) { continue; }
    let first = (line / ${outHeight} * ${inHeight} + row) * ${inWidth} + along;
    for (var pixel = firstPixel; pixel < endPixel; pixel++) {
      sum += ${loadInput(channels, `(first + pixel * ${strideWidth})`)} * ${y.load('dy', `(line * ${outWidth} + pixel) * ${y.stride}`, 0)};
    }
  }
  ${y.store('partials', `(part * ${taps} + tap) * ${y.stride}`, 0, 'sum')}
}`,
  };
}

/** More parts would leave too much to add up. */
const MOST_PARTS = 256;

function filterGradient(backend: WebGPUBackend, info: Conv2DInfo, x: TensorInfo, dy: TensorInfo): TensorInfo {
  const program = filterGradientProgram(info);
  const parts = Math.min(MOST_PARTS, info.batchSize * info.outHeight, Math.ceil(choiceOf(backend).threads / program.threads));
  const [partials] = dispatch(backend, program, [x, dy], [{ shape: [parts, ...info.filterShape], dtype: 'float32' }], program.threads * parts);
  return addParts(backend, partials!, [{ shape: info.filterShape, dtype: 'float32' }])[0]!;
}

function pixelwise(backend: WebGPUBackend, program: Program, inputs: readonly TensorInfo[], shape: Shape, { across }: Columns): TensorInfo {
  const threads = (sizeOf(shape) / shape.at(-1)!) * across;
  return dispatch(backend, program, inputs, [{ shape, dtype: 'float32' }], threads)[0]!;
}

export const depthwiseConv2D = convolutionPatch('DepthwiseConv2dNative', {
  depthwise: true,
  inputs: ['x', 'filter'],
  shapes: (x, filter) => [x, filter],
  run: (backend, info, x, filter) => pixelwise(backend, forwardProgram(info), [x, filter], info.outShape, channelsOf(info).y),
});

export const depthwiseBackpropInput = convolutionPatch('DepthwiseConv2dNativeBackpropInput', {
  depthwise: true,
  inputs: ['dy', 'filter'],
  shapes: (_, filter, { inputShape }) => [inputShape!, filter],
  run: (backend, info, dy, filter) => pixelwise(backend, inputGradientProgram(info), [dy, filter], info.inShape, channelsOf(info).x),
});

export const depthwiseBackpropFilter = convolutionPatch('DepthwiseConv2dNativeBackpropFilter', {
  depthwise: true,
  inputs: ['x', 'dy'],
  shapes: (x, _, { filterShape }) => [x, filterShape!],
  run: filterGradient,
});
