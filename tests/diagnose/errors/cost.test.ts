import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { cheapestDecisions, expectedCost, zeroOneCost } from '../../../src/diagnose/errors/cost';
import { confusionMatrix, decisions, score, tally } from '../../../src/diagnose/errors/predictions';
import { randomPredictions } from './random-predictions';

describe('expectedCost', () => {
  it('is the error where every mistake costs 1', () => {
    const predictions = randomPredictions(333, 7);
    expect(expectedCost(confusionMatrix(predictions), zeroOneCost(7))).toBeCloseTo(1 - score(predictions).accuracy.mean, 12);
  });

  it('adds up the costs of single samples', () => {
    const predictions = randomPredictions(65, 3);
    const cost = [0, 1, 5, 2, -1, 3, 7, 0.5, 0];
    const decided = decisions(predictions);
    let sum = 0;
    for (let i = 0; i < 65; i++) sum += cost[predictions.labels[i]! * 3 + decided[i]!]!;
    expect(expectedCost(confusionMatrix(predictions), cost)).toBeCloseTo(sum / 65, 12);
  });

  it('refuses a matrix of another size', () => {
    expect(() => expectedCost(confusionMatrix(randomPredictions(3, 3)), [0, 1, 1, 0])).toThrow('9 entries, not 4');
  });
});

describe('cheapestDecisions', () => {
  it('are the most probable classes where every mistake costs 1', () => {
    const predictions = randomPredictions(200, 5);
    expect([...cheapestDecisions(predictions, zeroOneCost(5))]).toEqual([...decisions(predictions)]);
  });

  it('cost less than the most probable classes where the probabilities are right', () => {
    const stream = Stream.of(5, 'cost');
    const n = 4000;
    const chances = Float64Array.from({ length: n }, () => stream.uniform());
    const labels = Array.from(chances, (p) => (stream.chance(p) ? 1 : 0));
    const probabilities = Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 1 ? chances[(i - 1) / 2]! : 1 - chances[i / 2]!));
    const predictions = { labels, probabilities, classes: 2 };
    const cost = [0, 1, 10, 0]; // missing class 1 costs ten times as much: decide for it from p = 1/11 on
    const cheap = cheapestDecisions(predictions, cost);
    cheap.forEach((decided, i) => expect(decided).toBe(chances[i]! > 1 / 11 ? 1 : 0));
    expect(expectedCost(tally(labels, cheap, 2), cost)).toBeLessThan(0.6 * expectedCost(confusionMatrix(predictions), cost));
  });
});
