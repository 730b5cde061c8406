import { describe, expect, it } from 'vitest';
import { goldenSchedules } from '../support/golden';
import { effectsOf, factors, torchOf } from '../support/tricks';

describe('gamma decay', () => {
  it('is PyTorch’s, between the epochs too', () => {
    const expected = goldenSchedules['gamma-decay {S:100, steps per epoch:10, gamma per epoch:0.8, continuous}']!;
    factors(effectsOf('gamma-decay', { gamma: 0.8 }).schedule!, 100, 10).forEach((factor, step) => expect(factor).toBeCloseTo(expected[step]!, 9));
  });

  it.each([
    [7, 3],
    [100, 10],
    [1001, 40],
  ])('left to itself falls to a hundredth over %d steps of %d an epoch', (steps, stepsPerEpoch) => {
    const gamma = 0.01 ** (stepsPerEpoch / steps);
    const actual = factors(effectsOf('gamma-decay').schedule!, steps, stepsPerEpoch);
    actual.forEach((factor, s) => expect(factor, `step ${s}`).toBeCloseTo(gamma ** (s / stepsPerEpoch), 12));
    expect(actual.at(-1)! * gamma ** (1 / stepsPerEpoch)).toBeCloseTo(0.01, 12);
  });

  it('shows its γ in PyTorch', () => {
    expect(torchOf('gamma-decay', {}, { steps: 100, stepsPerEpoch: 10 }).schedule).toContain('gamma = 0.01 ** (steps_per_epoch / steps)  # 0.6310');
    expect(torchOf('gamma-decay', { gamma: 0.8 }).schedule).toEqual(['f = 0.8 ** (step / steps_per_epoch)']);
  });
});
