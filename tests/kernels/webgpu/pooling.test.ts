import { expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { pooled, poolGradient, windows } from '../../../src/engine/device-check/references/pooling';
import { poolCases } from '../pool-cases';
import { random, tf, toBeAllclose } from '../support';
import { describeOnWebGPU, dispatchesOf, poison } from './support';

const cases = poolCases([
  [1, 2, 2, 1],
  [2, 4, 6, 3],
  [2, 7, 5, 4],
  [3, 6, 8, 8],
  [1, 9, 8, 33],
]);

await describeOnWebGPU('pooling on WebGPU', () => {
  it.each(cases)('$kind $x, window $filter, stride $stride, pad $pad', async (one) => {
    const pool = one.kind === 'max' ? tf.maxPool : tf.avgPool;
    const apply = (x: Tensor4D) => pool(x, [...one.filter] as [number, number], one.stride, one.pad);
    const x = random(one.x) as Tensor4D;
    const { shape, members } = windows(one);
    const dy = random(shape, 2);
    const [xs, dys] = [await x.data(), await dy.data()];
    await poison(shape, one.x);
    const y = apply(x);
    expect(y.shape).toEqual(shape);
    toBeAllclose(await y.data(), pooled(one.kind, members, xs));
    await poison(shape, one.x);
    const dx = tf.grad((a) => apply(a as Tensor4D))(x, dy);
    toBeAllclose(await dx.data(), poolGradient(one.kind, members, xs, dys));
  });

  it('takes one dispatch forward and one backward', () => {
    const x = random([2, 6, 6, 4]) as Tensor4D;
    for (const pool of [tf.maxPool, tf.avgPool]) {
      expect(dispatchesOf(() => pool(x, 3, 2, 'same'))).toBe(1);
      expect(dispatchesOf(() => tf.grad((a) => pool(a as Tensor4D, 3, 2, 'same'))(x, random([2, 3, 3, 4])))).toBe(2);
    }
  });

  it('gives a tie to the first element only', async () => {
    const gradient = (size: number, stride: number, channels: number) =>
      tf.grad((a) => tf.maxPool(a as Tensor4D, size, stride, 'valid'))(tf.zeros([1, 4, 4, channels]), undefined);
    for (const channels of [1, 4]) {
      const each = (values: number[]) => values.flatMap((value) => Array<number>(channels).fill(value));
      expect([...(await gradient(2, 2, channels).data())]).toEqual(each([1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]));
      expect([...(await gradient(3, 1, channels).data())]).toEqual(each([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    }
  });

  it.each([
    [[-Infinity, -Infinity, -Infinity, Infinity], Infinity, [0, 0, 0, 1]],
    [[-Infinity, -Infinity, -Infinity, -Infinity], -Infinity, [1, 0, 0, 0]],
    [[1, NaN, 5, 2], NaN, [0, 1, 0, 0]],
    [[NaN, 7, NaN, 2], NaN, [1, 0, 0, 0]],
  ])('of %j is %d, with the gradient %j', async (window, largest, gradient) => {
    for (const channels of [1, 4]) {
      const values = window.flatMap((value) => [value, ...Array<number>(channels - 1).fill(0)]);
      const x = tf.tensor4d(values, [1, 2, 2, channels]);
      for (const stride of [1, 2]) {
        const y = await tf.maxPool(x, 2, stride, 'valid').data();
        expect(y[0]).toBe(largest);
        const dx = await tf.grad((a) => tf.maxPool(a as Tensor4D, 2, stride, 'valid'))(x).data();
        expect([0, 1, 2, 3].map((i) => dx[i * channels])).toEqual(gradient);
      }
    }
  });

  it('takes a NaN or an infinity of the gradient to where it belongs, and nowhere else', async () => {
    const dy = tf.tensor4d([NaN, 1, Infinity, 2], [1, 2, 2, 1]);
    const x = random([1, 4, 4, 1]) as Tensor4D;
    const dx = await tf.grad((a) => tf.maxPool(a as Tensor4D, 2, 2, 'valid'))(x, dy).data();
    expect([...dx].filter(Number.isNaN)).toHaveLength(1);
    expect([...dx].filter((value) => value === 0)).toHaveLength(12);
  });
});
