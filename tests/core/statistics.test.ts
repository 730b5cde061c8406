import { describe, expect, it } from 'vitest';
import { accuracyEstimate, differenceInterval, errorEstimate, meanInterval, median, percent, shareOf, studentQuantile, wilson } from '../../src/core/statistics';

describe('wilson', () => {
  it('agrees with the textbook formula', () => {
    // 81 of 263: Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I
    const [low, high] = wilson(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  it('stays within 0 and 1 at the ends and is never empty', () => {
    expect(wilson(0, 20)[0]).toBe(0);
    expect(wilson(0, 20)[1]).toBeCloseTo(0.1611, 4);
    expect(wilson(20, 20)[1]).toBe(1);
    expect(wilson(0, 0)).toEqual([0, 1]);
  });

  it('narrows with the root of the number of samples', () => {
    const width = (n: number): number => wilson(n / 2, n)[1] - wilson(n / 2, n)[0];
    expect(width(100) / width(10_000)).toBeCloseTo(10, 0);
  });
});

describe('shares', () => {
  it('come with the interval of their samples, and with none where there is no sample', () => {
    const [low, high] = wilson(3, 20);
    expect(shareOf(3, 20)).toEqual({ mean: 0.15, low, high });
    expect(shareOf(0, 0)).toEqual({ mean: NaN, low: 0, high: 1 });
  });

  it('accuracy and error of an evaluation mirror one another', () => {
    const evaluated = { accuracy: 0.9, samples: 1000 };
    const [accuracy, error] = [accuracyEstimate(evaluated), errorEstimate(evaluated)];
    expect([accuracy.mean, error.mean]).toEqual([0.9, 0.1]);
    // Both ends solve (p − 0.9)² = z² p (1 − p) / n.
    for (const p of [accuracy.low, accuracy.high]) expect((p - 0.9) ** 2).toBeCloseTo((1.959964 ** 2 * p * (1 - p)) / 1000, 9);
    expect([accuracy.low + error.high, accuracy.high + error.low].map((sum) => sum.toFixed(12))).toEqual(['1.000000000000', '1.000000000000']);
    expect([accuracyEstimate({ accuracy: NaN, samples: 0 }), errorEstimate({ accuracy: NaN, samples: 0 })]).toEqual(Array(2).fill({ mean: NaN, low: 0, high: 1 }));
  });
});

describe('median', () => {
  it('is the middle, or between the two in the middle of an even number, and NaN of none', () => {
    expect([median([30, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, NaN]);
  });
});

describe('studentQuantile', () => {
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [9, 2.262],
    [30, 2.042],
    [1000, 1.962],
  ])('has the tabulated value for %i degrees of freedom', (degrees, expected) => {
    expect(studentQuantile(degrees)).toBeCloseTo(expected, 3);
  });
});

describe('meanInterval', () => {
  it('puts Student’s interval around the mean', () => {
    const { mean, low, high } = meanInterval([1, 2, 3]);
    expect(mean).toBe(2);
    expect(high - mean).toBeCloseTo(4.303 / Math.sqrt(3), 3);
    expect(mean - low).toBeCloseTo(high - mean, 12);
  });

  it('does not pretend to know the spread of one value', () => {
    expect(meanInterval([0.3])).toEqual({ mean: 0.3, low: -Infinity, high: Infinity });
  });
});

describe('differenceInterval', () => {
  it('agrees with Newcombe’s worked example, 56/70 against 48/80', () => {
    const estimate = (correct: number, n: number) => {
      const [low, high] = wilson(correct, n);
      return { mean: correct / n, low, high };
    };
    const { mean, low, high } = differenceInterval(estimate(56, 70), estimate(48, 80));
    expect(mean).toBeCloseTo(0.2, 12);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });
});

describe('percent', () => {
  it('shows as many decimals as the interval warrants', () => {
    const around = (mean: number, half: number) => percent({ mean, low: mean - half, high: mean + half });
    expect(around(0.0689, 0.01)).toBe('6.9 %');
    expect(around(0.0689, 0.001)).toBe('6.89 %');
    expect(around(0.3141, 0.08)).toBe('31 %');
    expect(percent(meanInterval([0.0689]))).toBe('6.9 %');
  });
});
