import { beforeAll, describe, expect, it } from 'vitest';
import type { Parameter } from '../../src/core/network';
import type { OptimizerContext } from '../../src/core/trick';
import { numbers } from '../kernels/support';
import { takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';
import { anyParameter, effectsOf, stepContext } from '../support/tricks';

/** Rows of float64, one for each output: as PyTorch holds weights, so the other way round than here. */
type Matrix = number[][];

const map = (m: Matrix, f: (value: number, i: number, j: number) => number): Matrix => m.map((row, i) => row.map((value, j) => f(value, i, j)));
const transpose = (m: Matrix): Matrix => m[0]!.map((_, j) => m.map((row) => row[j]!));
const product = (a: Matrix, b: Matrix): Matrix => a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
const plus = (a: Matrix, b: Matrix): Matrix => map(a, (value, i, j) => value + b[i]![j]!);
const times = (a: Matrix, factor: number): Matrix => map(a, (value) => value * factor);

function orthogonalised(g: Matrix): Matrix {
  if (g.length > g[0]!.length) return transpose(orthogonalised(transpose(g)));
  let x = times(g, 1 / (Math.sqrt(g.flat().reduce((sum, value) => sum + value ** 2, 0)) + 1e-7));
  for (let i = 0; i < 5; i++) {
    const a = product(x, transpose(x));
    x = plus(times(x, 3.4445), product(plus(times(a, -4.775), times(product(a, a), 2.0315)), x));
  }
  return x;
}

function reference(start: Matrix, gradient: (w: Matrix) => Matrix, rate: number, momentum: number, steps: number): Matrix[] {
  let w = start;
  let m = times(start, 0);
  return Array.from({ length: steps }, () => {
    const g = gradient(w);
    m = plus(times(m, momentum), times(g, 1 - momentum));
    const direction = orthogonalised(plus(times(g, 1 - momentum), times(m, momentum)));
    w = plus(w, times(direction, -rate * Math.sqrt(Math.max(1, w.length / w[0]!.length))));
    return w;
  });
}

const hidden: Parameter = { ...anyParameter, depth: 0.5, head: false, role: 'kernel' };

/** Weights after each step, as rows for each output. */
async function trajectory(
  shape: readonly number[],
  start: Matrix,
  gradient: (w: Matrix) => Matrix,
  rate: number,
  momentum: number,
  steps: number,
): Promise<Matrix[]> {
  const { update } = effectsOf('muon').optimizer!;
  const group = { role: 'kernel', parameters: [{ ...hidden, shape }] } as const;
  const toDevice = (m: Matrix) => tf.tensor(transpose(m).flat(), [...shape]);
  const toMatrix = async (tensor: ReturnType<typeof toDevice>) => transpose((await tf.reshape(tensor, [-1, shape.at(-1)!]).array()) as Matrix);
  let weight = toDevice(start);
  let state = [tf.zerosLike(weight), tf.zerosLike(weight)];
  const points = [start];
  for (let step = 0; step < steps; step++) {
    const context: OptimizerContext = { ...stepContext('muon', { momentum }), learningRate: tf.scalar(rate), count: tf.scalar(step + 1) };
    const next = update(context, weight, toDevice(gradient(points.at(-1)!)), state, group);
    weight = next.weight;
    state = [...next.state];
    points.push(await toMatrix(weight));
  }
  return points.slice(1);
}

function matrix(rows: number, columns: number, seed: number): Matrix {
  const values = numbers(rows * columns, seed);
  return Array.from({ length: rows }, (_, i) => Array.from(values.slice(i * columns, (i + 1) * columns)));
}

describe.each(['cpu', 'wasm'] as const)('muon on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each([
    [[1, 1], 50],
    [[3, 7], 50],
    [[7, 3], 50],
    [[1, 31], 50],
    [[33, 1], 50],
    [[31, 33], 20],
    [[3, 3, 2, 5], 50],
    [[1, 1, 3, 7], 50],
    [[3, 3, 4, 65], 10],
  ])('follows its definition on a quadratic of kernels %j for %d steps', async (shape, steps) => {
    const outputs = shape.at(-1)!;
    const inputs = shape.slice(0, -1).reduce((a, b) => a * b, 1);
    const [start, offset] = [matrix(outputs, inputs, 1), matrix(outputs, inputs, 2)];
    // Curved by how far a weight is from the first one, so that directions differ in strength.
    const gradient = (w: Matrix) => map(w, (value, i, j) => ((1 + (i % 3)) * (value - offset[i]![j]!)) / (1 + (j % 5)));
    const actual = await trajectory(shape, start, gradient, 0.02, 0.95, steps);
    reference(start, gradient, 0.02, 0.95, steps).forEach((expected, step) => {
      map(expected, (value, i, j) => {
        expect(Math.abs(actual[step]![i]![j]! - value), `step ${step}`).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
        return value;
      });
    });
  });

  it('leaves a matrix whose gradient is zero where it is', async () => {
    const start = matrix(3, 5, 1);
    const [after] = await trajectory([5, 3], start, (w) => times(w, 0), 0.02, 0.95, 1);
    expect(after!.flat()).toEqual(start.flat());
  });

  it.each([
    ['an output kernel', { head: true }],
    ['a first kernel', { depth: 0 }],
    ['a bias', { role: 'bias' as const }],
    ['a norm’s scale', { role: 'norm' as const }],
  ])('updates %s as Adam does, at a rate of its own', (_, change) => {
    const { update } = effectsOf('muon').optimizer!;
    const parameter = { ...hidden, shape: [2, 2], ...change };
    let [w, m, v] = [0.7, 0, 0];
    let weight: ReturnType<typeof tf.tensor> = tf.fill([2, 2], w);
    let state = [tf.zerosLike(weight), tf.zerosLike(weight)];
    for (let step = 1; step <= 20; step++) {
      const gradient = Math.cos(step);
      m = 0.9 * m + 0.1 * gradient;
      v = 0.95 * v + 0.05 * gradient ** 2;
      w -= (0.02 * 0.5 * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.95 ** step)) + 1e-10);
      const context: OptimizerContext = { ...stepContext('muon', { others: 0.5 }), learningRate: tf.scalar(0.02), count: tf.scalar(step) };
      const next = update(context, weight, tf.fill([2, 2], gradient), state, { role: parameter.role, parameters: [parameter] });
      weight = next.weight;
      state = [...next.state];
      for (const value of weight.dataSync()) expect(Math.abs(value - w)).toBeLessThan(1e-5 * Math.max(1, Math.abs(w)));
    }
  });
});

describe('muon in a run', () => {
  beforeAll(() => useBackend('wasm'));

  it('moves hidden kernels by steps whose singular values are near the rate', async () => {
    const run = tinyRun('muon&constant&warmup=off&lr=0.02');
    await run.prepare();
    const before = weightsOf(run)['conv2/kernel']!;
    takeSteps(run, 1);
    const change = weightsOf(run)['conv2/kernel']!.map((value, i) => value - before[i]!);
    const { shape } = run.recipe.network.parameters.find(({ path }) => path === 'conv2/kernel')!;
    const rank = Math.min(shape[3]!, shape[0]! * shape[1]! * shape[2]!);
    const meanSquare = change.reduce((sum, value) => sum + value ** 2, 0) / rank;
    expect(Math.sqrt(meanSquare) / 0.02).toBeGreaterThan(0.5);
    expect(Math.sqrt(meanSquare) / 0.02).toBeLessThan(1.5);
    run.dispose();
  });

  it.each(['model=logistic', 'model=mlp&model.depth=1'])('says why it cannot act with %s', (model) => {
    expect(() => tinyRun(`${model}&muon`)).toThrow(/no hidden matrix/);
  });
});
