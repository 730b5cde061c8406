import { beforeAll, describe, expect, it } from 'vitest';
import type { Rank, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { initBackend, random, sizeOf, slide, tf, toBeAllclose, type Window } from '../support';

beforeAll(() => initBackend('wasm'));

/** By definition, in float64. */
function reference(window: Window, x: ArrayLike<number>, w: ArrayLike<number>, bias: ArrayLike<number>): Float64Array {
  const [channels, out] = [window.x[3], bias.length];
  const sums: number[] = [];
  const shape = slide(window, (pixel, at, tap) => {
    for (let c = 0; c < channels; c++) {
      for (let o = 0; o < out; o++) sums[pixel * out + o] = (sums[pixel * out + o] ?? 0) + x[at * channels + c]! * w[(tap * channels + c) * out + o]!;
    }
  });
  return Float64Array.from({ length: sizeOf(shape) * out }, (_, i) => (sums[i] ?? 0) + bias[i % out]!);
}

const CASES: readonly Window[] = [
  { x: [1, 1, 1, 1], filter: [1, 1], stride: 1, pad: 'valid' },
  { x: [3, 7, 5, 3], filter: [1, 1], stride: 1, pad: 'same' },
  { x: [3, 7, 5, 3], filter: [1, 1], stride: 2, pad: 'same' },
  { x: [2, 31, 33, 1], filter: [3, 3], stride: 1, pad: 'same' },
  { x: [2, 6, 6, 7], filter: [2, 2], stride: 3, pad: 'same' },
  { x: [2, 9, 8, 5], filter: [5, 5], stride: 2, pad: 2 },
  { x: [1, 2, 3, 65], filter: [2, 3], stride: 1, pad: 'valid' },
];

describe('a convolution on wasm', () => {
  it.each(CASES.map((one) => [JSON.stringify(one), one] as const))('%s', (_, one) => {
    const x = random(one.x, 1) as Tensor4D;
    for (const out of [1, 3, 10, 33]) {
      const w = random([...one.filter, one.x[3], out], 2) as Tensor4D;
      const bias = random([out], 3) as Tensor1D;
      const before = tf.memory().numTensors;
      const y = tf.fused.conv2d({ x, filter: w, strides: one.stride, pad: one.pad, bias });
      expect(tf.memory().numTensors - before).toBe(1);
      toBeAllclose(y, reference(one, x.dataSync(), w.dataSync(), bias.dataSync()));
      toBeAllclose(tf.conv2d(x, w, one.stride, one.pad), reference(one, x.dataSync(), w.dataSync(), new Float32Array(out)));
    }
  });

  it('leaves activations and dilations to XNNPACK', () => {
    const [x, filter, bias] = [random([2, 9, 9, 3], 1) as Tensor4D, random([3, 3, 3, 5], 2) as Tensor4D, random([5], 3)];
    const plain = tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias });
    toBeAllclose(tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias, activation: 'relu' }), tf.relu(plain));
    const spread = tf.pad(tf.reshape(filter, [3, 1, 3, 1, 3, 5]), [[0, 0], [0, 1], [0, 0], [0, 1], [0, 0], [0, 0]]);
    const dilated = tf.reshape<Rank.R4>(spread, [6, 6, 3, 5]);
    toBeAllclose(tf.conv2d(x, filter, 1, 'valid', 'NHWC', 2), tf.conv2d(x, tf.slice(dilated, 0, [5, 5, 3, 5]), 1, 'valid'));
  });

  it('lets NaN and infinity through, to the pixels that meet them', () => {
    const x = tf.buffer<Rank.R4>([1, 5, 5, 2]);
    x.set(NaN, 0, 0, 0, 0);
    x.set(Infinity, 0, 4, 4, 1);
    const y = tf.conv2d(x.toTensor(), tf.ones([3, 3, 2, 3]), 1, 'same').dataSync();
    const kind = (value: number) => (Number.isNaN(value) ? 'N' : value === Infinity ? 'I' : '.');
    expect(Array.from({ length: 25 }, (_, pixel) => kind(y[3 * pixel]!)).join('')).toBe(['NN...', 'NN...', '.....', '...II', '...II'].join(''));
  });

  it('has the errors of tfjs', () => {
    const [x, filter] = [random([1, 4, 4, 2]) as Tensor4D, random([3, 3, 3, 1]) as Tensor4D];
    expect(() => tf.conv2d(x, filter, 1, 'same')).toThrow(/depth/);
  });
});
