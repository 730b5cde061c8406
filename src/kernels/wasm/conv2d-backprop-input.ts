/**
 * Conv2DBackpropInput on wasm: a convolution of dy by the filter turned by 180° with its channels exchanged. With stride s the pixels of x fall into
 * classes, since a pixel meets only every s-th tap in either direction; each class is a convolution by its own taps, and they are done one after the
 * other for each image.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelPatch } from '../registry';
import { type Conv2DInfo, type ConvAttrs, convInfo, isPointwise } from '../shared/convolution';
import type { Pass } from './convolve';
import { type BackendWasm, floatsOf, wasmKernel } from './heap';
import { perform } from './perform';

interface Inputs {
  readonly dy: TensorInfo;
  readonly filter: TensorInfo;
}

interface Attrs extends ConvAttrs {
  readonly inputShape: number[];
}

/** dy [B, oh, ow, Cout], filter [kh, kw, Cin, Cout] → [B, H, W, Cin]. NHWC, dilation 1. */
export const conv2DBackpropInput: KernelPatch = {
  kernelName: 'Conv2DBackpropInput',
  backendName: 'wasm',
  create: (tf) =>
    wasmKernel<Inputs, Attrs>(({ inputs: { dy, filter }, attrs, backend }) =>
      backpropInput(backend, dy, filter, convInfo(tf, attrs.inputShape, filter.shape, attrs)),
    ),
};

function backpropInput(backend: BackendWasm, dy: TensorInfo, filter: TensorInfo, info: Conv2DInfo): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const out = backend.makeOutput(info.inShape, 'float32');
  const turned = backend.makeOutput([...filter.shape], 'float32');
  const [atDy, atOut, atTurned] = [dy, out, turned].map(({ dataId }) => backend.getMemoryOffset(dataId)) as [number, number, number];
  const [from, to] = [filter, turned].map((one) => floatsOf(backend, one)) as [Float32Array, Float32Array];
  const rows = classesOf(inHeight, outHeight, info.filterHeight, strideHeight, padInfo.top);
  const columns = classesOf(inWidth, outWidth, filterWidth, strideWidth, padInfo.left);
  const pixel = 4 * inChannels;
  const tap = inChannels * outChannels;
  let written = 0;
  const passes = rows.classes.flatMap((row) =>
    columns.classes.map((column): Pass => {
      const start = written;
      for (const h of row.taps) {
        for (const w of column.taps) {
          transpose(from, (h * filterWidth + w) * tap, to, written, inChannels, outChannels);
          written += tap;
        }
      }
      return {
        rows: row.count,
        columns: column.count,
        address: atOut + (row.first * inWidth + column.first) * pixel,
        rowDistance: strideHeight * inWidth * pixel,
        pixelDistance: strideWidth * pixel,
        from: [row.start + rows.before, column.start + columns.before],
        strides: [1, 1],
        filter: atTurned + 4 * start,
        taps: [row.taps.length, column.taps.length],
      };
    }),
  );
  const padding = { top: rows.before, bottom: rows.after, left: columns.before, right: columns.after };
  if (isPointwise(info)) {
    const sizes = { rows: batchSize * outHeight * outWidth, inner: outChannels, columns: inChannels };
    perform(backend, { kind: 'matrices', c: atOut, a: atDy, b: atTurned, transposeA: false, ...sizes });
  } else {
    const images = { address: atDy, count: batchSize, height: outHeight, width: outWidth, channels: outChannels, ...padding };
    const imageDistance = inHeight * inWidth * pixel;
    perform(backend, { kind: 'convolution', images, passes, outChannels: inChannels, imageDistance, start: 'zero' });
  }
  backend.disposeData(turned.dataId);
  return out;
}

/** Pixels of x, along one axis, that meet the same taps. */
interface PixelClass {
  /** The first pixel; the next is a stride away. */
  readonly first: number;
  readonly count: number;
  /** In the order in which they meet dy. */
  readonly taps: readonly number[];
  /** Where in dy the first tap of the first pixel is; before its beginning, if negative. */
  readonly start: number;
}

/** @param padding of x, before its first pixel @returns the classes and how far they reach beyond dy on either side */
function classesOf(inputs: number, outputs: number, filter: number, stride: number, padding: number) {
  const classes = Array.from({ length: stride }, (_, tap): PixelClass => {
    const first = (((tap - padding) % stride) + stride) % stride;
    const taps = Array.from({ length: filter }, (_value, i) => filter - 1 - i).filter((one) => one % stride === tap);
    const last = (first + padding - tap) / stride; // where the first pixel meets dy with the class's lowest tap
    return { first, count: Math.max(0, Math.ceil((inputs - first) / stride)), taps, start: last + 1 - taps.length };
  });
  const before = Math.max(0, ...classes.map(({ start }) => -start));
  const after = Math.max(0, ...classes.map(({ start, count, taps }) => start + count - 1 + taps.length - outputs));
  return { classes, before, after };
}

/** Writes the transpose of a matrix [rows, columns]. */
function transpose(source: Float32Array, from: number, target: Float32Array, at: number, rows: number, columns: number): void {
  let to = at;
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) target[to++] = source[from + row * columns + column]!;
  }
}
