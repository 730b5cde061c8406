import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { initBackend, random, sizeOf, slide, tf, toBeAllclose, type Window } from '../support';

interface Case extends Window {
  readonly multiplier: number;
}

const cases: Case[] = [];
for (const x of [[1, 3, 3, 1], [2, 7, 5, 3], [3, 6, 6, 8]] as const) {
  for (const filter of [[1, 1], [3, 3], [2, 3]] as const) {
    for (const stride of [1, 2, 3]) {
      for (const pad of ['same', 'valid', 1] as const) {
        if (pad === 1 && filter[0] !== filter[1]) continue; // tfjs takes the height for the width there
        for (const multiplier of [1, 2]) cases.push({ x, filter, stride, pad, multiplier });
      }
    }
  }
}

describe.each(['cpu', 'wasm'] as const)('gradients of a depthwise convolution on %s', (backend) => {
  beforeAll(() => initBackend(backend));

  it.each(
    cases.map((one) => [`[${one.x.join(', ')}] by ${one.filter.join('×')}, ×${one.multiplier}, stride ${one.stride}, pad ${one.pad}`, one] as const),
  )('%s', (_, one) => {
    const [channels, multiplier] = [one.x[3], one.multiplier];
    const x = random(one.x, 1) as Tensor4D;
    const w = random([...one.filter, channels, multiplier], 2) as Tensor4D;
    const [xs, ws] = [x.dataSync(), w.dataSync()];
    const shape = [...slide(one, () => undefined), channels * multiplier];
    const dy = random(shape, 3);
    const dys = dy.dataSync();
    const y = new Float64Array(sizeOf(shape));
    const dx = new Float64Array(x.size);
    const dw = new Float64Array(w.size);
    slide(one, (pixel, at, tap) => {
      for (let c = 0; c < channels; c++) {
        for (let m = 0; m < multiplier; m++) {
          const [i, j, k] = [at * channels + c, (tap * channels + c) * multiplier + m, (pixel * channels + c) * multiplier + m];
          y[k]! += xs[i]! * ws[j]!;
          dx[i]! += dys[k]! * ws[j]!;
          dw[j]! += dys[k]! * xs[i]!;
        }
      }
    });
    const apply = (a: Tensor4D, b: Tensor4D) => tf.depthwiseConv2d(a, b, one.stride, one.pad);
    const [actualX, actualW] = tf.grads((a, b) => apply(a as Tensor4D, b as Tensor4D))([x, w], dy);
    expect(apply(x, w).shape).toEqual(shape);
    toBeAllclose(apply(x, w), y);
    toBeAllclose(actualX!, dx);
    toBeAllclose(actualW!, dw, { atol: 1e-4 });
  });
});
