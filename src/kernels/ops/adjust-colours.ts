/** Brightness, contrast, saturation and hue of batches of images: {@link Ops.adjustColours}. */
import type { KernelFunc, Tensor, Tensor4D, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type HostKernel, hostPatches, sizeOf } from '../shared/host-kernel';
import { runKernel } from '../shared/run-kernel';
import { dispatch } from '../webgpu/dispatch';
import { declareConstants } from '../webgpu/program';

const NAME = 'GrimoireAdjustColours';

/** Weights of red, green and blue in grey (ITU-R BT.601), as torchvision has them for float tensors. */
const RED = 0.2989;
const GREEN = 0.587;
const BLUE = 0.114;

const clamp = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);
const grey = (red: number, green: number, blue: number): number => RED * red + GREEN * green + BLUE * blue;

const onHost: HostKernel = {
  name: NAME,
  inputs: ['x', 'changes'],
  outputs: ([x]) => [{ shape: x!.shape, dtype: 'float32' }],
  run({ inputs: [x, changes], outputs: [out], shapes }) {
    const [batch, height, width, channels] = shapes[0] as [number, number, number, number];
    const length = height * width * channels;
    for (let b = 0; b < batch; b++) {
      const [brightness, contrast, saturation, turn] = changes!.subarray(4 * b, 4 * b + 4) as unknown as [number, number, number, number];
      const image = out!.subarray(b * length, (b + 1) * length);
      for (let i = 0; i < length; i++) image[i] = clamp(x![b * length + i]! * brightness);
      const rest = (1 - contrast) * meanGrey(image, channels);
      for (let i = 0; i < length; i++) image[i] = clamp(contrast * image[i]! + rest);
      if (channels === 3) adjustPixels(image, saturation, turn);
    }
  },
};

function meanGrey(image: Float32Array, channels: number): number {
  let sum = 0;
  if (channels === 1) for (let i = 0; i < image.length; i++) sum += image[i]!;
  else for (let i = 0; i < image.length; i += 3) sum += grey(image[i]!, image[i + 1]!, image[i + 2]!);
  return sum / (image.length / channels);
}

function adjustPixels(image: Float32Array, saturation: number, turn: number): void {
  for (let i = 0; i < image.length; i += 3) {
    const rest = (1 - saturation) * grey(image[i]!, image[i + 1]!, image[i + 2]!);
    const red = clamp(saturation * image[i]! + rest);
    const green = clamp(saturation * image[i + 1]! + rest);
    const blue = clamp(saturation * image[i + 2]! + rest);
    const most = Math.max(red, green, blue);
    const range = most - Math.min(red, green, blue);
    const hue = hueOf(red, green, blue, most, range) + 6 * turn;
    image[i] = channelOf(hue + 5, most, range);
    image[i + 1] = channelOf(hue + 3, most, range);
    image[i + 2] = channelOf(hue + 1, most, range);
  }
}

/** In sixths of the circle from red. */
function hueOf(red: number, green: number, blue: number, most: number, range: number): number {
  if (range === 0) return 0;
  if (most === red) return (green - blue) / range;
  return most === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
}

/** @param angle from where on the circle the channel is at its most, in sixths */
function channelOf(angle: number, most: number, range: number): number {
  const place = angle - 6 * Math.floor(angle / 6);
  return most - range * clamp(Math.min(place, 4 - place));
}

/** One dispatch that adds up the grey of each row of pixels, and one that computes every pixel. */
function onWebGPU(): KernelFunc {
  return (args) => {
    const backend = args.backend as WebGPUBackend;
    const { x, changes } = args.inputs as unknown as Readonly<Record<'x' | 'changes', TensorInfo>>;
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const constants = { height, width, channels };
    const key = Object.values(constants).join(' ');
    const common = `${declareConstants(constants)}\n${SHARED}`;
    const inputs = [{ name: 'x' }, { name: 'changes' }];
    const summing = { key: `${NAME} sums ${key}`, inputs, outputs: [{ name: 'sums' }], code: `${common}\n${SUMS}` };
    const [sums] = dispatch(backend, summing, [x, changes], [{ shape: [batch, height], dtype: 'float32' }], batch * height);
    const program = { key: `${NAME} ${key}`, inputs: [...inputs, { name: 'sums' }], outputs: [{ name: 'result' }], code: `${common}\n${PIXELS}` };
    const [result] = dispatch(backend, program, [x, changes, sums!], [{ shape: x.shape, dtype: 'float32' }], sizeOf(x.shape) / channels);
    backend.disposeData(sums!.dataId);
    return result!;
  };
}

const SHARED = `
fn grey(colour : vec3<f32>) -> f32 { return dot(colour, vec3<f32>(${RED}, ${GREEN}, ${BLUE})); }
/** A pixel in its changed brightness; of a grey one, all three are the same. */
fn brightened(place : i32, factor : f32) -> vec3<f32> {
  let last = min(2, channels - 1);
  return clamp(vec3<f32>(x[place], x[place + last / 2], x[place + last]) * factor, vec3<f32>(0.0), vec3<f32>(1.0));
}`;

const SUMS = `
fn run(thread : u32) {
  if (thread >= arrayLength(&sums)) { return; }
  let line = i32(thread);
  let factor = changes[4 * (line / height)];
  var sum = 0.0;
  for (var i = 0; i < width; i++) {
    let colour = brightened((line * width + i) * channels, factor);
    sum += select(grey(colour), colour.x, channels == 1);
  }
  sums[line] = sum;
}`;

const PIXELS = `
fn run(thread : u32) {
  let place = i32(thread) * channels;
  if (u32(place) >= arrayLength(&result)) { return; }
  let sample = i32(thread) / (height * width);
  let contrast = changes[4 * sample + 1];
  let saturation = changes[4 * sample + 2];
  var sum = 0.0;
  for (var i = 0; i < height; i++) { sum += sums[sample * height + i]; }
  let mean = sum / f32(height * width);
  let even = brightened(place, changes[4 * sample]) * contrast + vec3<f32>((1.0 - contrast) * mean);
  let contrasted = clamp(even, vec3<f32>(0.0), vec3<f32>(1.0));
  if (channels == 1) {
    result[place] = contrasted.x;
    return;
  }
  let c = clamp(contrasted * saturation + vec3<f32>((1.0 - saturation) * grey(contrasted)), vec3<f32>(0.0), vec3<f32>(1.0));
  let most = max(c.x, max(c.y, c.z));
  let range = most - min(c.x, min(c.y, c.z));
  let divisor = select(range, 1.0, range == 0.0);
  let others = select(4.0 + (c.x - c.y) / divisor, 2.0 + (c.z - c.x) / divisor, most == c.y);
  let hue = select(others, (c.y - c.z) / divisor, most == c.x) + 6.0 * changes[4 * sample + 3];
  let angle = vec3<f32>(hue + 5.0, hue + 3.0, hue + 1.0);
  let around = angle - 6.0 * floor(angle / 6.0);
  let changed = vec3<f32>(most) - range * clamp(min(around, vec3<f32>(4.0) - around), vec3<f32>(0.0), vec3<f32>(1.0));
  result[place] = changed.x;
  result[place + 1] = changed.y;
  result[place + 2] = changed.z;
}`;

export const adjustColoursKernels: readonly KernelPatch[] = [
  ...hostPatches(onHost),
  { kernelName: NAME, backendName: 'webgpu', create: onWebGPU },
];

/** See {@link Ops.adjustColours}. */
export function adjustColours(tf: Tf, x: Tensor4D, changes: Tensor): Tensor4D {
  const [batch, , , channels] = x.shape;
  if (channels !== 1 && channels !== 3) throw new Error(`Colours need grey or colour images, not ${channels} channels`);
  tf.util.assertShapesMatch(changes.shape, [batch, 4], 'The changes of colours: ');
  return runKernel(tf, NAME, { x, changes });
}
