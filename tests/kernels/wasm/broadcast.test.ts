import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor } from '../../../src/core/ops';
import { initBackend, sizeOf, tf } from '../support';

beforeAll(() => initBackend('wasm'));

const operations: Record<string, [(a: Tensor, b: Tensor) => Tensor, (a: number, b: number) => number]> = {
  less: [tf.less, (a, b) => Number(a < b)],
  lessEqual: [tf.lessEqual, (a, b) => Number(a <= b)],
  greater: [tf.greater, (a, b) => Number(a > b)],
  greaterEqual: [tf.greaterEqual, (a, b) => Number(a >= b)],
  equal: [tf.equal, (a, b) => Number(a === b)],
  notEqual: [tf.notEqual, (a, b) => Number(a !== b)],
  maximum: [tf.maximum, Math.max],
  minimum: [tf.minimum, Math.min],
};

describe.each(Object.entries(operations))('%s on wasm', (_, [f, plain]) => {
  it.each([
    [[2, 3, 4], [2, 3, 4]],
    [[2, 3, 4], []],
    [[1], [2, 3]],
    [[2, 3, 4], [4]],
    [[2, 3, 4], [3, 1]],
    [[2, 1, 4], [1, 3, 1]],
    [[3], [2, 2, 3]],
  ])('%j with %j', (shapeA, shapeB) => {
    const whole = (shape: number[], factor: number) => tf.tensor(Float32Array.from({ length: sizeOf(shape) }, (_, i) => (i * factor) % 5), shape);
    const [a, b] = [whole(shapeA, 7), whole(shapeB, 3)];
    const y = f(a, b);
    const zero = tf.zeros(y.shape);
    // addition broadcasts by itself
    const [x1, x2] = [tf.add(a, zero).dataSync(), tf.add(b, zero).dataSync()];
    expect([...y.dataSync()]).toEqual([...x1].map((value, i) => plain(value, x2[i]!)));
  });
});
