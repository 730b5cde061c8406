import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import { formula } from '../../../src/core/formula';
import type { Ops, Scalar, Tensor } from '../../../src/core/ops';
import type { BackendWasm } from '../../../src/kernels/wasm/heap';
import { arithmetic, arithmeticReference, extremes, extremesTable, powers, powersReference } from '../formulas';
import { initBackend, numbers, random, sizeOf, tf, toBeAllclose } from '../support';
import { forget, part } from '../wasm/simd';

const SHAPES = [[], [1], [2], [3], [7], [31], [33], [5, 13], [2, 3, 4, 5], [1023], [1024], [2049]];

const scalars = { s: 0.7, t: -0.3 };
const onDevice = () => ({ s: tf.scalar(scalars.s), t: tf.scalar(scalars.t) });

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['cpu', true],
  ['wasm', true],
] as const)('formulas on %s, safe mode: %s', (backend, safeMode) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode });
  });

  it.each(SHAPES.map((shape) => [shape]))('of tensors %j give what they say', (shape) => {
    const [a, b] = [random(shape, 1), random(shape, 2)];
    const results = ops.elementwise(arithmetic, { a, b }, onDevice());
    const [x, y] = [numbers(sizeOf(shape), 1), numbers(sizeOf(shape), 2)];
    const expected = Array.from(x, (_, i) => arithmeticReference(x[i]!, y[i]!, scalars.s, scalars.t));
    for (const name of Object.keys(results) as (keyof typeof results)[]) {
      expect(results[name].shape, name).toEqual(shape);
      toBeAllclose(results[name], expected.map((one) => one[name]));
    }
    const raised = ops.elementwise(powers, { a }, { s: tf.scalar(0.7) });
    for (const name of ['base', 'exponent'] as const) {
      toBeAllclose(raised[name], [...x].map((value) => powersReference(value, 0.7)[name]));
    }
  });

  it('of tensors without elements give such tensors', () => {
    const empty = tf.zeros([0, 3]);
    const plain = formula('test sum', ['a', 'b'], [], ({ a, b }) => ({ sum: a.plus(b) }));
    expect(ops.elementwise(plain, { a: empty, b: empty }, {}).sum.shape).toEqual([0, 3]);
  });

  it('refuse tensors of different shapes', () => {
    const run = () => ops.elementwise(extremes, { a: tf.zeros([2, 3]), b: tf.zeros([6]) }, {});
    expect(run).toThrow('The tensors of the formula test extremes differ in shape');
  });

  it('leak no tensor and give each result memory of its own', () => {
    const [a, b] = [random([9], 1), random([9], 2)];
    const given = onDevice();
    const before = tf.memory().numTensors;
    const results = Object.values<Tensor>(ops.elementwise(arithmetic, { a, b }, given));
    expect(tf.memory().numTensors).toBe(before + results.length);
    tf.dispose(results);
    expect(a.dataSync()).toEqual(numbers(9, 1));
  });
});

describe.each(['cpu', 'wasm'] as const)('formulas as one kernel on %s', (backend) => {
  let ops: Ops;
  let safe: Ops;
  beforeAll(async () => {
    safe = await initBackend(backend, { safeMode: true });
    ops = await initBackend(backend);
  });

  it.each(extremesTable)('a = %d, b = %d: least %d, most %d, sign %d, a where b is positive %d', (a, b, ...expected) => {
    // In places that vectors of four and single elements get to.
    const results = Object.values<Tensor>(ops.elementwise(extremes, { a: tf.fill([6], a), b: tf.fill([6], b) }, {}));
    results.forEach((tensor, i) => expect([...tensor.dataSync()].map((value) => value + 0)).toEqual(Array(6).fill(expected[i])));
  });

  it.each([1, 3, 4, 31, 65, 4099])('have the bits of the same operations one by one, on %d elements', (size) => {
    const exact = formula('test exact', ['a', 'b', 'c'], ['s', 't'], ({ a, b, c, s, t }) => {
      const sum = a.times(s).plus(b);
      return { quotient: sum.minus(c.times(t)).over(b.abs().plus(s)), root: sum.squared().over(t).abs().sqrt() };
    });
    const tensors = { a: tf.mul(random([size], 3), 1e3), b: random([size], 4), c: random([size], 5) };
    const [actual, expected] = [ops, safe].map((one) => one.elementwise(exact, tensors, onDevice()));
    for (const name of ['quotient', 'root'] as const) expect(actual![name].dataSync()).toEqual(expected![name].dataSync());
  });
});

describe('formulas as SIMD loops', () => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend('wasm');
  });

  const sum = formula('test guarded sum', ['a'], ['s'], ({ a, s }) => ({ sum: a.plus(s), product: a.times(s) }));
  const run = (a: Tensor, s: Scalar) => ops.elementwise(sum, { a }, { s });

  it.each([1, 2, 3, 4, 5, 8, 31])('write their %d elements and nothing beside them', (size) => {
    const GUARD = 8;
    const backend = tf.backend() as unknown as BackendWasm;
    const field = tf.fill([2 * (size + GUARD) + GUARD], 123);
    const [a, s] = [random([size]), tf.scalar(2)];
    const makeOutput = backend.makeOutput.bind(backend);
    let start = GUARD;
    vi.spyOn(backend, 'makeOutput').mockImplementation((shape, dtype, memoryOffset) => {
      if (memoryOffset !== undefined) return makeOutput(shape, dtype, memoryOffset);
      start += size + GUARD;
      return part(backend, field, start - size - GUARD, shape);
    });
    const attrs = { formula: sum } as unknown as NamedAttrMap;
    const made = tf.getKernel('GrimoireElementwise', 'wasm').kernelFunc({ inputs: { a, s }, attrs, backend }) as TensorInfo[];
    vi.restoreAllMocks();
    const guard = Array<number>(GUARD).fill(123);
    const x = [...a.dataSync()];
    const f32 = (values: number[]) => [...Float32Array.from(values)];
    expect([...field.dataSync()]).toEqual([...guard, ...f32(x.map((value) => value + 2)), ...guard, ...f32(x.map((value) => value * 2)), ...guard]);
    for (const info of made) forget(backend, info);
  });

  it('go on when the heap has grown and moved', () => {
    const before = run(tf.tensor1d([1, 2, 3, 4, 5]), tf.scalar(2));
    const size = 12 * 2 ** 20; // 48 MB, more than the heap starts with
    const { product } = run(tf.fill([size], 3), tf.scalar(5));
    expect(tf.min(product).dataSync()[0]).toBe(15);
    expect(tf.max(product).dataSync()[0]).toBe(15);
    expect([...before.sum.dataSync()]).toEqual([3, 4, 5, 6, 7]);
    product.dispose();
  });
});
