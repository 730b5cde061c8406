import { expect, it } from 'vitest';
import { numbers, sizeOf, tf, toBeAllclose } from '../support';
import { describeOnWebGPU, dispatchesOf, ops, poison } from './support';

const SHAPES = [[], [1], [3], [7, 31], [4, 4], [33, 65], [3, 3, 8, 16], [5], [2, 2], [64], [10_000], [65], [128, 33], [31], [8], [12]];

await describeOnWebGPU('root mean squares on WebGPU', () => {
  it.each([1, 2, 7, 8, SHAPES.length])('of %i tensors', async (count) => {
    const values = SHAPES.slice(0, count).map((shape, i) => numbers(sizeOf(shape), i + 1));
    const tensors = values.map((one, i) => tf.tensor(one, SHAPES[i]));
    await poison([count], [count, 64], [count, 128]);
    const result = ops.rms(tensors);
    expect(result.shape).toEqual([count]);
    toBeAllclose(await result.data(), values.map((one) => Math.sqrt(one.reduce((sum, value) => sum + value ** 2, 0) / one.length)));
    expect(dispatchesOf(() => ops.rms(tensors))).toBe(Math.ceil(count / 7) + 1);
  });

  it('lets NaN and infinity through, each in its own tensor only', async () => {
    const tensors = [tf.tensor1d([1, NaN, 2]), tf.tensor1d([3, 3]), tf.tensor1d([Infinity, 1, 0, 0])];
    expect([...(await ops.rms(tensors).data())]).toEqual([NaN, 3, Infinity]);
  });
});
