import { describe, expect, it } from 'vitest';
import { clockAt } from '../../src/core/clock';
import { goldenSchedules } from '../support/golden';
import { effectsOf, factors } from '../support/tricks';

const pointsOf = (steps: number, stepsPerEpoch: number, values = {}) => {
  const { schedule } = effectsOf('sgdr', values);
  return Array.from({ length: steps }, (_, step) => schedule!.at(clockAt(step, steps, stepsPerEpoch), {}));
};

/** Steps at which cycles begin. */
const startsOf = (...run: Parameters<typeof pointsOf>) =>
  pointsOf(...run).flatMap(({ cycle }, s, all) => (s === 0 || cycle !== all[s - 1]!.cycle ? [s] : []));

describe('warm restarts', () => {
  it('are PyTorch’s', () => {
    const expected = goldenSchedules['sgdr {S:70, steps per epoch:10, cycle_len:1, cycle_mult:2}']!;
    factors(effectsOf('sgdr').schedule!, 70, 10).forEach((factor, step) => expect(factor).toBeCloseTo(expected[step]!, 9));
  });

  it.each([
    ['that fit', 70, 10, {}, [0, 10, 30]],
    ['whose last is cut, as half of it fits', 50, 10, {}, [0, 10, 30]],
    ['whose last but one is stretched, as less than half of the last fits', 49, 10, {}, [0, 10]],
    ['whose first is longer than the run', 7, 10, {}, [0]],
    ['whose first is stretched', 19, 10, {}, [0]],
    ['of equal lengths', 100, 10, { length: 2.5, multiplier: 1 }, [0, 25, 50, 75]],
    ['that do not begin at a step', 100, 10, { length: 1.25, multiplier: 1.5 }, [0, 13, 32, 60]],
    ['whose lengths add up to a step but for rounding', 30, 10, { length: 0.1, multiplier: 1 }, Array.from({ length: 30 }, (_, i) => i)],
    ['of a longer run', 1001, 40, {}, [0, 40, 120, 280, 600]],
  ])('in cycles %s', (_, steps, stepsPerEpoch, values, starts) => {
    expect(startsOf(steps, stepsPerEpoch, values)).toEqual(starts);
  });

  it.each([
    ['7', 7, 1, {}, [0, 1, 3, 7]],
    ['100', 100, 10, {}, [0, 10, 30, 100]],
    ['100, between the steps', 100, 10, { length: 1.25, multiplier: 1.5 }, [0, 12.5, 31.25, 59.375, 100]],
    ['1,001', 1001, 40, {}, [0, 40, 120, 280, 600, 1001]],
  ])('fall along a cosine of their own in each cycle, and end with the run: %s steps', (_, steps, stepsPerEpoch, values, ends) => {
    pointsOf(steps, stepsPerEpoch, values).forEach(({ factor, cycle, phase }, s) => {
      const i = ends.findLastIndex((end) => s >= end);
      const t = (s - ends[i]!) / (ends[i + 1]! - ends[i]!);
      expect(cycle, `step ${s}`).toBe(i);
      expect(phase).toBeCloseTo(t, 12);
      expect(factor).toBeCloseTo((1 + Math.cos(Math.PI * t)) / 2, 12);
    });
  });
});
