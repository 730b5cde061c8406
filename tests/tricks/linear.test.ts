import { describe, expect, it } from 'vitest';
import { goldenSchedules } from '../support/golden';
import { effectsOf, factors } from '../support/tricks';

describe('linear decay', () => {
  it('is PyTorch’s', () => {
    const expected = goldenSchedules['linear {S:100, to 0}']!;
    factors(effectsOf('linear').schedule!, 100, 10).forEach((factor, step) => expect(factor).toBeCloseTo(expected[step]!, 9));
  });

  it.each([7, 100, 1001])('to a floor is a line over %d steps', (steps) => {
    const { schedule } = effectsOf('linear', { floor: 0.2 });
    factors(schedule!, steps, 10).forEach((factor, s) => expect(factor, `step ${s}`).toBeCloseTo(1 - (0.8 * s) / steps, 12));
  });
});
