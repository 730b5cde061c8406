import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval, shareOf } from '../../src/core/statistics';
import { chiSquareTail, fairCoinTail, holm, hypergeometricTail, lnChoose, lnGamma, meanOf, weightedSum } from '../../src/diagnose/significance';

// Reference values are those of SciPy 1.17: chi2.sf, hypergeom.sf, binom.cdf, gammaln.
describe('the distributions', () => {
  it.each([
    [0.5, 0.5723649429247],
    [1, 0],
    [3.7, 1.428072326665388],
    [100, 359.1342053695754],
    [12345.6, 103959.18506616844],
  ])('ln Γ(%d)', (x, expected) => {
    expect(Math.abs(lnGamma(x) - expected)).toBeLessThan(1e-13 * Math.max(1, Math.abs(expected)));
  });

  it.each([
    [0.5, 1, 0.47950012218695337],
    [3.841, 1, 0.050013683763956804],
    [20, 9, 0.017912404529843298],
    [9, 9, 0.43727418891386693],
    [200, 61, 1.0879251737280765e-16],
    [0.001, 3, 0.9999915920809419],
    [0, 5, 1],
  ])('P(χ² ≥ %d) with %d degrees of freedom', (x, degrees, expected) => {
    expect(chiSquareTail(x, degrees) / expected).toBeCloseTo(1, 10);
  });

  it.each([
    [5, 20, 30, 200, 0.15948545001230352],
    [10, 50, 100, 1000, 0.021440329381402452],
    [30, 100, 40, 500, 3.581437777098074e-15],
    [0, 5, 5, 50, 1],
  ])('P(X ≥ %d) of %d draws, %d marked of %d', (k, draws, marked, total, expected) => {
    expect(hypergeometricTail(k, draws, marked, total) / expected).toBeCloseTo(1, 9);
  });

  it.each([
    [3, 20, 0.0012884140014648438],
    [0, 5, 0.03125],
    [480, 1000, 0.10872414660207075],
  ])('P(X ≤ %d) of %d tosses', (k, n, expected) => {
    expect(fairCoinTail(k, n) / expected).toBeCloseTo(1, 9);
  });

  it('counts the ways to choose', () => {
    expect(Math.exp(lnChoose(10, 3))).toBeCloseTo(120, 8);
  });
});

describe('holm', () => {
  it('agrees with a worked example', () => {
    // 4 · 0.005, 3 · 0.01, 2 · 0.03, 1 · 0.04 made non-decreasing
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((expected, i) => expect(adjusted[i]).toBeCloseTo(expected, 12));
  });

  it('never makes a value smaller, nor more than n times as large', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (values) => {
        holm(values).forEach((p, i) => {
          expect(p).toBeGreaterThanOrEqual(values[i]!);
          expect(p).toBeLessThanOrEqual(1);
          expect(p).toBeLessThanOrEqual(Math.max(...values) * values.length + 1e-12);
        });
      }),
    );
  });
});

describe('intervals', () => {
  it('of a mean agree with Student’s for many values', () => {
    const values = Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 1000) / 1000);
    const normal = meanOf(values);
    const student = meanInterval(values);
    expect(normal.mean).toBeCloseTo(student.mean, 12);
    expect((normal.high - normal.low) / (student.high - student.low)).toBeCloseTo(1, 3);
    expect(meanOf([2])).toEqual({ mean: 2, low: -Infinity, high: Infinity });
    expect(meanOf([]).mean).toBeNaN();
  });

  it('of a weighted sum are those of a difference where the weights are 1 and −1', () => {
    // Newcombe 1998: 56/70 − 48/80
    const { mean, low, high } = weightedSum([shareOf(56, 70), shareOf(48, 80)], [1, -1]);
    expect(mean).toBeCloseTo(0.2, 12);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });
});
