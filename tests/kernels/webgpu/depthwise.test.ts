/** Depthwise convolutions and their gradients on WebGPU against float64. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { defaultChoices, useChoice } from '../../../src/kernels/webgpu/tuning';
import { numbers, random, sizeOf, slide, tf, toBeAllclose, type Window } from '../support';
import { backend, compareWithCpu, describeOnWebGPU, poison } from './support';

interface Case extends Window {
  readonly multiplier: number;
}

const CASES: readonly Case[] = (
  [
    [[1, 3, 3, 1], [1, 1], 1, 'same', 1],
    [[2, 7, 5, 3], [3, 3], 1, 'same', 1],
    [[2, 7, 5, 3], [3, 3], 2, 'same', 2],
    [[3, 6, 6, 8], [3, 3], 1, 1, 1],
    [[3, 6, 9, 8], [2, 3], 2, 'valid', 1],
    [[2, 9, 8, 12], [3, 3], 2, 'same', 1],
    [[2, 6, 6, 4], [3, 3], 3, 'valid', 2],
    [[1, 8, 7, 33], [5, 5], 1, 'same', 1],
    [[2, 5, 6, 4], [2, 2], 3, 'same', 1],
  ] as const
).map(([x, filter, stride, pad, multiplier]) => ({ x, filter, stride, pad, multiplier }));

/** y, dx and dw by definition; the filter is [kh, kw, C, m]. */
function reference(one: Case, x: ArrayLike<number>, w: ArrayLike<number>, dy?: ArrayLike<number>) {
  const [channels, multiplier] = [one.x[3], one.multiplier];
  const shape = [...slide(one, () => undefined), channels * multiplier];
  const y = new Float64Array(sizeOf(shape));
  const dx = new Float64Array(x.length);
  const dw = new Float64Array(w.length);
  slide(one, (pixel, at, tap) => {
    for (let o = 0; o < channels * multiplier; o++) {
      const [i, j, k] = [at * channels + Math.floor(o / multiplier), tap * channels * multiplier + o, pixel * channels * multiplier + o];
      y[k]! += x[i]! * w[j]!;
      dx[i]! += (dy?.[k] ?? 0) * w[j]!;
      dw[j]! += (dy?.[k] ?? 0) * x[i]!;
    }
  });
  return { shape, y, dx, dw };
}

await describeOnWebGPU('depthwise convolutions on WebGPU', () => {
  describe.each(Object.entries(defaultChoices))('with the programs for %s', (_, choice) => {
    beforeAll(() => useChoice(backend(), choice));

    const title = ({ x, filter, stride, pad, multiplier }: Case) =>
      `[${x.join(', ')}] by ${filter.join('×')}, ×${multiplier}, stride ${stride}, pad ${pad}`;
    it.each(CASES.map((one) => [title(one), one] as const))('%s', async (_, one) => {
      const kernelShape = [...one.filter, one.x[3], one.multiplier];
      const [x, w] = [numbers(sizeOf(one.x), 1), numbers(sizeOf(kernelShape), 2)];
      x[5] = NaN;
      w[1] = Infinity;
      const { shape } = reference(one, x, w);
      const dy = numbers(sizeOf(shape), 3);
      const expected = reference(one, x, w, dy);
      await poison(shape, one.x, kernelShape);
      const apply = (a: Tensor4D, b: Tensor4D) => tf.depthwiseConv2d(a, b, one.stride, one.pad);
      const [tx, tw] = [tf.tensor4d(x, [...one.x]), tf.tensor4d(w, [...one.filter, one.x[3], one.multiplier])];
      const y = apply(tx, tw);
      const [dx, dw] = tf.grads((a, b) => apply(a as Tensor4D, b as Tensor4D))([tx, tw], tf.tensor(dy, shape));
      expect([y.shape, dx!.shape, dw!.shape]).toEqual([shape, one.x, kernelShape]);
      toBeAllclose(await y.data(), expected.y);
      toBeAllclose(await dx!.data(), expected.dx);
      toBeAllclose(await dw!.data(), expected.dw, { atol: 1e-4 });
    });
  });

  it('leaves dilations to tfjs', () =>
    compareWithCpu(
      (x, w) => [tf.depthwiseConv2d(x as Tensor4D, w as Tensor4D, 1, 'same', 'NHWC', 2)],
      [random([1, 9, 9, 2], 1), random([3, 3, 2, 1], 2)],
    ));
});
