import { describe, expect, it } from 'vitest';
import { goldenSchedules } from '../support/golden';
import { effectsOf, factors } from '../support/tricks';

const CASES = [7, 100, 1001].flatMap((steps) => [0.9, 3].map((power) => [steps, power] as const));

describe('polynomial decay', () => {
  it('is PyTorch’s', () => {
    const expected = goldenSchedules['polynomial {S:100, power:2}']!;
    factors(effectsOf('polynomial').schedule!, 100, 10).forEach((factor, step) => expect(factor).toBeCloseTo(expected[step]!, 9));
  });

  it.each(CASES)('over %d steps with power %d is the formula', (steps, power) => {
    factors(effectsOf('polynomial', { power, floor: 0.05 }).schedule!, steps, 10).forEach((factor, s) =>
      expect(factor, `step ${s}`).toBeCloseTo(0.05 + 0.95 * (1 - s / steps) ** power, 12),
    );
  });
});
