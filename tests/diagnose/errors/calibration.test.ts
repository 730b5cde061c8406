import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { calibrate, describeBin, judgeCalibration } from '../../../src/diagnose/errors/calibration';
import type { Predictions } from '../../../src/diagnose/errors/predictions';

/** Two classes; the network says p and is right with the chance `truth(p)`. */
function speaker(n: number, truth: (p: number) => number, seed = 1): Predictions {
  const stream = Stream.of(seed, 'speaker');
  const labels: number[] = [];
  const probabilities: number[] = [];
  for (let i = 0; i < n; i++) {
    const p = stream.uniform(0.5, 1);
    probabilities.push(p, 1 - p);
    labels.push(stream.chance(truth(p)) ? 0 : 1);
  }
  return { labels, probabilities, classes: 2 };
}

describe('calibrate', () => {
  it('agrees with a small example by hand', () => {
    // Decisions with 0.9 (right), 0.8 (wrong), 0.55 (right), 1 (right) in four bins of width 0.25
    const predictions = { labels: [0, 1, 0, 1], probabilities: [0.9, 0.1, 0.8, 0.2, 0.55, 0.45, 0, 1], classes: 2 };
    const { bins, error, overconfidence, samples } = calibrate(predictions, 4);
    expect(samples).toBe(4);
    expect(bins.map(({ count }) => count)).toEqual([0, 0, 1, 3]);
    expect(bins[3]!.confidence).toBeCloseTo(0.9, 12);
    expect(bins[3]!.accuracy.mean).toBeCloseTo(2 / 3, 12);
    expect(error).toBeCloseTo((1 * 0.45 + 3 * (0.9 - 2 / 3)) / 4, 12);
    expect(overconfidence).toBeCloseTo((0.9 + 0.8 + 0.55 + 1 - 3) / 4, 12);
    expect(describeBin(bins[0]!)).toBe('0 … 0.25: no sample');
    expect(describeBin(bins[3]!)).toBe('0.75 … 1: 3 samples, said 90 %, right 67 %');
  });

  it('knows what error chance gives a calibrated network', () => {
    const runs = Array.from({ length: 100 }, (_, seed) => calibrate(speaker(1000, (p) => p, seed)));
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    expect(mean(runs.map(({ error }) => error)) / mean(runs.map(({ byChance }) => byChance))).toBeCloseTo(1, 1);
  });
});

describe('judgeCalibration', () => {
  it('has nothing against a calibrated network, however few the samples', () => {
    for (let seed = 0; seed < 50; seed++) expect(judgeCalibration(calibrate(speaker(200, (p) => p, seed))).tone).toBe('good');
  });

  it('tells a boaster from a doubter', () => {
    const boaster = judgeCalibration(calibrate(speaker(2000, (p) => p - 0.2)));
    expect(boaster.tone).toBe('bad');
    expect(boaster.text).toContain('too sure of itself by 2');
    expect(boaster.values['overconfidence']).toBeCloseTo(0.2, 1);
    const doubter = judgeCalibration(calibrate(speaker(2000, (p) => Math.min(1, p + 0.08))));
    expect(doubter.tone).toBe('watch');
    expect(doubter.text).toContain('less sure than it could be');
  });

  it('does not judge a handful of samples', () => {
    expect(judgeCalibration(calibrate(speaker(50, () => 0.5))).tone).toBe('unknown');
  });
});
