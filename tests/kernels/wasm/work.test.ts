import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Tensor } from '../../../src/core/ops';
import { type BackendWasm, floatsOf, memoryOf } from '../../../src/kernels/wasm/heap';
import { multiplyOn } from '../../../src/kernels/wasm/product';
import { convInfo } from '../../../src/kernels/shared/convolution';
import { doPart, partsOf, scratchOf, sizeOfWork, type Work } from '../../../src/kernels/wasm/work';
import { initBackend, random, tf } from '../support';

beforeAll(() => initBackend('wasm'));

const backend = () => tf.backend() as unknown as BackendWasm;
const addressOf = ({ dataId }: Tensor): number => backend().getMemoryOffset(dataId);

/** Does all parts, from the last to the first, and gives what they have written. */
function done(work: Work, out: Tensor, threads: number): Float32Array {
  const parts = partsOf(work, threads);
  const scratch = tf.zeros([Math.max(1, scratchOf(work))]);
  const at = addressOf(scratch);
  floatsOf(backend(), out).fill(0);
  for (let part = parts - 1; part >= 0; part--) doPart(multiplyOn(backend())!, memoryOf(backend())!, work, part, parts, at);
  return floatsOf(backend(), out).slice();
}

describe('work in parts', () => {
  it.each([1, 3, 7, 31, 33, 65])('multiplies %i rows with the same bits, however many threads there are', (rows) => {
    for (const transposeA of [false, true]) {
      const sizes = { rows, inner: 70, columns: 11 };
      const [a, b, bias, c] = [random(transposeA ? [70, rows] : [rows, 70], 1), random([70, 11], 2), random([11], 3), tf.ones([rows, 11])];
      const work: Work = { kind: 'matrices', c: addressOf(c), a: addressOf(a), b: addressOf(b), bias: addressOf(bias), transposeA, ...sizes };
      expect(sizeOfWork(work)).toBe(rows * 70 * 11);
      const whole = done(work, c, 1);
      expect(whole.every((value) => value !== 0)).toBe(true);
      for (const threads of [2, 3, 4]) expect(done(work, c, threads)).toEqual(whole);
    }
  });

  const filters = [[1, 1, 'same'], [3, 1, 'same'], [3, 2, 'same'], [5, 3, 'valid']] as const;
  it.each(filters)('sums the gradient of a filter of %i rows, with stride %i, the same', (filter, stride, pad) => {
    const info = convInfo(tf, [3, 9, 7, 3], [filter, filter, 3, 21], { strides: stride, pad });
    const [x, dy, dw] = [random([3, 9, 7, 3], 1), random(info.outShape, 2), tf.ones([filter, filter, 3, 21])];
    const work: Work = { kind: 'filter gradient', x: addressOf(x), dy: addressOf(dy), dw: addressOf(dw), info };
    const whole = done(work, dw, 1);
    expect(whole.every((value) => value !== 0)).toBe(true);
    for (const threads of [2, 4]) expect(done(work, dw, threads)).toEqual(whole);
  });

  it('convolves image by image', () => {
    const [x, y] = [random([5, 6, 7, 3], 1), tf.ones([5, 6, 7, 10])];
    const filter = random([3, 3, 3, 10], 2);
    const pass = { rows: 6, columns: 7, rowDistance: 280, pixelDistance: 40, from: [0, 0], strides: [1, 1], taps: [3, 3] } as const;
    const images = { address: addressOf(x), count: 5, height: 6, width: 7, channels: 3, top: 1, bottom: 1, left: 1, right: 1 };
    const passes = [{ ...pass, address: addressOf(y), filter: addressOf(filter) }];
    const work: Work = { kind: 'convolution', images, passes, outChannels: 10, imageDistance: 1680, start: 'zero' };
    expect([partsOf(work, 1), scratchOf(work), sizeOfWork(work)]).toEqual([5, 8 * 9 * 3, 5 * 6 * 7 * 27 * 10]);
    const expected = tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'same').dataSync();
    expect(done(work, y, 1)).toEqual(expected);
  });
});
