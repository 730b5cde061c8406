import { describe, expect, it } from 'vitest';
import { judgeInitialLoss } from '../../../src/diagnose/run/initial-loss';

describe('judgeInitialLoss', () => {
  it.each([
    [Math.log(10), 10, 'good'],
    [2.6, 10, 'good'],
    [3.1, 10, 'watch'],
    [9, 10, 'bad'],
    [1.2, 10, 'watch'],
    [NaN, 10, 'bad'],
    [Infinity, 10, 'bad'],
    [Math.log(62), 62, 'good'],
    [0.7, 2, 'good'],
  ])('%d with %i classes is %s', (loss, classes, tone) => {
    expect(judgeInitialLoss(loss, classes).tone).toBe(tone);
  });

  it('says what was measured and expected, and tells what to do only where something is wrong', () => {
    const verdict = judgeInitialLoss(6.91, 10);
    expect(verdict.text).toContain('6.91');
    expect(verdict.text).toContain('2.3 (ln 10)');
    expect(verdict.values['expected']).toBeCloseTo(2.302585, 6);
    expect(verdict.remedies.length).toBeGreaterThan(0);
    expect(judgeInitialLoss(2.3, 10).remedies).toEqual([]);
  });
});
