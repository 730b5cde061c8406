import { describe, expect, it } from 'vitest';
import { clockAt } from '../../src/core/clock';
import { goldenSchedules } from '../support/golden';
import { effectsOf, factors } from '../support/tricks';

const MODES = ['triangular', 'triangular2', 'exp_range'] as const;
const CASES = MODES.flatMap((mode) => [7, 100, 1001].map((steps) => [mode, steps] as const));

/** Smith's own way of writing it. */
function formula(mode: (typeof MODES)[number], s: number, half: number, ratio: number, gamma: number): number {
  const cycle = Math.floor(1 + s / (2 * half));
  const x = Math.abs(s / half - 2 * cycle + 1);
  const scale = { triangular: 1, triangular2: 1 / 2 ** (cycle - 1), exp_range: gamma ** s }[mode];
  return 1 / ratio + (1 - 1 / ratio) * Math.max(0, 1 - x) * scale;
}

describe('the cyclical rate', () => {
  it.each(MODES)('%s is PyTorch’s', (mode) => {
    const expected = goldenSchedules[`cyclical {S:100, mode:${mode}, half-cycle steps:10, max/base:10, gamma:0.99}; factor of the maximum`]!;
    const { schedule } = effectsOf('cyclical', { mode, size: 1, gamma: 0.99 });
    factors(schedule!, 100, 10).forEach((factor, step) => expect(factor).toBeCloseTo(expected[step]!, 9));
  });

  it.each(CASES)('%s is the formula at every one of %d steps', (mode, steps) => {
    factors(effectsOf('cyclical', { mode, size: 0.35, ratio: 4, gamma: 0.999 }).schedule!, steps, 10).forEach((factor, s) =>
      expect(factor, `step ${s}`).toBeCloseTo(formula(mode, s, 3.5, 4, 0.999), 9),
    );
  });

  it('begins its cycles, and halves its peaks, at the lower bound', () => {
    const { schedule } = effectsOf('cyclical', { mode: 'triangular2', size: 0.1, ratio: 10 });
    const points = Array.from({ length: 40 }, (_, step) => schedule!.at(clockAt(step, 40, 30), {}));
    // A cycle is 2 × 0.1 × 30 = 6.000000000000001 steps.
    expect(points.map(({ cycle }) => cycle)).toEqual(points.map((_, s) => Math.floor(s / 6)));
    for (const { factor, phase } of points.filter((_, s) => s % 6 === 0)) expect([factor, phase]).toEqual([0.1, 0]);
    expect([3, 9, 15].map((s) => points[s]!.factor)).toEqual([1, 0.55, 0.325].map((peak) => expect.closeTo(peak, 12) as number));
  });
});
