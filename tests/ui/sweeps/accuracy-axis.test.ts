import { describe, expect, it } from 'vitest';
import { accuracyAxis } from '../../../src/ui/sweeps/detail/accuracy-axis';

const at = (mean: number, half = Infinity) => ({ mean, low: mean - half, high: mean + half });

describe('the axis of main effects', () => {
  it.each([
    [[at(0.7, 0.02), at(0.86, 0.08)]],
    [[at(0.5), at(0.5)]],
    [[at(0.993, 0.001), at(0.995, 0.002)]],
    [[at(0, 0.01), at(1, 0.01)]],
    [[at(0.9, 0.9), at(0.905, 0.7)]],
  ])('shows every mean, on a few round ticks within 0 and 100 (%#)', (estimates) => {
    const { low, high, ticks } = accuracyAxis(estimates);
    for (const { mean } of estimates) {
      expect(100 * mean).toBeGreaterThanOrEqual(low);
      expect(100 * mean).toBeLessThanOrEqual(high);
    }
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(100);
    expect(ticks[0]).toBeCloseTo(low, 6);
    expect(ticks.at(-1)).toBeCloseTo(high, 6);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThanOrEqual(8);
  });

  it('lets no whisker squeeze the means together', () => {
    const { low, high } = accuracyAxis([at(0.9, 0.9), at(0.95, 0.7)]);
    expect(high - low).toBeLessThan(40);
  });
});
