/** Formulas for tests: every operation there is, with a reference in float64. */
import { constant, formula } from '../../src/core/formula';

/** All operations but the power of tensors, which no SIMD loop has. */
export const arithmetic = formula('test arithmetic', ['a', 'b'], ['s', 't'], ({ a, b, s, t }) => {
  const sum = a.plus(b);
  return {
    mixed: sum.times(s).minus(a.over(b.abs().plus(1))).negated(),
    bounded: a.atMost(s).atLeast(b.times(t)),
    rooted: sum.squared().plus(t.abs()).sqrt().times(b.sign()),
    chosen: sum.wherePositive(b.minus(s)),
    uniform: constant(1).minus(s.power(t.plus(2))),
    itself: a,
  };
});

export const arithmeticReference = (a: number, b: number, s: number, t: number) => ({
  mixed: -((a + b) * s - a / (Math.abs(b) + 1)),
  bounded: Math.max(Math.min(a, s), b * t),
  rooted: Math.sqrt((a + b) ** 2 + Math.abs(t)) * Math.sign(b),
  chosen: b - s > 0 ? a + b : 0,
  uniform: 1 - s ** (t + 2),
  itself: a,
});

export const powers = formula('test powers', ['a'], ['s'], ({ a, s }) => ({ base: a.abs().power(s), exponent: s.power(a) }));

export const powersReference = (a: number, s: number) => ({ base: Math.abs(a) ** s, exponent: s ** a });

/** What NaN and infinities have to come out as. */
export const extremes = formula('test extremes', ['a', 'b'], [], ({ a, b }) => ({
  least: a.atMost(b),
  most: a.atLeast(b),
  sign: a.sign(),
  chosen: a.wherePositive(b),
}));

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

/** a, b → least, most, sign, chosen */
export const extremesTable: readonly (readonly [number, number, number, number, number, number])[] = [
  [nan, 1, nan, nan, 0, nan],
  [1, nan, nan, nan, 1, 0],
  [nan, nan, nan, nan, 0, 0],
  [nan, -1, nan, nan, 0, 0],
  [inf, 0, 0, inf, 1, 0],
  [-inf, inf, -inf, inf, -1, -inf],
  [inf, -inf, -inf, inf, 1, 0],
  [0, 0, 0, 0, 0, 0],
  [3, 1, 1, 3, 1, 3],
];
