import { describe, expect, it } from 'vitest';
import { goldenSchedules } from '../support/golden';
import { effectsOf, factors } from '../support/tricks';

describe('cosine', () => {
  it.each([0, 0.1])('with floor %d is PyTorch’s', (floor) => {
    const expected = goldenSchedules[`cosine {S:100, floor:${floor}}`]!;
    factors(effectsOf('cosine', { floor }).schedule!, 100, 10).forEach((factor, step) => expect(factor).toBeCloseTo(expected[step]!, 9));
  });

  it.each([7, 100, 1001])('is the formula at every one of %d steps', (steps) => {
    factors(effectsOf('cosine', { floor: 0.2 }).schedule!, steps, 10).forEach((factor, s) =>
      expect(factor).toBeCloseTo(0.2 + 0.4 * (1 + Math.cos((Math.PI * s) / steps)), 12),
    );
  });
});
