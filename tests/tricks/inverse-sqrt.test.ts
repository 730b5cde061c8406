import { describe, expect, it } from 'vitest';
import { effectsOf, factors } from '../support/tricks';

describe('the inverse square root', () => {
  it.each([
    [7, 3],
    [100, 10],
    [1001, 40],
  ])('over %d steps of %d an epoch is the formula', (steps, stepsPerEpoch) => {
    const warm = 0.8 * stepsPerEpoch;
    factors(effectsOf('inverse-sqrt', { warmup: 0.8 }).schedule!, steps, stepsPerEpoch).forEach((factor, s) =>
      expect(factor, `step ${s}`).toBeCloseTo(s === 0 ? 0 : Math.sqrt(warm) * Math.min(s ** -0.5, s * warm ** -1.5), 12),
    );
  });

  it('does not depend on the length of the run', () => {
    const [short, long] = [50, 500].map((steps) => factors(effectsOf('inverse-sqrt').schedule!, steps, 10));
    expect(long!.slice(0, 50)).toEqual(short);
    expect(Math.max(...long!)).toBe(1);
  });
});
