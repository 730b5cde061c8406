/** Batches of pictures: gathered from the data on the device, moved and coloured. */
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { drawsFor, policyTable, type ImageOperation } from '../../../core/image-policy';
import { EXACT, FUNCTIONS, mapped, numbers, random, shapeText, SUMS, type Given, type KernelCase, type Values } from '../case';
import { adjusted, operate, warped, type Picture } from '../references/images';

type Shape = readonly [batch: number, height: number, width: number, channels: number];

const SHAPE: Shape = [3, 7, 5, 3];
const GREY: Shape = [2, 9, 8, 1];
/** Pixels are bytes in 255ths: what a division leaves of them. */
const BYTES = 1e-6;

export function pictures(): KernelCase[] {
  return [...[SHAPE, GREY].flatMap((shape) => [gather(shape), ...warps(shape), ...pastes(shape), colours(shape), ...policies(shape)]), oneHot(7, 10), oneHot(129, 3)];
}

const pixels = (shape: Shape, seed: number): Given => mapped(random(shape, seed), (value) => Math.floor(128 + 127.9 * value) / 255);

/** Changes each picture of a batch by itself. */
function each([batch, height, width, channels]: Shape, x: Values, change: (picture: Picture, sample: number) => ArrayLike<number>): number[] {
  const size = height * width * channels;
  return Array.from({ length: batch }, (_, b) => Array.from(change({ height, width, channels, values: Array.from(x).slice(b * size, (b + 1) * size) }, b))).flat();
}

function gather([, ...shape]: Shape): KernelCase {
  const size = shape[0] * shape[1] * shape[2];
  const [rows, rowBytes] = [5, Math.ceil(size / 4) * 4];
  const bytes = Uint8Array.from(numbers(rows * rowBytes, 61), (value) => 128 + 127.9 * value);
  // The last is not there, and gives zeros.
  const indices = [4, 0, 2, 2, 1, 3, rows];
  return {
    title: 'Pictures gathered by index',
    kernel: 'GrimoireGatherPixels',
    shape: shapeText([rows, size], [indices.length]),
    inputs: [{ shape: [indices.length], values: indices, dtype: 'int32' }],
    tolerance: BYTES,
    quick: true,
    run: ({ ops }, at) => {
      const store = ops.createPixelStore(rows, rowBytes);
      ops.writePixels(store, rowBytes, 0, bytes);
      return [ops.gatherPixels(store, at as Tensor1D, shape)];
    },
    reference: (at) => [Array.from(at).flatMap((row) => Array.from({ length: size }, (_, i) => (row < rows ? bytes[row * rowBytes + i]! / 255 : 0)))],
  };
}

function oneHot(count: number, classes: number): KernelCase {
  const labels = Array.from({ length: count }, (_, i) => (i * 7) % (classes + 1));
  return {
    title: 'Labels as targets',
    kernel: 'GrimoireOneHot',
    shape: shapeText([count, classes]),
    inputs: [{ shape: [count], values: labels, dtype: 'int32' }],
    tolerance: EXACT,
    quick: count < 10,
    run: ({ ops }, at) => [ops.oneHot(at as Tensor1D, classes)],
    reference: (at) => [Array.from(at).flatMap((label) => Array.from({ length: classes }, (_, k) => Number(k === label)))],
  };
}

/** Mirrored, shifted, and turned by the angle of the triangle 3, 4, 5, of sides that float32 has exactly enough. */
function warps(shape: Shape): KernelCase[] {
  const [batch, , width] = shape;
  const maps = { mirrored: [-1, 0, width - 1, 0, 1, 0], shifted: [1, 0, 2, 0, 1, -1], turned: [0.8, -0.6, 1.3, 0.6, 0.8, -1.1] };
  return Object.entries(maps).flatMap(([name, matrix]) =>
    (['zero', 'reflect'] as const).map((outside) => {
      const interpolation = name === 'turned' ? ('bilinear' as const) : ('nearest' as const);
      return {
        title: `Pictures ${name}, ${outside === 'zero' ? 'black outside' : 'with a mirror at the edge'}`,
        kernel: 'GrimoireWarp',
        shape: shapeText(shape),
        inputs: [pixels(shape, 62), { shape: [batch, 6], values: Array.from({ length: batch }, () => matrix).flat() }],
        tolerance: name === 'turned' ? SUMS : EXACT,
        quick: outside === 'zero' && shape === SHAPE,
        run: ({ ops }, x, matrices) => [ops.warp(x as Tensor4D, matrices, { interpolation, outside })],
        reference: (x) => [each(shape, x, (picture) => warped(picture, matrix, interpolation, outside))],
      } satisfies KernelCase;
    }),
  );
}

function pastes(shape: Shape): KernelCase[] {
  const [batch, height, width, channels] = shape;
  const boxes = Array.from({ length: batch }, (_, b) => [b - 1, 1, b + 2, width - b]).flat();
  const inside = (at: number, b: number) => {
    const [row, column] = [Math.floor(at / (width * channels)), Math.floor(at / channels) % width];
    return row >= boxes[4 * b]! && column >= boxes[4 * b + 1]! && row < boxes[4 * b + 2]! && column < boxes[4 * b + 3]!;
  };
  const size = height * width * channels;
  return (['a colour', 'other pictures'] as const).map((what) => ({
    title: `Boxes filled with ${what}`,
    kernel: 'GrimoirePaste',
    shape: shapeText(shape),
    inputs: [pixels(shape, 63), what === 'a colour' ? random([channels], 64) : pixels(shape, 65), { shape: [batch, 4], values: boxes }],
    tolerance: EXACT,
    quick: false,
    run: ({ ops }, x, patch, where) => [ops.paste(x as Tensor4D, patch as Tensor4D | Tensor1D, where)],
    reference: (x, patch) => [each(shape, x, ({ values }, b) => Array.from(values, (value, i) => (inside(i, b) ? patch[what === 'a colour' ? i % channels : b * size + i]! : value)))],
  }));
}

function colours(shape: Shape): KernelCase {
  const changes = Array.from({ length: shape[0] }, (_, b) => [0.7 + 0.2 * b, 1.3 - 0.2 * b, 0.5 + 0.4 * b, 0.1 * (b - 1)] as const);
  return {
    title: 'Colours changed',
    kernel: 'GrimoireAdjustColours',
    shape: shapeText(shape),
    inputs: [pixels(shape, 66), { shape: [shape[0], 4], values: changes.flat() }],
    tolerance: FUNCTIONS,
    quick: false,
    run: ({ ops }, x, by) => [ops.adjustColours(x as Tensor4D, by)],
    reference: (x) => [each(shape, x, (picture, b) => adjusted(picture, changes[b]!))],
  };
}

const OPERATIONS: readonly (readonly [ImageOperation, number])[] = [['Rotate', 17], ['Brightness', 0.45], ['Contrast', -0.3], ['Sharpness', 0.9], ['Equalize', 0], ['Posterize', 3]];

function policies(shape: Shape): KernelCase[] {
  const [batch, height, width] = shape;
  return OPERATIONS.map(([operation, magnitude]) => {
    const table = policyTable([[[{ operation, probability: 1, magnitude }]]], height, width);
    // The sub-policy, and of its step that it is done, with the positive sign.
    const draws = Array.from({ length: batch }, () => Array.from({ length: drawsFor(table) }, (_, i) => (i === 2 ? 0.5 : 0))).flat();
    return {
      title: `Augmentation policies: ${operation}`,
      kernel: 'GrimoirePolicy',
      shape: shapeText(shape),
      inputs: [pixels(shape, 67), { shape: [batch, drawsFor(table)], values: draws }],
      tolerance: BYTES,
      quick: false,
      run: ({ ops }, x, drawn) => [ops.applyPolicy(x as Tensor4D, drawn, table)],
      reference: (x) => [each(shape, x, (picture) => operate({ ...picture, values: Array.from(picture.values, (value) => Math.round(255 * value)) }, operation, magnitude).map((byte) => byte / 255))],
    };
  });
}
