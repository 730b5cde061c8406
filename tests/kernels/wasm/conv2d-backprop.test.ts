import { beforeAll, describe, expect, it } from 'vitest';
import type { Rank, Tensor4D } from '@tensorflow/tfjs-core';
import { initBackend, random, sizeOf, slide, tf, toBeAllclose, type Window } from '../support';

beforeAll(() => initBackend('wasm'));

interface Case extends Window {
  readonly out: number;
}

const cases: Case[] = [];
for (const [x, out] of [
  [[1, 1, 1, 1], 1],
  [[2, 7, 5, 3], 4],
  [[5, 8, 8, 2], 9],
  [[3, 6, 9, 8], 1],
] as const) {
  for (const filter of [[1, 1], [3, 3], [2, 3], [5, 5]] as const) {
    for (const stride of [1, 2, 3]) {
      for (const pad of ['same', 'valid', 1, 2] as const) {
        if (typeof pad === 'number' && filter[0] !== filter[1]) continue; // tfjs takes the height for the width there
        const padding = typeof pad === 'number' ? 2 * pad : pad === 'same' ? 9 : 0;
        if (x[1] + padding >= filter[0] && x[2] + padding >= filter[1]) cases.push({ x, out, filter, stride, pad });
      }
    }
  }
}

const title = ({ x, out, filter, stride, pad }: Case) => `[${x.join(', ')}] by ${filter.join('×')} to ${out}, stride ${stride}, pad ${pad}`;

/** y, dx and dw by definition. */
function reference(one: Case, x: ArrayLike<number>, w: ArrayLike<number>, dy?: ArrayLike<number>) {
  const channels = one.x[3];
  const dx = new Float64Array(sizeOf(one.x));
  const dw = new Float64Array(sizeOf(one.filter) * channels * one.out);
  const sums = new Map<number, number>();
  const shape = slide(one, (pixel, at, tap) => {
    for (let c = 0; c < channels; c++) {
      for (let o = 0; o < one.out; o++) {
        const [i, j, k] = [at * channels + c, (tap * channels + c) * one.out + o, pixel * one.out + o];
        sums.set(k, (sums.get(k) ?? 0) + x[i]! * w[j]!);
        dx[i]! += (dy?.[k] ?? 0) * w[j]!;
        dw[j]! += (dy?.[k] ?? 0) * x[i]!;
      }
    }
  });
  const y = Float64Array.from({ length: sizeOf(shape) * one.out }, (_, i) => sums.get(i) ?? 0);
  return { shape: [...shape, one.out], y, dx, dw };
}

describe('gradients of a convolution on wasm', () => {
  it.each(cases.map((one) => [title(one), one] as const))('%s', (_, one) => {
    const x = random(one.x, 1) as Tensor4D;
    const w = random([...one.filter, one.x[3], one.out], 2) as Tensor4D;
    const { shape } = reference(one, x.dataSync(), w.dataSync());
    const dy = random(shape, 3);
    const expected = reference(one, x.dataSync(), w.dataSync(), dy.dataSync());
    const before = tf.memory().numTensors;
    const y = tf.conv2d(x, w, one.stride, one.pad);
    const [dx, dw] = tf.grads((a, b) => tf.conv2d(a as Tensor4D, b as Tensor4D, one.stride, one.pad))([x, w], dy);
    expect(tf.memory().numTensors - before).toBe(3);
    expect(y.shape).toEqual(shape);
    expect(dx!.shape).toEqual(x.shape);
    expect(dw!.shape).toEqual(w.shape);
    toBeAllclose(y, expected.y);
    toBeAllclose(dx!, expected.dx);
    toBeAllclose(dw!, expected.dw, { atol: 1e-4 });
  });

  it('takes explicit padding that differs from side to side', () => {
    const x = random([2, 5, 6, 3]) as Tensor4D;
    const w = random([3, 2, 3, 4], 2) as Tensor4D;
    const pads: [[number, number], [number, number], [number, number], [number, number]] = [[0, 0], [0, 2], [1, 0], [0, 0]];
    const padded = (a: Tensor4D, b: Tensor4D) => tf.conv2d(tf.pad(a, pads), b, 2, 'valid');
    const dy = random(padded(x, w).shape, 3);
    const [dx, dw] = tf.grads((a, b) => tf.conv2d(a as Tensor4D, b as Tensor4D, 2, pads))([x, w], dy);
    const [dx2, dw2] = tf.grads((a, b) => padded(a as Tensor4D, b as Tensor4D))([x, w], dy);
    toBeAllclose(dx!, dx2!);
    toBeAllclose(dw!, dw2!);
  });

  it('does every image of a batch as if it were alone', () => {
    const one: Case = { x: [12, 112, 112, 16], filter: [3, 3], stride: 2, pad: 'same', out: 1 };
    const x = random(one.x, 1) as Tensor4D;
    const w = random([3, 3, 16, 1], 2) as Tensor4D;
    const dy = random([12, 56, 56, 1], 3);
    const dx = tf.grad((a) => tf.conv2d(a as Tensor4D, w, 2, 'same'))(x, dy);
    for (const image of [0, 9, 10, 11]) {
      const alone = tf.grad((a) => tf.conv2d(a as Tensor4D, w, 2, 'same'))(tf.slice(x, image, 1), tf.slice(dy, image, 1));
      toBeAllclose(tf.slice(dx, image, 1), alone);
    }
  });

  it('sums a filter’s gradient over images that do not fit the caches', () => {
    const one: Case = { x: [2, 33, 40, 65], filter: [3, 3], stride: 1, pad: 'same', out: 31 };
    const x = random(one.x, 1) as Tensor4D;
    const dy = random([2, 33, 40, 31], 3);
    const dw = tf.grad((w) => tf.conv2d(x, w as Tensor4D, 1, 'same'))(tf.zeros([3, 3, 65, 31]), dy);
    toBeAllclose(dw, reference(one, x.dataSync(), new Float32Array(9 * 65 * 31), dy.dataSync()).dw, { atol: 1e-4 });
  });

  it('takes strides that leave pixels out', () => {
    for (const [filter, stride] of [[1, 3], [2, 3], [2, 5]] as const) {
      const one: Case = { x: [2, 7, 8, 3], filter: [filter, filter], stride, pad: 'valid', out: 5 };
      const [x, w] = [random(one.x, 1) as Tensor4D, random([filter, filter, 3, 5], 2) as Tensor4D];
      const dy = random(tf.conv2d(x, w, stride, 'valid').shape, 3);
      const [dx, dw] = tf.grads((a, b) => tf.conv2d(a as Tensor4D, b as Tensor4D, stride, 'valid'))([x, w], dy);
      const expected = reference(one, x.dataSync(), w.dataSync(), dy.dataSync());
      toBeAllclose(dx!, expected.dx);
      toBeAllclose(dw!, expected.dw);
    }
  });

  it('lets NaN through', () => {
    const x = tf.fill<Rank.R4>([1, 4, 4, 1], NaN);
    const dw = tf.grad((w) => tf.conv2d(x, w as Tensor4D, 1, 'same'))(tf.ones([3, 3, 1, 2]));
    expect([...dw.dataSync()].every(Number.isNaN)).toBe(true);
    const dx = tf.grad((a) => tf.conv2d(a as Tensor4D, tf.ones([3, 3, 1, 2]), 2, 'same'))(tf.ones([1, 4, 4, 1]), tf.fill([1, 2, 2, 2], NaN));
    expect([...dx.dataSync()].every(Number.isNaN)).toBe(true);
  });
});
