import { expect, it } from 'vitest';
import type { Tensor } from '../../../src/core/ops';
import { reduced } from '../../../src/engine/device-check/references/reductions';
import { numbers, random, sizeOf, tf, toBeAllclose } from '../support';
import { describeOnWebGPU, dispatchesOf, poison } from './support';

const SHAPES = [[3, 5, 7, 2], [1, 1, 4, 3], [65, 3, 3, 31], [33, 2, 7, 8], [2, 600, 1, 4]];
const AXES = [[0], [0, 1, 2], [1, 2], [2, 1], [1], [-1], [3], [0, 2], [0, 3], [0, 1, 2, 3], [2, 3], [1, 3]];

await describeOnWebGPU('reductions on WebGPU', () => {
  for (const shape of SHAPES) {
    for (const axes of AXES) {
      for (const keepDims of [false, true]) {
        it(`[${shape.join(', ')}] over ${axes.join(', ')}${keepDims ? ', keeping dims' : ''}`, async () => {
          const values = numbers(sizeOf(shape));
          const x = tf.tensor(values, shape);
          const positive = axes.map((axis) => (axis + 4) % 4);
          const sum = reduced(values, shape, positive);
          const kept = shape.flatMap((length, axis) => (positive.includes(axis) ? (keepDims ? [1] : []) : [length]));
          await poison(kept, kept, kept);
          const results = [tf.sum(x, axes, keepDims), tf.mean(x, axes, keepDims), tf.max(x, axes, keepDims)];
          const count = x.size / sum.length;
          const expected = [sum, sum.map((value) => value / count), reduced(values, shape, positive, Math.max)];
          for (const [i, tensor] of results.entries()) {
            expect(tensor.shape).toEqual(kept);
            toBeAllclose(await tensor.data(), expected[i]!, { atol: 1e-6 * Math.sqrt(count) });
          }
        });
      }
    }
  }

  it.each([[[1]], [[3]], [[255]], [[257]], [[1023]], [[4097]], [[70_001]], [[8192, 3]], [[2, 5000, 8]]])('all of %j, in blocks', async (shape) => {
    const values = numbers(sizeOf(shape)).map((value) => value + 1);
    const total = values.reduce((sum, value) => sum + value, 0);
    const x = tf.tensor(values, shape);
    await poison([], []);
    toBeAllclose(await tf.sum(x).data(), [total], { rtol: 1e-6 });
    toBeAllclose(await tf.mean(x).data(), [total / x.size], { rtol: 1e-6 });
  });

  it('leaves other types to the stock kernels', async () => {
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2], 'int32');
    expect(tf.sum(x, 0).dtype).toBe('int32');
    expect([...(await tf.sum(x, 0).data())]).toEqual([9, 12]);
    expect([...(await tf.max(x, 1).data())]).toEqual([2, 4, 6]);
  });

  it.each([NaN, Infinity, -Infinity])('lets %d through, in its own column only', async (value) => {
    for (const columns of [3, 4]) {
      const values = numbers(9 * columns);
      values[4 * columns + 1] = value;
      const x = tf.tensor2d(values, [9, columns]);
      const others = (result: ArrayLike<number>) => Array.from(result).filter(Number.isFinite).length;
      expect([...(await tf.sum(x, 0).data())][1]).toBe(value);
      expect(others(await tf.mean(x, 0).data())).toBe(columns - 1);
      const largest = await tf.max(x, 0).data();
      expect(largest[1]).toBe(value === -Infinity ? reduced(values, [9, columns], [0], Math.max)[1] : value);
      expect([...(await tf.max(tf.tensor1d([-Infinity, -Infinity])).data())]).toEqual([-Infinity]);
    }
  });

  it('takes one dispatch for a layer, two for long sums', () => {
    expect(dispatchesOf(() => tf.mean(random([128])))).toBe(1);
    expect(dispatchesOf(() => tf.mean(random([32, 8, 8, 64]), [1, 2]))).toBe(1);
    expect(dispatchesOf(() => tf.sum(random([128, 64]), 0))).toBe(1);
    expect(dispatchesOf(() => tf.sum(random([10_000, 3]), 0))).toBe(2);
    expect(dispatchesOf(() => tf.sum(random([5, 1, 3]), 1))).toBe(0);
  });

  it('have gradients of one dispatch that upload nothing', async () => {
    const cases: [(x: Tensor) => Tensor, number[]][] = [
      [(x) => tf.mean(x), [33]],
      [(x) => tf.mean(x, [1, 2]), [3, 5, 7, 4]],
      [(x) => tf.sum(x, 0), [65, 3]],
      [(x) => tf.mean(x, 2, true), [3, 5, 7, 4]],
    ];
    for (const [f, shape] of cases) {
      const x = random(shape);
      const forward = dispatchesOf(() => f(x));
      const dy = random(f(x).shape, 2);
      expect(dispatchesOf(() => tf.grad(f)(x, dy)) - forward).toBe(1);
    }
    const values = await tf.grad((x) => tf.mean(x, [0, 2]))(random([3, 5, 4]), tf.tensor1d([1, 2, 3, 4, 5])).data();
    toBeAllclose(values, Array.from({ length: 60 }, (_, i) => ((Math.floor(i / 4) % 5) + 1) / 12));
  });
});
