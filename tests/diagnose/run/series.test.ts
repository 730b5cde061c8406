import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { lineThrough, meanBetween } from '../../../src/diagnose/run/series';

describe('meanBetween', () => {
  it('averages a part, at least one value', () => {
    expect(meanBetween([1, 2, 3, 4], 0.5, 1)).toBe(3.5);
    expect(meanBetween([1, 2, 3, 4], 0, 0.01)).toBe(1);
    expect(meanBetween([7], 0.9, 1)).toBe(7);
  });
});

describe('lineThrough', () => {
  it('agrees with the normal equations', () => {
    const stream = Stream.of(1, 'line');
    const values = Array.from({ length: 31 }, (_, i) => 3 - 0.2 * i + stream.normal());
    const n = values.length;
    const sum = (f: (i: number) => number) => values.reduce((total, _, i) => total + f(i), 0);
    const slope = (n * sum((i) => i * values[i]!) - sum((i) => i) * sum((i) => values[i]!)) / (n * sum((i) => i * i) - sum((i) => i) ** 2);
    const start = (sum((i) => values[i]!) - slope * sum((i) => i)) / n;
    const fit = lineThrough(values);
    expect(fit.slope).toBeCloseTo(slope, 12);
    fit.residuals.forEach((residual, i) => expect(residual).toBeCloseTo(values[i]! - start - slope * i, 10));
  });

  it('knows how sure the slope is', () => {
    const scores = Array.from({ length: 500 }, (_, seed) => {
      const stream = Stream.of(seed, 'slope');
      const { slope, slopeError } = lineThrough(Array.from({ length: 50 }, () => stream.normal()));
      return slope / slopeError;
    });
    expect(scores.filter((t) => Math.abs(t) > 2.01).length / 500).toBeLessThan(0.08);
    expect(scores.filter((t) => Math.abs(t) > 2.01).length / 500).toBeGreaterThan(0.025);
  });

  it('measures usual residuals whatever outliers do', () => {
    const stream = Stream.of(2, 'usual');
    const values = Array.from({ length: 2000 }, (_, i) => stream.normal() + (i % 100 === 0 ? 1000 : 0));
    expect(lineThrough(values).usual).toBeLessThan(15);
    expect(lineThrough(values.map((value) => (value > 500 ? 0 : value))).usual).toBeCloseTo(1, 1);
  });
});
