import { describe, expect, it } from 'vitest';
import { chartRows, endLabelShift, errorAxis } from '../../../../src/ui/panels/curves/chart-data';

const point = (x: number, train: number, dev: number, half = 0.01) => ({
  ...{ x, seeds: 1 },
  train: { mean: train, low: train - half, high: train + half },
  dev: { mean: dev, low: dev - half, high: dev + 2 * half },
});

describe('chartRows', () => {
  it('gives per cent, with whiskers relative to the value', () => {
    const [row] = chartRows([point(100, 0.1, 0.2)]);
    expect(row!.dev).toBeCloseTo(20, 10);
    expect(row!.devReach[0]).toBeCloseTo(1, 10);
    expect(row!.devReach[1]).toBeCloseTo(2, 10);
  });
});

describe('endLabelShift', () => {
  it('moves names apart only where they would overlap', () => {
    expect(endLabelShift(chartRows([point(100, 0.1, 0.3)]), 40)).toBe(0);
    expect(endLabelShift(chartRows([point(100, 0.2, 0.2)]), 40)).toBe(7);
    expect(endLabelShift(chartRows([point(100, 0.21, 0.2)]), 40)).toBeLessThan(0);
  });
});

describe('errorAxis', () => {
  it('ends at a round number above all values, whiskers and levels', () => {
    expect(errorAxis(chartRows([point(100, 0.1, 0.31)]), [])).toEqual({ top: 40, ticks: [0, 10, 20, 30, 40] });
    expect(errorAxis(chartRows([point(100, 0.01, 0.02, 0.001)]), [45]).top).toBeGreaterThanOrEqual(45);
  });

  it('does not let wide whiskers squeeze the values', () => {
    expect(errorAxis(chartRows([point(100, 0.02, 0.04, 0.6)]), []).top).toBeLessThanOrEqual(10);
  });

  it('never goes beyond 100 % and survives errors of zero', () => {
    expect(errorAxis(chartRows([point(100, 0.9, 0.99)]), []).top).toBe(100);
    expect(errorAxis(chartRows([point(100, 0, 0, 0)]), []).top).toBeGreaterThan(0);
  });
});
