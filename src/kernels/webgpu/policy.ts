/**
 * Augmentation policies on WebGPU: for each step one dispatch that draws the curves of those images that have to be looked at as a whole, by one
 * thread for each channel of an image, and one that computes every pixel. No workgroup memory and no barriers: software adapters are slow at both.
 */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { ACTIONS, BLEND_BITS, ENTRY_LENGTH, MOVE_BITS, PROBABILITY_UNIT } from '../../core/image-policy';
import { BLEND_MARGIN, GREY } from '../shared/image-operations';
import { sizeOf } from '../shared/host-kernel';
import { dispatch } from './dispatch';
import { declareConstants } from './program';

type Inputs = Readonly<Record<'x' | 'draws' | 'level' | 'table', TensorInfo>>;

interface Attrs {
  readonly needsStatistics: readonly boolean[];
}

/** Inputs and output are those of the host kernel in `ops/policy.ts`. */
export const policyOnWebGPU =
  (): KernelFunc =>
  (args) => {
    const backend = args.backend as WebGPUBackend;
    const { x, ...rest } = args.inputs as unknown as Inputs;
    const { needsStatistics } = args.attrs as unknown as Attrs;
    let images = x;
    needsStatistics.forEach((needed, step) => {
      const next = takeStep(backend, { ...rest, x: images }, { step, needed });
      if (images !== x) backend.disposeData(images.dataId);
      images = next;
    });
    return images;
  };

interface Step {
  readonly step: number;
  /** Whether an image may have to be looked at as a whole. */
  readonly needed: boolean;
}

function takeStep(backend: WebGPUBackend, { x, draws, level, table }: Inputs, { step, needed }: Step): TensorInfo {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [levels, subPolicies, steps] = table.shape as [number, number, number];
  const constants = { height, width, channels, levels, subPolicies, steps, step };
  const key = Object.values(constants).join(' ');
  const common = `${declareConstants({ ...constants, row: width * channels, size: height * width * channels })}\n${SHARED}`;
  const inputs = ['x', 'draws', 'level', 'table'].map((name) => ({ name }));
  const given = [x, draws, level, table];
  if (!needed) {
    const program = { key: `GrimoirePolicy ${key}`, inputs, outputs: [{ name: 'result' }], code: `${common}\n${pixels('value')}` };
    return dispatch(backend, program, given, [x], sizeOf(x.shape))[0]!;
  }
  const drawing = { key: `GrimoirePolicy curves ${key}`, inputs, outputs: [{ name: 'curves' }], code: `${common}\n${CURVES}` };
  const [curves] = dispatch(backend, drawing, given, [{ shape: [batch, channels, 256], dtype: 'int32' }], batch * channels);
  const program = {
    key: `GrimoirePolicy with curves ${key}`,
    inputs: [...inputs, { name: 'curves' }],
    outputs: [{ name: 'result' }],
    code: `${common}\n${pixels('curves[((index / size) * channels + index % channels) * 256 + value]')}`,
  };
  const [result] = dispatch(backend, program, [...given, curves!], [x], sizeOf(x.shape));
  backend.disposeData(curves!.dataId);
  return result!;
}

/** `entryOf` gives the place in the table of what is to be done to a sample, or −1. */
const SHARED = `
fn byteAt(place : i32) -> i32 { return i32(clamp(x[place] * 255.0 + 0.5, 0.0, 255.0)); }
fn greyAt(place : i32) -> i32 {
  if (channels == 1) { return byteAt(place); }
  return (${GREY.red} * byteAt(place) + ${GREY.green} * byteAt(place + 1) + ${GREY.blue} * byteAt(place + 2) + ${GREY.half}) >> 16u;
}
fn blend(base : i32, value : i32, factor : i32) -> i32 {
  return clamp(((base << ${BLEND_BITS}u) + factor * (value - base) + ${BLEND_MARGIN}) >> ${BLEND_BITS}u, 0, 255);
}
fn entryOf(sample : i32) -> i32 {
  let first = sample * (1 + 2 * steps);
  let drawn = clamp(i32(draws[first] * f32(subPolicies)), 0, subPolicies - 1);
  let subPolicy = drawn + subPolicies * clamp(i32(floor(level[0] + 0.5)), 0, levels - 1);
  let sign = select(0, 1, draws[first + 2 + 2 * step] < 0.5);
  let entry = ((subPolicy * steps + step) * 2 + sign) * ${ENTRY_LENGTH};
  let done = i32(draws[first + 1 + 2 * step] * ${PROBABILITY_UNIT}.0) < table[entry + ${ENTRY_LENGTH - 1}];
  return select(-1, entry, done && table[entry] != ${ACTIONS.none});
}`;

/** The loops have as many turns as the image needs, and none where it needs no curve. */
const CURVES = `
fn run(thread : u32) {
  if (thread >= arrayLength(&curves) / 256u) { return; }
  let index = i32(thread);
  let sample = index / channels;
  let channel = index % channels;
  let entry = entryOf(sample);
  let action = select(${ACTIONS.none}, table[max(entry, 0)], entry >= 0);
  if (action < ${ACTIONS.contrast}) { return; }
  let parameter = table[entry + 1];
  let first = sample * size;
  let curve = index * 256;
  if (action == ${ACTIONS.contrast}) {
    var sum = 0;
    for (var i = 0; i < size; i += channels) { sum += greyAt(first + i); }
    let mean = (2 * sum + height * width) / (2 * height * width);
    for (var value = 0; value < 256; value++) { curves[curve + value] = blend(mean, value, parameter); }
    return;
  }
  var histogram : array<i32, 256>;
  var low = 255;
  var high = 0;
  for (var i = channel; i < size; i += channels) {
    let value = byteAt(first + i);
    histogram[value] += 1;
    low = min(low, value);
    high = max(high, value);
  }
  if (action == ${ACTIONS.autoContrast}) {
    let range = high - low;
    for (var value = 0; value < 256; value++) {
      curves[curve + value] = select(clamp(255 * (value - low) / max(range, 1), 0, 255), value, range == 0);
    }
    return;
  }
  let share = (height * width - histogram[high]) / 255;
  var below = share / 2;
  for (var value = 0; value < 256; value++) {
    curves[curve + value] = select(min(255, below / max(share, 1)), value, share == 0);
    below += histogram[value];
  }
}`;

/** @param curved the WGSL of what a value becomes by the image's own curve */
const pixels = (curved: string): string => `
fn smoothAt(place : i32) -> i32 {
  let above = byteAt(place - row - channels) + byteAt(place - row) + byteAt(place - row + channels);
  let beside = byteAt(place - channels) + 5 * byteAt(place) + byteAt(place + channels);
  let below = byteAt(place + row - channels) + byteAt(place + row) + byteAt(place + row + channels);
  return (2 * (above + beside + below) + 13) / 26;
}
fn changed(index : i32, entry : i32) -> i32 {
  let value = byteAt(index);
  let parameter = table[entry + 1];
  let px = (index / channels) % width;
  let py = (index % size) / row;
  switch (table[entry]) {
    case ${ACTIONS.move}: {
      let column = (parameter * px + table[entry + 2] * py + table[entry + 3]) >> ${MOVE_BITS}u;
      let line = (table[entry + 4] * px + table[entry + 5] * py + table[entry + 6]) >> ${MOVE_BITS}u;
      let inside = column >= 0 && column < width && line >= 0 && line < height;
      let place = index - index % size + clamp(line, 0, height - 1) * row + clamp(column, 0, width - 1) * channels + index % channels;
      return select(0, byteAt(place), inside);
    }
    case ${ACTIONS.mask}: { return value & parameter; }
    case ${ACTIONS.solarize}: { return select(255 - value, value, value < parameter); }
    case ${ACTIONS.brightness}: { return blend(0, value, parameter); }
    case ${ACTIONS.colour}: { return blend(greyAt(index - index % channels), value, parameter); }
    case ${ACTIONS.sharpness}: {
      if (px == 0 || px == width - 1 || py == 0 || py == height - 1) { return value; }
      return blend(smoothAt(index), value, parameter);
    }
    default: { return ${curved}; }
  }
}
fn run(thread : u32) {
  if (thread >= arrayLength(&result)) { return; }
  let index = i32(thread);
  let entry = entryOf(index / size);
  if (entry < 0) {
    result[index] = x[index];
    return;
  }
  result[index] = f32(changed(index, entry)) / 255.0;
}`;
