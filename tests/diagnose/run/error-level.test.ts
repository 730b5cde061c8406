import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../../src/core/statistics';
import { judgeDevError, judgeTrainingError } from '../../../src/diagnose/run/error-level';

const around = (mean: number, half = 0.01): Estimate => ({ mean, low: Math.max(0, mean - half), high: mean + half });
const zero = { bayes: 0 };

describe('judgeTrainingError', () => {
  it.each([
    [0.002, zero, 'good'],
    [0.04, zero, 'watch'],
    [0.2, zero, 'bad'],
    [0.2, { bayes: 0.2 }, 'good'],
    [0.08, { bayes: 0, human: 0.01 }, 'bad'],
    [0.08, { bayes: 0, human: 0.075 }, 'good'],
    [NaN, zero, 'unknown'],
  ])('%d against %j is %s', (error, attainable, tone) => {
    expect(judgeTrainingError(around(error), attainable).tone).toBe(tone);
  });
});

describe('judgeDevError', () => {
  it('fights what is larger: Ng’s two examples, train 8 %, dev 10 %', () => {
    const bias = judgeDevError(around(0.1, 0.005), around(0.08, 0.005), { bayes: 0, human: 0.01 });
    expect(bias.tone).toBe('bad');
    expect(bias.remedies.join(' ')).toContain('larger network');
    expect(bias.text).toContain('the training error makes up 7 points of that, the way from training to dev 2 points');
    const variance = judgeDevError(around(0.1, 0.005), around(0.08, 0.005), { bayes: 0, human: 0.075 });
    expect(variance.tone).toBe('watch');
    expect(variance.remedies.join(' ')).toContain('more data');
  });

  it('is content near what is attainable', () => {
    expect(judgeDevError(around(0.005), around(0), zero)).toMatchObject({ tone: 'good', remedies: [] });
  });
});
