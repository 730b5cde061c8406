import { describe, expect, it } from 'vitest';
import { clockAt } from '../../src/core/clock';
import { goldenSchedules } from '../support/golden';
import { effectsOf, factors } from '../support/tricks';

describe('step decay', () => {
  it('is PyTorch’s', () => {
    const expected = goldenSchedules['step-decay {S:100, milestones:[0.5,0.75], gamma:0.1}']!;
    factors(effectsOf('step-decay').schedule!, 100, 10).forEach((factor, step) => expect(factor).toBeCloseTo(expected[step]!, 9));
  });

  it.each([7, 100, 1001])('cuts at each milestone of %d steps, whatever their order', (steps) => {
    const milestones = [0.9, 0.07, 0.3, 0.3];
    factors(effectsOf('step-decay', { milestones, gamma: 0.5 }).schedule!, steps, 10).forEach((factor, s) => {
      const passed = [90, 7, 30, 30].filter((percent) => s * 100 >= percent * steps).length;
      expect(factor, `step ${s}`).toBe(0.5 ** passed);
    });
  });

  it('without milestones is constant, and has one cycle', () => {
    const { schedule } = effectsOf('step-decay', { milestones: [] });
    expect(factors(schedule!, 7, 3)).toEqual(new Array(7).fill(1));
    expect(schedule!.at(clockAt(75, 100, 10), {})).toEqual({ factor: 1, cycle: 0, phase: 0.75 });
  });
});
