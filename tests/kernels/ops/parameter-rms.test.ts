import { beforeAll, describe, expect, it } from 'vitest';
import { packing, type Ops } from '../../../src/core/ops';
import { initBackend, numbers, tf, toBeAllclose } from '../support';

/** Sizes of the parameters of two groups, and their places in the plan. */
const GROUPS = [
  { sizes: [1, 33, 5000, 64], indices: [0, 2, 4, 5] },
  { sizes: [7, 65], indices: [1, 3] },
];
const KINDS = ['weights', 'gradient', 'next', 'previous'] as const;
const COUNT = 6;

/** Values of every parameter, between others that are no concern of anybody. */
const vectorOf = (g: number, kind: number): Float32Array => numbers(packing(GROUPS[g]!.sizes).length, 4 * g + kind + 1);

const rms = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['wasm', true],
] as const)('root mean squares of parameters on %s, safe mode %s', (backend, safeMode) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode });
  });

  const measure = (change: (vectors: Float32Array[][]) => void = () => undefined) => {
    const vectors = GROUPS.map((_, g) => KINDS.map((_kind, kind) => vectorOf(g, kind)));
    change(vectors);
    return ops.parameterRms(
      GROUPS.map((group, g) => {
        const [weights, gradient, next, previous] = vectors[g]!.map((values) => tf.tensor1d(values));
        return { ...group, weights: weights!, gradient: gradient!, next: next!, previous: previous! };
      }),
    );
  };

  it('are those of weights, gradients, updates and summed gradients, in the order of the plan', () => {
    const expected = new Array<number>(4 * COUNT);
    GROUPS.forEach(({ sizes, indices }, g) => {
      const { starts } = packing(sizes);
      sizes.forEach((size, i) => {
        const [w, d, n, p] = KINDS.map((_, kind) => [...vectorOf(g, kind).subarray(starts[i], starts[i]! + size)]) as [number[], number[], number[], number[]];
        const figures = [w, d, n.map((value, j) => value - w[j]!), d.map((value, j) => value + p[j]!)].map(rms);
        figures.forEach((figure, kind) => (expected[kind * COUNT + indices[i]!] = figure));
      });
    });
    const result = measure();
    expect(result.shape).toEqual([4 * COUNT]);
    toBeAllclose(result, expected);
  });

  it('let NaN through, in its own parameter only', () => {
    const result = [...measure((vectors) => (vectors[1]![1]![packing(GROUPS[1]!.sizes).starts[1]! + 2] = NaN)).dataSync()];
    expect(result.flatMap((figure, i) => (Number.isNaN(figure) ? [i] : []))).toEqual([COUNT + 3, 3 * COUNT + 3]);
  });
});
