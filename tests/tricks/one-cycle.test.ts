import { describe, expect, it } from 'vitest';
import { goldenSchedules } from '../support/golden';
import { effectsOf, factors } from '../support/tricks';

/** PyTorch's two phases, by the step at which each ends. */
function formula(s: number, steps: number, rise: number, div: number, finalDiv: number): number {
  const ends = [rise * steps - 1, steps - 1] as const;
  const anneal = (from: number, to: number, share: number) => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
  return s <= ends[0] ? anneal(1 / div, 1, s / ends[0]) : anneal(1, 1 / div / finalDiv, (s - ends[0]) / (ends[1] - ends[0]));
}

describe('one cycle', () => {
  it('is PyTorch’s', () => {
    const expected = goldenSchedules['one-cycle {S:100, pct_start:0.3, div:25, final_div:1e4}; factor of the maximum']!;
    factors(effectsOf('one-cycle').schedule!, 100, 10).forEach((factor, step) => expect(factor).toBeCloseTo(expected[step]!, 9));
  });

  it.each([
    [7, 0.3, 25, 1e4],
    [100, 0.5, 10, 1],
    [1001, 0.25, 25, 1e4],
    [1001, 0.99, 1, 1e8],
  ])('over %d steps with a rise of %d, divisors %d and %d is the formula', (steps, rise, div, finalDiv) => {
    factors(effectsOf('one-cycle', { rise, div, finalDiv }).schedule!, steps, 10).forEach((factor, s) =>
      expect(factor, `step ${s}`).toBeCloseTo(formula(s, steps, rise, div, finalDiv), 12),
    );
  });

  it.each([1, 2, 3, 10])('of %d steps, too few to climb, begins at or past its peak', (steps) => {
    const all = factors(effectsOf('one-cycle', { rise: 0.1 }).schedule!, steps, 10);
    expect(all.every((factor) => factor > 0 && factor <= 1)).toBe(true);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    expect(all.at(-1)).toBeCloseTo(1 / 25e4, 12);
  });
});
