import { describe, expect, it } from 'vitest';
import { judgeMetric } from '../../../src/diagnose/errors/metric';
import { randomPredictions } from './random-predictions';

/** Predictions of given labels and decisions, all with probability 0.9. */
function decided(labels: number[], answers: number[], classes: number) {
  const probabilities = answers.flatMap((answer) => Array.from({ length: classes }, (_, k) => (k === answer ? 0.9 : 0.1 / (classes - 1))));
  return { labels, probabilities, classes };
}
const repeat = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

describe('judgeMetric', () => {
  it('has nothing against a good network on balanced classes', () => {
    expect(judgeMetric(randomPredictions(2000, 10, 1, 3)).map(({ id, tone }) => [id, tone])).toEqual([
      ['metric-majority', 'good'],
      ['metric-ties', 'good'],
      ['metric-balance', 'good'],
    ]);
  });

  it('sees through a constant answer', () => {
    const [majority, , balance] = judgeMetric(decided([...repeat(900, 0), ...repeat(100, 1)], repeat(1000, 0), 2), ['cat', 'dog']);
    expect(majority).toMatchObject({ tone: 'bad', values: { accuracy: 0.9, majority: 0.9, skill: 0 } });
    expect(majority!.text).toContain('“cat” every time would reach 90 %');
    expect(balance).toMatchObject({ tone: 'bad' });
    expect(balance!.values['balancedAccuracy']).toBeCloseTo(0.5, 12);
    expect(balance!.text).toContain('“dog”');
  });

  it('does not call an accuracy a success that is hardly above a constant answer, however many samples show it', () => {
    const labels = Array.from({ length: 10_000 }, (_, i) => i % 10);
    const [majority] = judgeMetric(decided(labels, labels.map((label, i) => (i % 1000 < 120 ? label : (label + 1) % 10)), 10));
    expect(majority!.tone).toBe('bad');
  });

  it('watches an accuracy that imbalance makes easy', () => {
    const labels = [...repeat(1600, 0), ...repeat(400, 1)];
    const answers = [...repeat(1580, 0), ...repeat(20, 1), ...repeat(250, 0), ...repeat(150, 1)];
    const [majority] = judgeMetric(decided(labels, answers, 2));
    expect(majority!.tone).toBe('watch');
    expect(majority!.values['skill']).toBeCloseTo((1730 / 2000 - 0.8) / 0.2, 12);
  });

  it('finds ties, and what they make of the accuracy', () => {
    const good = randomPredictions(1000, 4, 1, 5);
    const labels = Array.from(good.labels);
    const probabilities = Float32Array.from(good.probabilities);
    for (let i = 0; i < 50; i++) probabilities.fill(0.25, 4 * i, 4 * i + 4);
    for (let i = 50; i < 60; i++) probabilities.fill(NaN, 4 * i, 4 * i + 4);
    const ties = judgeMetric({ labels, probabilities, classes: 4 })[1]!;
    expect(ties.tone).toBe('bad');
    expect(ties.values['tied']).toBe(0.06);
    expect(ties.values['highest']! - ties.values['lowest']!).toBeCloseTo(0.06, 12);
  });

  it('says nothing without samples or with one class', () => {
    expect(judgeMetric({ labels: [], probabilities: [], classes: 3 }).map(({ tone }) => tone)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(judgeMetric(decided([1, 1], [1, 0], 2))[0]!.tone).toBe('unknown');
  });
});
