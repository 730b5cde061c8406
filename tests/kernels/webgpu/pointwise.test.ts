import { expect, it } from 'vitest';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Tensor } from '../../../src/core/ops';
import { spread } from '../../../src/kernels/ops/spread';
import { spreadReference } from '../../../src/engine/device-check/references/spread';
import { SPREADS } from '../spreads';
import { numbers, random, sizeOf, tf, toBeAllclose } from '../support';
import { compareWithCpu as compare, describeOnWebGPU, dispatchesOf, ops, poison } from './support';

/** Two shapes and the one to which they broadcast. */
const PAIRS: [number[], number[], number[]][] = [
  [[], [], []],
  [[1], [], [1]],
  [[7], [7], [7]],
  [[64], [64], [64]],
  [[3, 31], [], [3, 31]],
  [[], [33, 8], [33, 8]],
  [[33, 65], [65], [33, 65]],
  [[5, 8], [8], [5, 8]],
  [[8], [5, 8], [5, 8]],
  [[5, 1], [1, 7], [5, 7]],
  [[5, 1], [1, 8], [5, 8]],
  [[3, 4, 1], [3, 4, 12], [3, 4, 12]],
  [[3, 5, 7, 4], [3, 1, 1, 4], [3, 5, 7, 4]],
  [[3, 1, 7, 1], [1, 5, 1, 4], [3, 5, 7, 4]],
  [[2, 1, 3, 1, 4], [3, 5, 1], [2, 1, 3, 5, 4]],
  [[1, 3], [5, 3], [5, 3]],
];

const OPERATIONS: Record<string, [(a: Tensor, b: Tensor) => Tensor, (a: number, b: number) => number]> = {
  add: [(a, b) => tf.add(a, b), (a, b) => a + b],
  sub: [(a, b) => tf.sub(a, b), (a, b) => a - b],
  mul: [(a, b) => tf.mul(a, b), (a, b) => a * b],
  div: [(a, b) => tf.div(a, b), (a, b) => a / b],
};

/** A tensor whose values are on the device, so that no operation on it is done by the processor. */
async function onDevice(values: Float32Array, shape: number[]): Promise<Tensor> {
  const tensor = tf.tensor(values, shape);
  await tf.relu(tensor).data();
  return tensor;
}

await describeOnWebGPU('pointwise kernels on WebGPU', () => {
  it.each(PAIRS)('arithmetic on %j and %j', async (first, second, shape) => {
    const [as, bs] = [numbers(sizeOf(first)), numbers(sizeOf(second), 2).map((value) => value + 2)];
    const [a, b] = [await onDevice(as, first), await onDevice(bs, second)];
    const padded = (one: number[]) => [...Array<number>(shape.length - one.length).fill(1), ...one];
    const [left, right] = [spreadReference(as, padded(first), shape, 1), spreadReference(bs, padded(second), shape, 1)];
    for (const [operate, plain] of Object.values(OPERATIONS)) {
      await poison(shape);
      expect(dispatchesOf(() => operate(a, b))).toBe(1);
      const result = operate(a, b);
      expect(result.shape).toEqual(shape);
      toBeAllclose(await result.data(), left.map((value, i) => plain(value, right[i]!)));
    }
  });

  it('arithmetic has the gradients of the other backends', () =>
    compare(
      (a, b, dy) => Object.values(OPERATIONS).flatMap(([operate]) => tf.grads((...both: Tensor[]) => operate(both[0]!, both[1]!))([a, b], dy)),
      [random([3, 5, 4]), tf.add(random([4], 2), 2), random([3, 5, 4], 3)],
    ));

  it('arithmetic lets NaN and infinity through, each in its own place', async () => {
    for (const size of [3, 4]) {
      const a = await onDevice(Float32Array.from([NaN, Infinity, 0, 1].slice(0, size)), [size]);
      const b = await onDevice(Float32Array.from([1, 1, 0, 2].slice(0, size)), [size]);
      expect([...(await tf.add(a, b).data())]).toEqual([NaN, Infinity, 0, 3].slice(0, size));
      expect([...(await tf.div(a, b).data())]).toEqual([NaN, Infinity, NaN, 0.5].slice(0, size));
      expect([...(await tf.relu(tf.sub(b, a)).data())]).toEqual([NaN, 0, 0, 1].slice(0, size));
    }
  });

  it('arithmetic on whole numbers is left to the stock kernels', async () => {
    const sum = tf.add(tf.tensor1d([1, 2, 3], 'int32'), tf.scalar(4, 'int32'));
    expect([sum.dtype, ...(await sum.data())]).toEqual(['int32', 5, 6, 7]);
  });

  it('arithmetic on numbers that are not on the device yet stays off it', () => {
    expect(dispatchesOf(() => tf.mul(tf.scalar(2), tf.scalar(3)))).toBe(0);
  });

  it.each(SPREADS)('spreading from %j to %j', async (from, to) => {
    const x = numbers(sizeOf(from));
    await poison(to);
    const y = spread(tf, tf.tensor(x, from), to, 0.25);
    expect(y.shape).toEqual(to);
    toBeAllclose(await y.data(), spreadReference(x, from, to, 0.25));
  });

  it.each([
    [[7, 1], 1, 1],
    [[2, 3, 3, 31], 31, 31],
    [[1, 4, 4, 4], 4, 1],
    [[33, 65], 1, 65],
    [[33, 8], 8, 8],
  ])('affine on %j with %i scales and %i shifts, one dispatch forward and one backward', async (shape, scales, shifts) => {
    const [scale, shift] = [random([scales], 2) as Tensor1D, random([shifts], 3) as Tensor1D];
    const x = random(shape);
    const dy = random(shape, 4);
    expect(dispatchesOf(() => ops.affine(x, scale, shift))).toBe(1);
    expect(dispatchesOf(() => tf.grad((a) => ops.affine(a, scale, shift))(x, dy))).toBe(2);
    await poison(shape);
    await compare(
      (a, by, plus, d) => [ops.affine(a, by as Tensor1D, plus as Tensor1D), tf.grad((b) => ops.affine(b, by as Tensor1D, plus as Tensor1D))(a, d)],
      [x, scale, shift, dy],
    );
  });
});
