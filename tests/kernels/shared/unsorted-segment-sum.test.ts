import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend, random, tf, toBeAllclose } from '../support';

beforeAll(() => initBackend('wasm'));

describe('the gradient of gather on wasm', () => {
  it('adds what every use of a row returns', () => {
    const x = random([4, 3]);
    const indices = tf.tensor1d([2, 0, 2, 3, 2], 'int32');
    const dy = random([5, 3], 2);
    const expected = new Float64Array(12);
    [2, 0, 2, 3, 2].forEach((row, i) => {
      for (let c = 0; c < 3; c++) expected[row * 3 + c]! += dy.dataSync()[i * 3 + c]!;
    });
    toBeAllclose(tf.grad((a) => tf.gather(a, indices))(x, dy), expected);
  });

  it('works along another axis', () => {
    const x = random([2, 3]);
    const dx = tf.grad((a) => tf.gather(a, tf.tensor1d([1, 1], 'int32'), 1))(x, tf.tensor2d([1, 2, 3, 4], [2, 2]));
    expect([...dx.dataSync()]).toEqual([0, 3, 0, 0, 7, 0]);
  });

  it('drops ids outside the range', () => {
    const sums = tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4, 8]), tf.tensor1d([-1, 1, 2, 1], 'int32'), 2);
    expect([...sums.dataSync()]).toEqual([0, 10]);
  });
});
