import { describe, expect, it } from 'vitest';
import { smoothLosses, suggestRates, sweepDone, sweepRates } from '../../src/core/rate-finder';

describe('the learning-rate finder’s rules', () => {
  it('sweep evenly on a log scale, both ends included', () => {
    const rates = sweepRates(1e-4, 1, 5);
    [1e-4, 1e-3, 1e-2, 1e-1, 1].forEach((rate, i) => expect(rates[i]! / rate).toBeCloseTo(1, 12));
    expect(sweepRates(0.1, 1, 1)).toEqual([0.1]);
  });

  it('smooth without a bias towards zero', () => {
    smoothLosses([3, 3, 3, 3]).forEach((loss) => expect(loss).toBeCloseTo(3, 12));
    const losses = [1, 5, 2, 8];
    const weighted = losses.map((_, i) => {
      const weights = losses.slice(0, i + 1).map((__, j) => 0.9 ** (i - j));
      return weights.reduce((sum, weight, j) => sum + weight * losses[j]!, 0) / weights.reduce((a, b) => a + b);
    });
    smoothLosses(losses).forEach((loss, i) => expect(loss).toBeCloseTo(weighted[i]!, 12));
  });

  it('stop at four times the best, and at what is no number', () => {
    expect(sweepDone([])).toBe(false);
    expect(sweepDone([2, 1, 3.9])).toBe(false);
    expect(sweepDone([2, 1, 4.1])).toBe(true);
    expect(sweepDone([2, NaN])).toBe(true);
    expect(sweepDone([2, Infinity])).toBe(true);
  });

  it('read the three rates off a curve that falls and blows up', () => {
    // Over five decades: flat, then falling from 1e-3 to 1e-1 with its steepest at 1e-2, lowest at 1e-1, then up.
    const rates = sweepRates(1e-5, 1, 101);
    const decade = (rate: number) => Math.log10(rate);
    const losses = rates.map((rate) => 2 - 1 / (1 + Math.exp(-8 * (decade(rate) + 2))) + (rate > 0.1 ? 3 * (decade(rate) + 1) : 0));
    const suggested = Object.fromEntries(suggestRates(rates, losses).map(({ rule, rate }) => [rule, rate]));
    expect(decade(suggested['steepest']!)).toBeCloseTo(-2, 0.5);
    expect(decade(suggested['minimum/10']!)).toBeCloseTo(-2, 0.5);
    expect(suggested['valley']).toBeGreaterThan(1e-4);
    expect(suggested['valley']).toBeLessThan(0.1);
  });

  it('do not take the fall from a peak for learning', () => {
    const rates = sweepRates(1e-6, 10, 100);
    const losses = rates.map((_, i) => (i < 60 ? 2.3 - i / 60 : i < 65 ? 9 : 9 - (i - 65) / 5));
    for (const { rate } of suggestRates(rates, losses)) expect(rate).toBeLessThan(rates[60]!);
  });

  it('suggest nothing where the loss only grows', () => {
    const rates = sweepRates(1e-6, 10, 100);
    expect(suggestRates(rates, rates.map((_, i) => 2 + i))).toEqual([]);
  });

  it('suggest nothing from a sweep that is too short', () => {
    expect(suggestRates([1, 2, 3], [1, 1, 1])).toEqual([]);
  });
});
