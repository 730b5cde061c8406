import { describe, expect, it } from 'vitest';
import { pairedTest, smallestEffect, studentTail } from '../../src/core/paired-test';
import { meanInterval } from '../../src/core/statistics';

/** Midpoint rule. */
function integrate(f: (x: number) => number, from: number, to: number, pieces = 200_000): number {
  const width = (to - from) / pieces;
  let sum = 0;
  for (let i = 0; i < pieces; i++) sum += f(from + (i + 0.5) * width);
  return sum * width;
}

/** P(|T| ≥ t): Student's density, without its constant, beyond t over that of everywhere, with x = tan θ. */
function tailByIntegration(t: number, degrees: number): number {
  const density = (theta: number) => (1 + Math.tan(theta) ** 2 / degrees) ** (-(degrees + 1) / 2) / Math.cos(theta) ** 2;
  return integrate(density, Math.atan(t), Math.PI / 2) / integrate(density, 0, Math.PI / 2);
}

describe('studentTail', () => {
  it.each([
    [12.706, 1, 0.05],
    [2.776, 4, 0.05],
    [4.604, 4, 0.01],
    [2.042, 30, 0.05],
  ])('of %f with %i degrees of freedom is in every table', (t, degrees, p) => {
    expect(studentTail(t, degrees)).toBeCloseTo(p, 4);
    expect(studentTail(-t, degrees)).toBe(studentTail(t, degrees));
  });

  it.each([1, 2, 3.5, 4, 9, 19.25, 200])('agrees with integration for %f degrees of freedom', (degrees) => {
    for (const t of [0.01, 0.7, 1.5, 3, 8]) expect(studentTail(t, degrees)).toBeCloseTo(tailByIntegration(t, degrees), 8);
  });

  it('goes from one to zero', () => {
    expect(studentTail(0, 4)).toBe(1);
    expect(studentTail(Infinity, 4)).toBe(0);
    expect(studentTail(1e6, 4)).toBeGreaterThan(0);
  });
});

describe('pairedTest', () => {
  it('agrees with a worked example', () => {
    // Student's own: hours of sleep gained by ten patients under two drugs (Biometrika 6, 1908); t = 4.0621, p = 0.00283.
    const differences = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
    const { n, mean, p, deviation } = pairedTest(differences);
    expect([n, mean]).toEqual([10, expect.closeTo(1.58, 9)]);
    expect(deviation).toBeCloseTo(1.229995, 6);
    expect(p).toBeCloseTo(0.002833, 6);
  });

  it('has the interval of the mean, which leaves out zero where p is below 0.05', () => {
    for (let shift = -3; shift <= 3; shift += 0.1) {
      const differences = [0.2, -1, 0.9, 1.4, -0.6].map((difference) => difference + shift);
      const test = pairedTest(differences);
      const { mean, low, high } = meanInterval(differences);
      expect([test.mean, test.low, test.high]).toEqual([mean, expect.closeTo(low, 12), expect.closeTo(high, 12)]);
      expect(test.p < 0.05).toBe(test.low > 0 || test.high < 0);
    }
  });

  it('does not take a few equal differences for certainty', () => {
    expect(pairedTest([0.001, 0.001, 0.001, 0.001, 0.001], 0.001).p).toBeCloseTo(tailByIntegration(Math.sqrt(30), 4), 8);
    expect(pairedTest([-0.8, -0.8, -0.8], 0.001).p).toBeLessThan(1e-5);
    expect(pairedTest([0, 0, 0, 0, 0], 0.001)).toMatchObject({ mean: 0, p: 1 });
    expect(pairedTest([0, 0, 0])).toMatchObject({ low: 0, high: 0, p: 1 });
  });

  it('says nothing of less than two pairs', () => {
    expect(pairedTest([0.3])).toMatchObject({ n: 1, mean: 0.3, low: -Infinity, high: Infinity, p: 1 });
    expect(pairedTest([]).p).toBe(1);
  });
});

/** A generator of its own: mulberry32, and Box and Muller's normal deviates from it. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe('smallestEffect', () => {
  it.each([
    [5, 0.05],
    [5, 0.05 / 15],
    [10, 0.05 / 15],
    [3, 0.05],
  ])('is found by four tests of five: %i pairs at the level %f', (n, level) => {
    const effect = smallestEffect(n, level);
    const normal = normals(7);
    const runs = 20_000;
    let found = 0;
    for (let run = 0; run < runs; run++) {
      const { mean, p } = pairedTest(Array.from({ length: n }, () => effect + normal()));
      if (mean > 0 && p <= level) found++;
    }
    // Three standard errors of a share of 0.8.
    expect(Math.abs(found / runs - 0.8)).toBeLessThan(3 * Math.sqrt(0.16 / runs));
  });

  it('agrees with the noncentral t distribution, integrated the other way round', () => {
    const [n, level] = [5, 0.05 / 15];
    const degrees = n - 1;
    let critical = 0;
    for (let step = 8; step > 1e-9; step /= 2) if (tailByIntegration(critical + step, degrees) > level) critical += step;
    const noncentrality = smallestEffect(n, level) * Math.sqrt(n);
    // Over S instead of Z: the density of the root of chi-square over its degrees, and the normal tail of what is left.
    const chi = (s: number) => s ** (degrees - 1) * Math.exp((-degrees * s * s) / 2);
    const normalBelow = (z: number) => 0.5 + integrate((x) => Math.exp((-x * x) / 2), 0, z, 400) / Math.sqrt(2 * Math.PI);
    const power = integrate((s) => chi(s) * normalBelow(Math.max(-8, noncentrality - critical * s)), 0, 5, 4000) / integrate(chi, 0, 5, 4000);
    expect(power).toBeCloseTo(0.8, 4);
  });

  it('shrinks with more pairs', () => {
    const effects = [3, 5, 10, 20].map((n) => smallestEffect(n, 0.05));
    expect(effects.toSorted((a, b) => b - a)).toEqual(effects);
  });
});
