import { describe, expect, it } from 'vitest';
import { judgeAugmentation } from '../../../src/diagnose/data/augmentation';

/** Answers to `n` samples of class 0, the first `wrong` of which are taken for class 1. */
const answers = (n: number, wrong: number) => ({
  labels: new Array<number>(n).fill(0),
  probabilities: Array.from({ length: 2 * n }, (_, i) => (Math.floor(i / 2) < wrong === (i % 2 === 1) ? 0.9 : 0.1)),
  classes: 2,
});

describe('judgeAugmentation', () => {
  it.each([
    [5, 'good'],
    [25, 'good'],
    [90, 'watch'],
    [250, 'bad'],
  ])('%i of 500 samples spoilt, with a dev error of 2 %%, are %s', (spoilt, tone) => {
    const verdict = judgeAugmentation(answers(500, 0), answers(500, spoilt), 0.02);
    expect(verdict.tone).toBe(tone);
    expect(verdict.values['spoilt']).toBeCloseTo(spoilt / 500, 10);
  });

  it('counts only samples that were recognised before', () => {
    const verdict = judgeAugmentation(answers(200, 50), answers(200, 80), 0.02);
    expect(verdict.values).toMatchObject({ recognised: 150, spoilt: 30 / 150 });
  });

  it('asks no network that knows too little', () => {
    expect(judgeAugmentation(answers(200, 150), answers(200, 150), 0.7).tone).toBe('unknown');
    expect(judgeAugmentation(answers(50, 0), answers(50, 0), 0).tone).toBe('unknown');
  });
});
