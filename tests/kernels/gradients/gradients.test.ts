import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor } from '../../../src/core/ops';
import { initBackend, numbers, numericGradient, random, sizeOf, tf, toBeAllclose } from '../support';

/** Scalar functions in float64 whose gradients the tests take numerically. */
const activations: Record<string, [(x: Tensor) => Tensor, (x: number) => number]> = {
  relu: [(x) => tf.relu(x), (x) => Math.max(0, x)],
  'leaky relu': [(x) => tf.leakyRelu(x, 0.1), (x) => (x > 0 ? x : 0.1 * x)],
  elu: [(x) => tf.elu(x), (x) => (x > 0 ? x : Math.expm1(x))],
  sigmoid: [(x) => tf.sigmoid(x), (x) => 1 / (1 + Math.exp(-x))],
  tanh: [(x) => tf.tanh(x), Math.tanh],
  swish: [(x) => tf.mul(x, tf.sigmoid(x)), (x) => x / (1 + Math.exp(-x))],
  square: [(x) => tf.square(x), (x) => x * x],
  exp: [(x) => tf.exp(x), Math.exp],
  abs: [(x) => tf.abs(x), Math.abs],
  'log of positive': [(x) => tf.log(tf.add(tf.square(x), 1)), (x) => Math.log1p(x * x)],
  'root of positive': [(x) => tf.sqrt(tf.add(tf.square(x), 1)), (x) => Math.hypot(x, 1)],
  'reciprocal root': [(x) => tf.rsqrt(tf.add(tf.square(x), 1)), (x) => 1 / Math.hypot(x, 1)],
  clip: [(x) => tf.clipByValue(x, -0.5, 0.3), (x) => Math.min(0.3, Math.max(-0.5, x))],
  'power 3': [(x) => tf.pow(x, 3), (x) => x ** 3],
  where: [(x) => tf.where(tf.greater(x, 0.1), tf.mul(x, 2), tf.square(x)), (x) => (x > 0.1 ? 2 * x : x * x)],
};

/** `count` numbers computed one by one. */
const each = (count: number, value: (i: number) => number) => Float64Array.from({ length: count }, (_, i) => value(i));
const repeat = (x: Float64Array, times: number) => each(x.length * times, (i) => x[i % x.length]!);
/** ⌊i/n⌋ and the rest. */
const split = (i: number, n: number): [number, number] => [Math.floor(i / n), i % n];

function grouped(x: Float64Array, group: (i: number) => number, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  x.forEach((value, i) => (sums[group(i)]! += value));
  return sums;
}

/** x[a, b, c] of a [2, 3, 4] tensor. */
const at = (x: Float64Array, a: number, b: number, c: number) => x[(a * 3 + b) * 4 + c]!;

/** A [2, B, C] tensor from a function of its coordinates. */
const mapped = ([b, c]: [number, number], value: (a: number, b: number, c: number) => number) =>
  each(2 * b * c, (i) => value(...([Math.floor(i / (b * c)), ...split(i % (b * c), c)] as const)));

/** Functions of a [2, 3, 4] tensor, and of its values. */
const shaped: Record<string, [(x: Tensor) => Tensor, (x: Float64Array) => ArrayLike<number>]> = {
  'sum over the middle': [(x) => tf.sum(x, 1), (x) => grouped(x, (i) => Math.floor(i / 12) * 4 + (i % 4), 8)],
  'mean over all': [(x) => tf.mean(x), (x) => [x.reduce((a, b) => a + b) / 24]],
  'mean over the last, kept': [(x) => tf.mean(x, -1, true), (x) => grouped(x, (i) => Math.floor(i / 4), 6).map((v) => v / 4)],
  'max over the last': [(x) => tf.max(x, -1), (x) => each(6, (i) => Math.max(...x.slice(4 * i, 4 * i + 4)))],
  'broadcast addition': [(x) => tf.add(tf.sum(x, [0, 1]), tf.zeros([5, 4])), (x) => repeat(grouped(x, (i) => i % 4, 4), 5)],
  broadcastTo: [(x) => tf.broadcastTo(tf.sum(x, 0), [3, 3, 4]), (x) => repeat(grouped(x, (i) => i % 12, 12), 3)],
  'tile inwards': [(x) => tf.tile(x, [1, 1, 2]), (x) => mapped([3, 8], (a, b, c) => at(x, a, b, c % 4))],
  'tile outwards': [(x) => tf.tile(x, [2, 1, 1]), (x) => repeat(x, 2)],
  softmax: [(x) => tf.softmax(x), (x) => byRow(x, (row) => row.map((v) => Math.exp(v) / sumOfExp(row)))],
  'log softmax': [(x) => tf.logSoftmax(x), (x) => byRow(x, (row) => row.map((v) => v - Math.log(sumOfExp(row))))],
  pad: [(x) => tf.pad(x, [[0, 0], [1, 0], [0, 2]]), (x) => mapped([4, 6], (a, b, c) => (b > 0 && c < 4 ? at(x, a, b - 1, c) : 0))],
  slice: [(x) => tf.slice(x, [0, 1, 1], [2, 2, 2]), (x) => mapped([2, 2], (a, b, c) => at(x, a, b + 1, c + 1))],
  concat: [(x) => tf.concat([x, tf.square(x)], 2), (x) => mapped([3, 8], (a, b, c) => at(x, a, b, c % 4) ** (c < 4 ? 1 : 2))],
  split: [(x) => tf.mul(...(tf.split(x, 2, 2) as [Tensor, Tensor])), (x) => mapped([3, 2], (a, b, c) => at(x, a, b, c) * at(x, a, b, c + 2))],
  unstack: [(x) => tf.mul(...(tf.unstack(x, 0) as [Tensor, Tensor])), (x) => x.slice(0, 12).map((v, i) => v * x[12 + i]!)],
  reverse: [(x) => tf.reverse(x, 1), (x) => mapped([3, 4], (a, b, c) => at(x, a, 2 - b, c))],
  transpose: [(x) => tf.transpose(x, [2, 0, 1]), (x) => each(24, (i) => x[(i % 6) * 4 + Math.floor(i / 6)]!)],
  gather: [(x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'), 1), (x) => mapped([3, 4], (a, b, c) => at(x, a, [2, 0, 2][b]!, c))],
};

const sumOfExp = (row: number[]) => row.reduce((sum, value) => sum + Math.exp(value), 0);
const byRow = (x: Float64Array, f: (row: number[]) => number[]) => Float64Array.from([0, 4, 8, 12, 16, 20].flatMap((i) => f([...x.slice(i, i + 4)])));

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['wasm', true],
] as const)('gradients on %s, safe mode %s', (backend, safeMode) => {
  beforeAll(() => initBackend(backend, { safeMode }));
  const tolerance = { atol: 1e-4, rtol: 1e-3 };

  it.each(Object.entries(activations))('%s', (_, [f, plain]) => {
    const x = random([3, 7], 1);
    const dy = random([3, 7], 2);
    toBeAllclose(f(x), Float64Array.from(x.dataSync(), plain));
    toBeAllclose(tf.grad(f)(x, dy), numericGradient((v) => v.map(plain), x.dataSync(), dy.dataSync()), tolerance);
  });

  it.each(Object.entries(shaped))('%s', (_, [f, plain]) => {
    const x = random([2, 3, 4], 3);
    const y = f(x);
    const dy = random(y.shape, 4);
    const values = Float64Array.from(x.dataSync());
    toBeAllclose(y, plain(values));
    const dx = tf.grad(f)(x, dy);
    expect(dx.shape).toEqual(x.shape);
    toBeAllclose(dx, numericGradient(plain, values, dy.dataSync()), tolerance);
  });
});

describe('the gradient of relu', () => {
  it.each(['cpu', 'wasm'] as const)('is zero at zero, of either sign, on %s', async (backend) => {
    await initBackend(backend);
    const dx = tf.grad((x) => tf.relu(x))(tf.tensor1d([-1, -0, 0, 1e-30, 2]), tf.tensor1d([3, 3, 3, 3, 3]));
    expect([...dx.dataSync()].map((v) => v + 0)).toEqual([0, 0, 0, 3, 3]);
  });
});

describe('the gradient of leaky relu', () => {
  const gradientOf = (slope: number, x: number[], dy: number[]) => [...tf.grad((v) => tf.leakyRelu(v, slope))(tf.tensor1d(x), tf.tensor1d(dy)).dataSync()];

  it.each(['cpu', 'wasm'] as const)('is the slope at zero, of either sign, on %s', async (backend) => {
    await initBackend(backend);
    for (const slope of [0, 0.25, 1, 2, -0.5]) {
      expect(gradientOf(slope, [-1, -0, 0, 1e-30, 2], [4, 4, 4, 4, 4]).map((v) => v + 0)).toEqual([4 * slope, 4 * slope, 4 * slope, 4, 4].map((v) => v + 0));
    }
  });

  it.each(['cpu', 'wasm'] as const)('passes on what is not finite, on %s', async (backend) => {
    await initBackend(backend);
    expect(gradientOf(0.5, [1, -1, 1, -1, Infinity, -Infinity], [NaN, NaN, Infinity, -Infinity, 1, 1])).toEqual([NaN, NaN, Infinity, -Infinity, 1, 0.5]);
  });

  it('takes one kernel', async () => {
    await initBackend('wasm');
    const { kernels } = await tf.profile(() => tf.grad((x) => tf.leakyRelu(x, 0.01))(random([3, 7]), random([3, 7])));
    expect(kernels.map(({ name }) => name).filter((name) => !['LeakyRelu', 'Identity', 'Reshape'].includes(name))).toEqual(['GrimoireElementwise']);
  });
});

describe('the gradients of sum and mean', () => {
  it('make no tensor of ones on the way', async () => {
    await initBackend('wasm');
    const x = tf.tensor(numbers(sizeOf([64, 64])), [64, 64]);
    const { kernels } = await tf.profile(() => tf.grad((a) => tf.add(tf.sum(a), tf.mean(a)))(x));
    const names = kernels.map(({ name }) => name);
    expect(names.filter((name) => name === 'GrimoireSpread')).toHaveLength(2);
    expect(names).not.toContain('Multiply');
  });
});
