import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { wilson } from '../../../src/core/statistics';
import { cheapestDecisions, expectedCost, zeroOneCost } from '../../../src/diagnose/errors/cost';
import { confusionMatrix, decisions, score, tally } from '../../../src/diagnose/errors/predictions';
import { randomPredictions } from './random-predictions';

describe('expectedCost', () => {
  it('is the error where every mistake costs 1', () => {
    const predictions = randomPredictions(333, 7);
    expect(expectedCost(confusionMatrix(predictions), zeroOneCost(7)).mean).toBeCloseTo(1 - score(predictions).accuracy.mean, 12);
  });

  it('adds up the costs of single samples', () => {
    const predictions = randomPredictions(65, 3);
    const cost = [0, 1, 5, 2, -1, 3, 7, 0.5, 0];
    const decided = decisions(predictions);
    let sum = 0;
    for (let i = 0; i < 65; i++) sum += cost[predictions.labels[i]! * 3 + decided[i]!]!;
    expect(expectedCost(confusionMatrix(predictions), cost).mean).toBeCloseTo(sum / 65, 12);
  });

  it('refuses a matrix of another size', () => {
    expect(() => expectedCost(confusionMatrix(randomPredictions(3, 3)), [0, 1, 1, 0])).toThrow('9 entries, not 4');
  });
});

describe('the interval of the expected cost', () => {
  it('is Wilson’s interval of the error where every mistake costs 1', () => {
    const predictions = randomPredictions(333, 7);
    const confusion = confusionMatrix(predictions);
    const error = expectedCost(confusion, zeroOneCost(7)).mean;
    const [low, high] = wilson(Math.round(333 * error), 333);
    const estimate = expectedCost(confusion, zeroOneCost(7));
    expect(estimate.mean).toBeCloseTo(error, 12);
    expect(estimate.low).toBeCloseTo(low, 12);
    expect(estimate.high).toBeCloseTo(high, 12);
  });

  it('lies around the mean cost, as wide as its counts leave it open', () => {
    // Of 100 samples, 10 cost 2 and 5 cost 8.
    const estimate = expectedCost({ classes: 2, counts: Uint32Array.of(50, 10, 5, 35) }, [0, 2, 8, 0]);
    const [low2, high2] = wilson(10, 100);
    const [low8, high8] = wilson(5, 100);
    expect(estimate.mean).toBeCloseTo(0.6, 12);
    expect(estimate.low).toBeCloseTo(0.6 - Math.hypot(2 * (0.1 - low2), 8 * (0.05 - low8)), 12);
    expect(estimate.high).toBeCloseTo(0.6 + Math.hypot(2 * (high2 - 0.1), 8 * (high8 - 0.05)), 12);
  });

  it('does not call a cost impossible because none was seen', () => {
    const right = { classes: 2, counts: Uint32Array.of(50, 0, 0, 50) };
    expect(expectedCost(right, [0, 1, 10, 0])).toEqual({ mean: 0, low: 0, high: 10 * wilson(0, 100)[1] });
    expect(expectedCost(right, [0, 0, 0, 0])).toEqual({ mean: 0, low: 0, high: 0 });
  });

  it('covers the true mean cost about as often as it says', () => {
    const stream = Stream.of(9, 'coverage');
    const [chance2, chance8, n] = [0.12, 0.04, 200];
    let covered = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const counts = new Uint32Array(4);
      for (let i = 0; i < n; i++) {
        const u = stream.uniform();
        counts[u < chance2 ? 1 : u < chance2 + chance8 ? 2 : 0]!++;
      }
      const { low, high } = expectedCost({ classes: 2, counts }, [0, 2, 8, 0]);
      const mean = 2 * chance2 + 8 * chance8;
      if (low <= mean && mean <= high) covered++;
    }
    expect(covered).toBeGreaterThan(930);
    expect(covered).toBeLessThan(990);
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
    expect(expectedCost(tally(labels, cheap, 2), cost).mean).toBeLessThan(0.6 * expectedCost(confusionMatrix(predictions), cost).mean);
  });
});
