import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../src/core/statistics';
import { readSizeCurve, readWidthCurve } from '../../src/diagnose/bias-variance';

const around = (mean: number, half = 0.01): Estimate => ({ mean, low: Math.max(0, mean - half), high: mean + half });
const curve = (points: readonly (readonly [x: number, train: number, dev: number])[], half?: number) =>
  points.map(([x, train, dev]) => ({ x, train: around(train, half), dev: around(dev, half) }));
const unknown = { bayes: 0 };

describe('readSizeCurve', () => {
  const overfitting = curve([
    [100, 0, 0.4],
    [1000, 0, 0.25],
    [10_000, 0.001, 0.12],
  ]);
  const underfitting = curve([
    [100, 0.2, 0.3],
    [1000, 0.24, 0.26],
    [10_000, 0.25, 0.255],
  ]);

  it('finds variance, and that more data still helps', () => {
    const { verdict, text } = readSizeCurve(overfitting, unknown);
    expect(verdict).toBe('variance');
    expect(text).toContain('With 10,000 samples the dev error (12.0 %)');
    expect(text).toContain('fell from 25.0 % to 12.0 %');
  });

  it('finds bias', () => {
    expect(readSizeCurve(underfitting, unknown).verdict).toBe('bias');
    expect(readSizeCurve(underfitting, { bayes: 0, human: 0.02 }).text).toContain('human level (2 %)');
  });

  it('takes label noise and human level for what cannot be avoided', () => {
    expect(readSizeCurve(underfitting, { bayes: 0.25 }).verdict).not.toBe('bias');
    expect(readSizeCurve(underfitting, { bayes: 0, human: 0.25 }).verdict).not.toBe('bias');
  });

  it('weighs bias against variance only where the intervals tell them apart', () => {
    const both = (train: number, dev: number) => readSizeCurve(curve([[100, 0.1, 0.5], [1000, 0.1, 0.4], [10_000, train, dev]]), unknown).verdict;
    expect(both(0.05, 0.3)).toBe('variance');
    expect(both(0.2, 0.25)).toBe('bias');
    expect(both(0.1, 0.2)).toBe('both');
  });

  it('finds nothing left where both errors are as low as can be', () => {
    expect(readSizeCurve(curve([[100, 0, 0.1], [1000, 0, 0.01], [10_000, 0, 0.001]], 0.002), unknown).verdict).toBe('neither');
  });

  it('says nothing where the intervals are wide, missing or few', () => {
    expect(readSizeCurve(curve([[100, 0.05, 0.2], [1000, 0.05, 0.15], [10_000, 0.05, 0.1]], 0.2), unknown).verdict).toBe('unclear');
    expect(readSizeCurve(overfitting.slice(1), unknown).verdict).toBe('unclear');
    const unbounded = overfitting.map((point) => ({ ...point, dev: { mean: 0.1, low: -Infinity, high: Infinity } }));
    expect(readSizeCurve(unbounded, unknown).verdict).toBe('unclear');
  });
});

describe('readWidthCurve', () => {
  it('finds the bias of narrow networks', () => {
    const { verdict, text } = readWidthCurve(curve([[4, 0.3, 0.32], [16, 0.1, 0.14], [64, 0.02, 0.08]]));
    expect(verdict).toBe('bias');
    expect(text).toContain('from 32.0 % to 8.0 %');
  });

  it('finds the width beyond which the dev error rises', () => {
    const { verdict, text } = readWidthCurve(curve([[4, 0.3, 0.32], [16, 0.1, 0.14], [64, 0, 0.2]]));
    expect(verdict).toBe('variance');
    expect(text).toContain('Beyond a width of 16');
  });

  it('finds training error that falls in vain', () => {
    expect(readWidthCurve(curve([[4, 0.1, 0.12], [16, 0.05, 0.118], [64, 0, 0.115]])).verdict).toBe('variance');
  });

  it('says nothing where nothing changes', () => {
    expect(readWidthCurve(curve([[4, 0.1, 0.12], [16, 0.1, 0.12], [64, 0.1, 0.12]])).verdict).toBe('unclear');
  });
});
