import { expect, it } from 'vitest';
import type { Scalar, Tensor } from '../../../src/core/ops';
import { bufferOf, viewOf } from '../../../src/kernels/webgpu/views';
import { adam } from '../../../src/tricks/adam';
import { nesterov } from '../../../src/tricks/nesterov';
import { formula } from '../../../src/core/formula';
import type { OptimizerContext } from '../../../src/core/trick';
import { arithmetic, extremes, extremesTable, powers } from '../formulas';
import { numbers, random, tf, toBeAllclose } from '../support';
import { backend, compareWithCpu as compare, describeOnWebGPU, dispatchesOf, ops, poison } from './support';

/** Scalars in one buffer, as those of a captured step are. */
function sharedScalars(values: readonly number[]): Scalar[] {
  const padded = new Float32Array(64 * values.length);
  values.forEach((value, i) => (padded[64 * i] = value));
  const buffer = bufferOf(backend(), tf.keep(tf.tensor1d(padded)));
  return values.map((_, i) => viewOf(tf, backend(), buffer, 64 * i, [], 'float32') as Scalar);
}

await describeOnWebGPU('formulas on WebGPU', () => {
  const shapes = [[], [1], [3], [7], [4], [31], [33], [64], [5, 13], [2, 3, 4, 5], [4099]];
  it.each(shapes.map((shape) => [shape]))('of tensors %j are those of the other backends', async (shape) => {
    await poison(shape, shape, shape, shape);
    await compare((a, b, s, t) => Object.values(ops.elementwise(arithmetic, { a, b }, { s: s as Scalar, t: t as Scalar })), [
      ...[random(shape, 1), random(shape, 2)],
      ...[tf.scalar(0.7), tf.scalar(-0.3)],
    ]);
    await compare((a, s) => Object.values(ops.elementwise(powers, { a }, { s: s as Scalar })), [random(shape, 1), tf.scalar(0.7)]);
  });

  it.each(extremesTable)('a = %d, b = %d: least %d, most %d, sign %d, a where b is positive %d', async (a, b, ...expected) => {
    for (const size of [3, 4]) {
      const results = Object.values<Tensor>(ops.elementwise(extremes, { a: tf.fill([size], a), b: tf.fill([size], b) }, {}));
      const values = await Promise.all(results.map((tensor) => tensor.data()));
      values.forEach((one, i) => expect([...one].map((value) => value + 0)).toEqual(Array(size).fill(expected[i])));
    }
  });

  it('raise zero to powers', async () => {
    const { base, exponent } = ops.elementwise(powers, { a: tf.tensor1d([0, 1, 2, 3]) }, { s: tf.scalar(0) });
    expect([...(await base.data())]).toEqual([1, 1, 1, 1]);
    expect([...(await exponent.data())]).toEqual([1, 0, 0, 0]);
  });

  const optimizers = [
    ['nesterov', nesterov.effects({ momentum: 0.9 }, undefined as never), ['momentum'], [0.9]],
    ['adam', adam.effects({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, undefined as never), ['beta1', 'beta2', 'epsilon'], [0.9, 0.999, 1e-8]],
  ] as const;

  it.each(optimizers)('step of %s: one dispatch where its numbers share a buffer', async (_, { optimizer }, fields, values) => {
    const step = (tensors: readonly Tensor[], [rate, count, ...knobs]: readonly Scalar[]): Tensor[] => {
      const context = { tf, ops, learningRate: rate, count, knob: (field: string) => knobs[(fields as readonly string[]).indexOf(field)] };
      const { update } = optimizer!;
      const { weight, state } = update(context as unknown as OptimizerContext, tensors[0]!, tensors[1]!, tensors.slice(2), undefined as never);
      return [weight, ...state];
    };
    const tensors = [0, 1, ...optimizer!.slots.map((__, i) => i + 2)].map((seed) => tf.abs(random([192], seed)));
    const given = [0.01, 3, ...values];
    const shared = sharedScalars(given);
    for (const { dataId } of tensors) backend().uploadToGPU(dataId);
    let together: Tensor[] = [];
    expect(dispatchesOf(() => (together = step(tensors, shared)))).toBe(1);
    const apart = step(tensors, given.map((value) => tf.scalar(value)));
    for (const [i, tensor] of together.entries()) toBeAllclose(await tensor.data(), await apart[i]!.data(), { atol: 1e-7, rtol: 1e-6 });
    await compare(
      (...inputs) => step(inputs.slice(0, tensors.length), inputs.slice(tensors.length) as Scalar[]),
      [...tensors, ...given.map((value) => tf.scalar(value))],
    );
  });

  it('compute in several dispatches what needs more bindings than there are', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
    const many = formula('test many', names, ['s'], ({ a, b, c, d, e, f, s }) => {
      return { one: a.plus(b).times(s), two: c.plus(d).times(s), three: e.plus(f), four: a };
    });
    const tensors = Object.fromEntries(names.map((name, i) => [name, random([10], i)])) as Record<(typeof names)[number], Tensor>;
    for (const { dataId } of Object.values(tensors)) backend().uploadToGPU(dataId);
    let results: Tensor[] = [];
    expect(dispatchesOf(() => (results = Object.values(ops.elementwise(many, tensors, { s: tf.scalar(2) }))))).toBe(2);
    const [a, b, c, d, e, f] = names.map((_, i) => [...numbers(10, i)]);
    const sums = (x: number[], y: number[], factor: number) => x.map((value, i) => (value + y[i]!) * factor);
    const expected = [sums(a!, b!, 2), sums(c!, d!, 2), sums(e!, f!, 1), a!];
    for (const [i, tensor] of results.entries()) toBeAllclose(await tensor.data(), expected[i]!);
  });
});
