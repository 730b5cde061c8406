/** Affine maps of batches of images, an own one for each sample: {@link Ops.warp}. */
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tf, WarpOptions } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type HostKernel, hostPatches } from '../shared/host-kernel';
import { runKernel } from '../shared/run-kernel';
import { type WebGPUKernel, webgpuPatch } from '../webgpu/program';

const NAME = 'GrimoireWarp';

/** One image, where it lies in the batch, and the map of its places. */
interface Image {
  readonly x: Float32Array;
  readonly out: Float32Array;
  readonly start: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly reflect: boolean;
}

type Matrix = readonly [number, number, number, number, number, number];

const onHost: HostKernel<WarpOptions> = {
  name: NAME,
  inputs: ['x', 'matrices'],
  outputs: ([x]) => [{ shape: x!.shape, dtype: 'float32' }],
  run({ inputs: [x, matrices], outputs: [out], shapes, attrs: { interpolation, outside } }) {
    const [batch, height, width, channels] = shapes[0] as [number, number, number, number];
    const columns = new Int32Array(width);
    const length = height * width * channels;
    for (let b = 0; b < batch; b++) {
      const image = { x: x!, out: out!, start: b * length, height, width, channels, reflect: outside === 'reflect' };
      const matrix = Array.from(matrices!.subarray(6 * b, 6 * b + 6)) as unknown as Matrix;
      if (interpolation === 'bilinear') blendPixels(image, matrix);
      else if (matrix[1] === 0 && matrix[3] === 0) moveLines(image, matrix, columns);
      else movePixels(image, matrix);
    }
  },
};

/** The place in 0 … length − 1 that a whole number stands for; −1 for none. */
function placeOf(index: number, length: number, reflect: boolean): number {
  if (index >= 0 && index < length) return index;
  if (!reflect || !Number.isFinite(index)) return -1;
  const period = Math.max(1, 2 * (length - 1));
  const place = ((index % period) + period) % period;
  return Math.min(place, period - place);
}

/** Rows and columns stay rows and columns, as in mirroring and shifting: where they come from is found out once for each. */
function moveLines({ x, out, start, height, width, channels, reflect }: Image, [a, , c, , e, f]: Matrix, columns: Int32Array): void {
  for (let column = 0; column < width; column++) columns[column] = placeOf(Math.floor(a * column + c + 0.5), width, reflect) * channels;
  let to = start;
  for (let line = 0; line < height; line++) {
    const row = placeOf(Math.floor(e * line + f + 0.5), height, reflect);
    const from = start + row * width * channels;
    for (let column = 0; column < width; column++) {
      const source = columns[column]!;
      const inside = row >= 0 && source >= 0;
      for (let channel = 0; channel < channels; channel++) out[to++] = inside ? x[from + source + channel]! : 0;
    }
  }
}

function movePixels({ x, out, start, height, width, channels, reflect }: Image, [a, b, c, d, e, f]: Matrix): void {
  let to = start;
  for (let line = 0; line < height; line++) {
    for (let pixel = 0; pixel < width; pixel++) {
      const column = placeOf(Math.floor(a * pixel + b * line + c + 0.5), width, reflect);
      const row = placeOf(Math.floor(d * pixel + e * line + f + 0.5), height, reflect);
      const inside = row >= 0 && column >= 0;
      const source = start + (row * width + column) * channels;
      for (let channel = 0; channel < channels; channel++) out[to++] = inside ? x[source + channel]! : 0;
    }
  }
}

function blendPixels({ x, out, start, height, width, channels, reflect }: Image, [a, b, c, d, e, f]: Matrix): void {
  let to = start;
  for (let line = 0; line < height; line++) {
    for (let pixel = 0; pixel < width; pixel++) {
      const alongX = a * pixel + b * line + c;
      const alongY = d * pixel + e * line + f;
      const [left, top] = [Math.floor(alongX), Math.floor(alongY)];
      const [shareX, shareY] = [alongX - left, alongY - top];
      const [column0, column1] = [placeOf(left, width, reflect), placeOf(left + 1, width, reflect)];
      const [row0, row1] = [placeOf(top, height, reflect), placeOf(top + 1, height, reflect)];
      for (let channel = 0; channel < channels; channel++) {
        const at = start + channel;
        const corner00 = row0 < 0 || column0 < 0 ? 0 : x[at + (row0 * width + column0) * channels]!;
        const corner01 = row0 < 0 || column1 < 0 ? 0 : x[at + (row0 * width + column1) * channels]!;
        const corner10 = row1 < 0 || column0 < 0 ? 0 : x[at + (row1 * width + column0) * channels]!;
        const corner11 = row1 < 0 || column1 < 0 ? 0 : x[at + (row1 * width + column1) * channels]!;
        const above = corner00 * (1 - shareX) + corner01 * shareX;
        const below = corner10 * (1 - shareX) + corner11 * shareX;
        out[to++] = above * (1 - shareY) + below * shareY;
      }
    }
  }
}

/** Without loops; where a place is outside, some pixel is read all the same and then not used. */
const onWebGPU: WebGPUKernel<WarpOptions> = {
  name: NAME,
  inputs: ['x', 'matrices'],
  output: ([x]) => ({ shape: x!.shape, dtype: 'float32' }),
  constants: ([x], { interpolation, outside }) => ({
    height: x![1]!,
    width: x![2]!,
    channels: x![3]!,
    bilinear: Number(interpolation === 'bilinear'),
    reflect: Number(outside === 'reflect'),
  }),
  functions: `
fn placeOf(index : i32, length : i32) -> i32 {
  let period = max(1, 2 * (length - 1));
  let place = ((index % period) + period) % period;
  return select(clamp(index, 0, length - 1), min(place, period - place), reflect == 1);
}
fn pixel(first : i32, column : i32, row : i32) -> f32 {
  let inside = reflect == 1 || (column >= 0 && column < width && row >= 0 && row < height);
  return select(0.0, x[first + (placeOf(row, height) * width + placeOf(column, width)) * channels], inside);
}`,
  element: `
    let size = height * width * channels;
    let sample = index / size;
    let first = sample * size + index % channels;
    let place = vec2<f32>(f32((index / channels) % width), f32((index % size) / (width * channels)));
    let m = sample * 6;
    let alongX = matrices[m] * place.x + matrices[m + 1] * place.y + matrices[m + 2];
    let alongY = matrices[m + 3] * place.x + matrices[m + 4] * place.y + matrices[m + 5];
    if (bilinear == 0) {
      result[index] = pixel(first, i32(floor(alongX + 0.5)), i32(floor(alongY + 0.5)));
    } else {
      let left = i32(floor(alongX));
      let top = i32(floor(alongY));
      let shareX = alongX - floor(alongX);
      let shareY = alongY - floor(alongY);
      let above = pixel(first, left, top) * (1.0 - shareX) + pixel(first, left + 1, top) * shareX;
      let below = pixel(first, left, top + 1) * (1.0 - shareX) + pixel(first, left + 1, top + 1) * shareX;
      result[index] = above * (1.0 - shareY) + below * shareY;
    }`,
};

export const warpKernels: readonly KernelPatch[] = [...hostPatches(onHost), webgpuPatch(onWebGPU)];

/** See {@link Ops.warp}. */
export function warp(tf: Tf, x: Tensor4D, matrices: Tensor, { interpolation, outside }: WarpOptions): Tensor4D {
  tf.util.assertShapesMatch(matrices.shape, [x.shape[0], 6], 'The matrices of a warp: ');
  return runKernel(tf, NAME, { x, matrices }, { interpolation, outside });
}
