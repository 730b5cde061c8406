import { beforeAll, describe, expect, it } from 'vitest';
import { reduced } from '../../../src/engine/device-check/references/reductions';
import { initBackend, numbers, random, tf, toBeAllclose } from '../support';

beforeAll(() => initBackend('wasm'));

describe('sum and mean on wasm', () => {
  for (const shape of [[3, 5, 7, 2], [1, 1, 4, 3], [130, 3, 3, 17]]) {
    for (const axes of [[0], [0, 1, 2], [1, 2], [2, 1], [1], [-1], [3], [0, 2], [0, 1, 2, 3], [2, 3]]) {
      for (const keepDims of [false, true]) {
        it(`[${shape.join(', ')}] over ${axes.join(', ')}${keepDims ? ', keeping dims' : ''}`, () => {
          const x = random(shape);
          const positive = axes.map((axis) => (axis + 4) % 4);
          const expected = reduced(x.dataSync(), shape, positive);
          const count = x.size / expected.length;
          const sum = tf.sum(x, axes, keepDims);
          const mean = tf.mean(x, axes, keepDims);
          const kept = shape.flatMap((length, axis) => (positive.includes(axis) ? (keepDims ? [1] : []) : [length]));
          expect(sum.shape).toEqual(kept);
          expect(mean.shape).toEqual(kept);
          toBeAllclose(sum, expected, { atol: 1e-4 });
          toBeAllclose(mean, expected.map((value) => value / count));
        });
      }
    }
  }

  it('leaves integers and booleans to the stock kernels', () => {
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2], 'int32');
    expect([...tf.sum(x, 0).dataSync()]).toEqual([9, 12]);
    expect(tf.sum(x, 0).dtype).toBe('int32');
    expect([...tf.mean(x, 0).dataSync()]).toEqual([3, 4]);
    expect([...tf.sum(tf.tensor2d([1, 0, 1, 1], [2, 2], 'bool'), 0).dataSync()]).toEqual([2, 1]);
  });

  it('lets NaN through', () => {
    const values = numbers(12);
    values[5] = NaN;
    expect([...tf.sum(tf.tensor(values, [4, 3]), 0).dataSync()].map(Number.isNaN)).toEqual([false, false, true]);
  });
});
