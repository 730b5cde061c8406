import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { compareRuns, judgeComparison, mcNemar } from '../../../src/diagnose/errors/compare';

describe('compareRuns', () => {
  it('sorts samples into four kinds', () => {
    const before = [true, true, false, false, false];
    const after = [true, false, true, true, false];
    const { fixed, broken, bothWrong, bothRight, difference } = compareRuns(before, after);
    expect([[...fixed], [...broken], [...bothWrong], bothRight]).toEqual([[2, 3], [1], [4], 1]);
    expect(difference.mean).toBeCloseTo(1 / 5, 12);
    expect(() => compareRuns([true], [])).toThrow('not on 1 and 0');
  });

  it('has an interval that covers the truth about as often as it says', () => {
    const stream = Stream.of(1, 'paired');
    let covered = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const kinds = Array.from({ length: 200 }, () => stream.uniform());
      const { low, high } = compareRuns(kinds.map((u) => u < 0.8 || u > 0.97), kinds.map((u) => u < 0.88 || u > 0.99)).difference;
      if (low <= 0.06 && 0.06 <= high) covered++;
    }
    expect(covered / 1000).toBeGreaterThan(0.935);
    expect(covered / 1000).toBeLessThan(0.975);
  });
});

describe('mcNemar', () => {
  it('is the exact two-sided binomial test', () => {
    // SciPy 1.17: binomtest(5, 20).pvalue and binomtest(12, 37).pvalue
    expect(mcNemar(5, 15)).toBeCloseTo(0.04138946533203125, 12);
    expect(mcNemar(25, 12)).toBeCloseTo(0.04703102743951604, 12);
    expect(mcNemar(0, 0)).toBe(1);
    expect(mcNemar(7, 7)).toBe(1);
  });
});

describe('judgeComparison', () => {
  const run = (wrong: (i: number) => boolean) => Array.from({ length: 1000 }, (_, i) => !wrong(i));

  it('speaks only where chance cannot', () => {
    const first = run((i) => i < 60);
    expect(judgeComparison(compareRuns(first, run((i) => i >= 10 && i < 65))).tone).toBe('unknown');
    const better = judgeComparison(compareRuns(first, run((i) => i < 30)));
    expect(better.tone).toBe('good');
    expect(better.text).toContain('30 mistakes of 1,000 samples mended, 0 new ones: +3 points');
    expect(judgeComparison(compareRuns(run((i) => i < 30), first)).tone).toBe('bad');
  });
});
