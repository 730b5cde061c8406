import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Ops } from '../../../src/core/ops';
import { warped } from '../../../src/engine/device-check/references/images';
import { type ImageShape, ODD_SHAPES, picture } from '../policies';
import { initBackend, numbers, random, sizeOf, tf, toBeAllclose } from '../support';

/** Matrices whose results are the same in float32. */
const movesOf = ([height, width]: ImageShape): number[][] => [
  [1, 0, 0, 0, 1, 0],
  [-1, 0, width - 1, 0, 1, 0],
  [1, 0, 2, 0, 1, -1],
  [1, 0, -3 * width, 0, -1, 5 * height],
  [0, 1, 0, -1, 0, width - 1],
  [0.5, 0, 0.25, 0, 2, -1],
  [0.5, 0.25, -1, -0.25, 1, 0.125],
];

describe.each(['cpu', 'wasm'] as const)('warping on %s', (backend) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend);
  });

  describe.each(['zero', 'reflect'] as const)('with %s outside', (outside) => {
    it.each(ODD_SHAPES)('moves whole pixels of %i×%i×%i', (...shape) => {
      const matrices = movesOf(shape);
      const x = random([matrices.length, ...shape]) as Tensor4D;
      const values = x.dataSync();
      const size = sizeOf(shape);
      const expected = matrices.flatMap((matrix, i) => warped(picture(values.subarray(i * size, (i + 1) * size), shape), matrix, 'nearest', outside));
      const result = ops.warp(x, tf.tensor2d(matrices), { interpolation: 'nearest', outside });
      expect(result.shape).toEqual(x.shape);
      expect([...result.dataSync()]).toEqual(expected);
    });

    it.each(ODD_SHAPES)('interpolates pixels of %i×%i×%i', (...shape) => {
      const turned = Array.from({ length: 3 }, (_, i) => [...numbers(6, i + 5)].map((value, j) => (j % 3 === 2 ? 9 * value : value)));
      const matrices = [...movesOf(shape), ...turned];
      const x = random([matrices.length, ...shape]) as Tensor4D;
      const values = x.dataSync();
      const size = sizeOf(shape);
      const rounded = matrices.map((matrix) => matrix.map(Math.fround));
      const expected = rounded.flatMap((matrix, i) => warped(picture(values.subarray(i * size, (i + 1) * size), shape), matrix, 'bilinear', outside));
      toBeAllclose(ops.warp(x, tf.tensor2d(matrices), { interpolation: 'bilinear', outside }), expected);
    });
  });

  it('lets NaN and infinity through, and to no other pixel', () => {
    const x = tf.tensor4d([1, NaN, Infinity, 4], [1, 1, 4, 1]);
    for (const interpolation of ['nearest', 'bilinear'] as const) {
      const result = ops.warp(x, tf.tensor2d([[1, 0, 2, 0, 1, 0]]), { interpolation, outside: 'zero' }).dataSync();
      expect([...result].slice(1)).toEqual([4, 0, 0]);
    }
    const mirrored = ops.warp(x, tf.tensor2d([[-1, 0, 3, 0, 1, 0]]), { interpolation: 'nearest', outside: 'zero' });
    expect([...mirrored.dataSync()]).toEqual([4, Infinity, NaN, 1]);
  });

  it('gives nothing from nowhere', () => {
    const nowhere = tf.tensor2d([[NaN, 0, 0, 0, 1, 0]]);
    for (const outside of ['zero', 'reflect'] as const) {
      expect([...ops.warp(tf.ones([1, 1, 2, 1]), nowhere, { interpolation: 'nearest', outside }).dataSync()]).toEqual([0, 0]);
    }
  });

  it('wants a matrix for each sample', () => {
    expect(() => ops.warp(tf.ones([2, 1, 2, 1]), tf.ones([1, 6]), { interpolation: 'nearest', outside: 'zero' })).toThrow('matrices');
  });
});
