import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { judgeOutputRange } from '../../../src/diagnose/run/output-range';

const softmax = (logits: readonly number[]): number[] => {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
};

/** Answers of a network with a margin for the true class; `wrap` is what its last layer does besides. */
function answers(classes: number, margin: number, wrap: (logits: number[]) => number[], n = 300) {
  const stream = Stream.of(1, 'range');
  const labels = Array.from({ length: n }, (_, i) => i % classes);
  const rows = labels.map((label) => softmax(wrap(Array.from({ length: classes }, (_, k) => (k === label ? margin : 0) + stream.normal()))));
  return { labels, probabilities: Float32Array.from(rows.flat()), classes };
}

describe('judgeOutputRange', () => {
  it.each([2, 3, 10, 100])('finds a softmax that is applied twice, with %i classes', (classes) => {
    const verdict = judgeOutputRange(answers(classes, 12, softmax));
    expect(verdict.tone).toBe('bad');
    expect(verdict.values['surest']).toBeLessThanOrEqual(Math.E / (Math.E + classes - 1) + 1e-6);
    expect(verdict.values['surest']! / verdict.values['bound']!).toBeCloseTo(1, 2);
    expect(judgeOutputRange(answers(classes, 12, (logits) => logits)).tone).toBe('good');
  });

  it('does not take a network that is merely unsure for one', () => {
    // Log-odds below 1 like those of a double softmax, but on both sides of their mean.
    expect(judgeOutputRange(answers(10, 6, (logits) => logits.map((logit) => 0.1 * logit))).tone).not.toBe('bad');
    expect(judgeOutputRange(answers(10, 0.1, (logits) => logits)).tone).toBe('unknown');
  });

  it('watches outputs that stay far below their right', () => {
    expect(judgeOutputRange(answers(10, 20, (logits) => logits.map((logit) => 0.1 * logit))).tone).toBe('watch');
  });

  it('knows nothing of few samples or of what is no number', () => {
    expect(judgeOutputRange(answers(10, 12, softmax, 50)).tone).toBe('unknown');
    expect(judgeOutputRange({ labels: new Array<number>(200).fill(0), probabilities: new Float32Array(400).fill(NaN), classes: 2 }).tone).toBe('unknown');
  });
});
