import { describe, expect, it } from 'vitest';
import { judgeEvaluator } from '../../../src/diagnose/errors/evaluator';

/** Three right, one wrong. */
const predictions = { labels: [0, 1, 2, 0], probabilities: Float32Array.of(0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.2, 0.2, 0.6, 0.3, 0.6, 0.1), classes: 3 };
const loss = -(Math.log(0.7) + Math.log(0.8) + Math.log(0.6) + Math.log(0.3)) / 4;
const reported = { accuracy: 0.75, loss, samples: 4 };

describe('judgeEvaluator', () => {
  it('agrees with what follows from the answers, rounding included', () => {
    const verdict = judgeEvaluator(reported, predictions);
    expect(verdict.tone).toBe('good');
    expect(verdict.values['loss']).toBeCloseTo(loss, 6);
    expect(judgeEvaluator({ ...reported, accuracy: Math.fround(0.75), loss: loss * (1 + 1e-5) }, predictions).tone).toBe('good');
  });

  it.each([
    ['counts one more', { ...reported, accuracy: 1 }],
    ['counts one less', { ...reported, accuracy: 0.5 }],
    ['divides by another number', { ...reported, accuracy: 3 / 5 }],
    ['adds another loss', { ...reported, loss: loss + 0.02 }],
    ['is of other samples', { ...reported, samples: 5 }],
    ['is no number', { ...reported, accuracy: NaN }],
  ])('finds an evaluator that %s', (_, wrong) => {
    expect(judgeEvaluator(wrong, predictions).tone).toBe('bad');
  });

  it('lets answers that tie fall either way', () => {
    const tied = { labels: [0], probabilities: Float32Array.of(0.5, 0.5), classes: 2 };
    for (const accuracy of [0, 1]) expect(judgeEvaluator({ accuracy, loss: Math.LN2, samples: 1 }, tied).tone).toBe('good');
  });

  it('does not mind a loss that probabilities are too coarse to tell', () => {
    const sure = { labels: [0, 1], probabilities: Float32Array.of(0, 1, 0.5, 0.5), classes: 2 };
    const least = (126 * Math.LN2 + Math.LN2) / 2;
    expect(judgeEvaluator({ accuracy: 0, loss: 3 * least, samples: 2 }, sure).tone).toBe('good');
    expect(judgeEvaluator({ accuracy: 0, loss: 0.5 * least, samples: 2 }, sure).tone).toBe('bad');
  });

  it('knows nothing without answers', () => {
    expect(judgeEvaluator(reported, { ...predictions, labels: [] }).tone).toBe('unknown');
  });
});
