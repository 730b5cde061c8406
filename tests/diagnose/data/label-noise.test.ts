import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { findLabelNoise, judgeLabelNoise } from '../../../src/diagnose/data/label-noise';

/**
 * Labels of which a share was changed, and a network that was trained on such labels: it knows the true class well and expects as many wrong labels as
 * there are.
 */
function noisy(n: number, classes: number, share: number, sharpness = 4, expected = share) {
  const stream = Stream.of(1, 'label noise');
  const truth: number[] = [];
  const labels: number[] = [];
  const probabilities: number[] = [];
  for (let i = 0; i < n; i++) {
    const own = stream.below(classes);
    const weights = Array.from({ length: classes }, (_, k) => Math.exp(stream.normal() + (k === own ? sharpness + stream.normal() : 0)));
    const sum = weights.reduce((a, b) => a + b);
    truth.push(own);
    labels.push(stream.chance(share) ? (own + 1 + stream.below(classes - 1)) % classes : own);
    probabilities.push(...weights.map((weight) => (1 - expected) * (weight / sum) + (expected / (classes - 1)) * (1 - weight / sum)));
  }
  return { truth, predictions: { labels, probabilities, classes } };
}

describe('findLabelNoise', () => {
  it.each([
    [10, 0.02],
    [10, 0.1],
    [3, 0.05],
    [10, 0.3],
  ])('estimates the share of wrong labels: %i classes, %d', (classes, share) => {
    const { truth, predictions } = noisy(5000, classes, share);
    const found = findLabelNoise(predictions);
    const wrong = truth.filter((own, i) => own !== predictions.labels[i]).length / 5000;
    expect(Math.abs(found.share.mean - wrong)).toBeLessThan(0.015 + 0.1 * wrong);
    const right = found.suspects.filter(({ index }) => truth[index] !== predictions.labels[index]).length;
    expect(right / found.suspects.length).toBeGreaterThan(0.8);
    expect(right / (5000 * wrong)).toBeGreaterThan(0.5);
  });

  it('names the likely class, most confident suspects first', () => {
    const { truth, predictions } = noisy(2000, 5, 0.1);
    const { suspects } = findLabelNoise(predictions);
    suspects.slice(0, 20).forEach(({ index, likely, label }) => {
      expect(likely).toBe(truth[index]);
      expect(label).toBe(predictions.labels[index]);
    });
    suspects.slice(1).forEach(({ margin }, i) => expect(margin).toBeLessThanOrEqual(suspects[i]!.margin));
  });

  it('agrees with the joint counts worked out by hand', () => {
    // Thresholds: class 0 (0.9 + 0.8 + 0.1)/3 = 0.6, class 1 (0.7 + 0.9)/2 = 0.8; the third sample of class 0 is sure of 1, the first of class 1 of nothing.
    const probabilities = [0.9, 0.1, 0.8, 0.2, 0.1, 0.9, 0.3, 0.7, 0.1, 0.9];
    const found = findLabelNoise({ labels: [0, 0, 0, 1, 1], probabilities, classes: 2 });
    expect(found.suspects).toEqual([{ index: 2, label: 0, likely: 1, margin: expect.closeTo(0.8, 12) }]);
    expect(found.share.mean).toBeCloseTo((3 * (1 / 3) + 2 * 0) / 5, 12);
    expect(found.confidence).toBeCloseTo((0.9 + 0.8 + 0.1 + 0.7 + 0.9) / 5, 12);
  });
});

describe('judgeLabelNoise', () => {
  const tone = (...settings: Parameters<typeof noisy>) => judgeLabelNoise(findLabelNoise(noisy(...settings).predictions)).tone;

  it('goes by the estimated share', () => {
    expect(tone(3000, 10, 0, 6)).toBe('good');
    expect(tone(3000, 10, 0.03, 6)).toBe('watch');
    expect(tone(3000, 10, 0.1, 6)).toBe('bad');
  });

  it('does not trust a network that knows too little or all by heart', () => {
    expect(tone(3000, 10, 0.1, 0.5)).toBe('unknown');
    expect(tone(3000, 10, 0, 14)).toBe('unknown');
    expect(tone(20, 10, 0.1, 6)).toBe('unknown');
    expect(tone(3000, 10, 0.25, 6)).toBe('watch'); // it cannot be right on 80 %
    expect(tone(3000, 10, 0.15, 6, 0)).toBe('unknown'); // too sure: an over-fitted network looks the same on right labels
  });
});
