import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { classScores, confusionMatrix, decisions, lossesOf, score, type Predictions } from '../../../src/diagnose/errors/predictions';
import { randomPredictions } from './random-predictions';

const rows = ({ labels, probabilities, classes }: Predictions) =>
  Array.from({ length: labels.length }, (_, i) => Array.from({ length: classes }, (_, k) => probabilities[i * classes + k]!));

describe('decisions', () => {
  it('take the first of equals and ignore what is not a number', () => {
    const probabilities = [0.2, 0.4, 0.4, NaN, 0.1, 0.3, NaN, NaN, NaN, 0, 0, 0];
    expect([...decisions({ labels: [0, 0, 0, 0], probabilities, classes: 3 })]).toEqual([1, 2, 0, 0]);
  });
});

describe('score', () => {
  it('agrees with sorting and counting', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65 }), fc.integer({ min: 1, max: 7 }), fc.integer(), (n, classes, seed) => {
        const predictions = randomPredictions(n, classes, Math.abs(seed));
        const { accuracy, balancedAccuracy, topK, losses, crossEntropy, samples } = score(predictions);
        const table = rows(predictions);
        const order = table.map((row) => row.map((_, k) => k).sort((a, b) => row[b]! - row[a]! || a - b));
        for (let k = 1; k <= classes; k++) {
          const right = order.filter((ranks, i) => ranks.slice(0, k).includes(predictions.labels[i]!)).length;
          expect(topK[k - 1]!.mean).toBeCloseTo(right / n, 12);
        }
        expect(accuracy).toEqual(topK[0]);
        expect(samples).toBe(n);
        const recalls: number[] = [];
        for (let k = 0; k < classes; k++) {
          const mine = order.filter((_, i) => predictions.labels[i] === k);
          if (mine.length > 0) recalls.push(mine.filter((ranks) => ranks[0] === k).length / mine.length);
        }
        expect(balancedAccuracy.mean).toBeCloseTo(recalls.reduce((a, b) => a + b) / recalls.length, 12);
        const expected = table.map((row, i) => -Math.log(row[predictions.labels[i]!]!));
        expected.forEach((loss, i) => expect(losses[i]).toBeCloseTo(loss, 12));
        expect(crossEntropy.mean).toBeCloseTo(expected.reduce((a, b) => a + b) / n, 12);
      }),
      { numRuns: 50 },
    );
  });

  it('counts what is not a number as wrong, and keeps losses finite where a probability is zero', () => {
    const broken: Predictions = { labels: [1, 1], probabilities: [NaN, NaN, 1, 0], classes: 2 };
    expect(score(broken).accuracy.mean).toBe(0);
    expect([...lossesOf(broken)]).toEqual([NaN, expect.closeTo(126 * Math.LN2, 10)]);
  });

  it('has an interval of the balanced accuracy that covers the truth about as often as it says', () => {
    // Two classes, 90 and 30 samples, recognised with chance 0.9 and 0.6: the truth is 0.75.
    const stream = Stream.of(3, 'coverage');
    let covered = 0;
    const trials = 500;
    for (let trial = 0; trial < trials; trial++) {
      const labels = Array.from({ length: 120 }, (_, i) => (i < 90 ? 0 : 1));
      const probabilities = labels.flatMap((label) => {
        const right = stream.chance(label === 0 ? 0.9 : 0.6);
        return right === (label === 0) ? [0.8, 0.2] : [0.2, 0.8];
      });
      const { low, high } = score({ labels, probabilities, classes: 2 }).balancedAccuracy;
      if (low <= 0.75 && 0.75 <= high) covered++;
    }
    expect(covered / trials).toBeGreaterThan(0.92);
    expect(covered / trials).toBeLessThan(0.98);
  });
});

describe('confusionMatrix', () => {
  it('counts true classes in rows and decisions in columns', () => {
    const predictions = { labels: [0, 0, 1, 2, 2], probabilities: [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0], classes: 3 };
    const confusion = confusionMatrix(predictions);
    expect([...confusion.counts]).toEqual([1, 1, 0, 0, 1, 0, 1, 1, 0]);
    const [zero, one, two] = classScores(confusion);
    expect(zero).toMatchObject({ samples: 2, claimed: 2, right: 1 });
    expect(one!.precision!.mean).toBeCloseTo(1 / 3, 12);
    expect(one!.recall!.mean).toBe(1);
    expect(two!.recall!.mean).toBe(0);
    expect(two!.precision).toBeUndefined();
  });
});
