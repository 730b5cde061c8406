/** What every verdict must have, tried on all rules with good, bad and missing measurements. */
import { describe, expect, it } from 'vitest';
import { judgeAspect } from '../../src/diagnose/data/aspect';
import { classBalance, judgeBalance } from '../../src/diagnose/data/balance';
import { findDuplicates } from '../../src/diagnose/data/duplicates';
import { findLabelNoise, judgeLabelNoise } from '../../src/diagnose/data/label-noise';
import { judgeCopies, judgeLeakage, judgeSharedGroups } from '../../src/diagnose/data/leaks';
import { compareOrientation, judgeOrientation } from '../../src/diagnose/data/orientation';
import { judgeClipping, judgeNormalisation, judgeRange, pixelStatistics } from '../../src/diagnose/data/pixels';
import { judgeShift, testShift } from '../../src/diagnose/data/shift';
import { calibrate, judgeCalibration } from '../../src/diagnose/errors/calibration';
import { compareRuns, judgeComparison } from '../../src/diagnose/errors/compare';
import { judgeMetric } from '../../src/diagnose/errors/metric';
import { judgeSlices, sliceAccuracy } from '../../src/diagnose/errors/slices';
import { judgeDevError, judgeTrainingError } from '../../src/diagnose/run/error-level';
import { judgeInitialLoss } from '../../src/diagnose/run/initial-loss';
import { judgeNoiseScale } from '../../src/diagnose/run/noise-scale';
import { judgeDevLoss, judgeGap, type Evaluation } from '../../src/diagnose/run/over-fitting';
import { judgeLearning, judgeLossShape, judgeStability } from '../../src/diagnose/run/progress';
import { judgeLabelOrder, judgeVisits } from '../../src/diagnose/run/sampling';
import { judgeActivationScale, judgeDeadUnits, judgeGradientScale, judgeSaturation } from '../../src/diagnose/run/signals';
import { judgeSmallFit } from '../../src/diagnose/run/small-fit';
import { judgeUpdateRatio } from '../../src/diagnose/run/update-ratio';
import type { Verdict } from '../../src/diagnose/verdict';
import { changed, join, openGlyphs, pick, randomImages, take } from './data/some-images';
import { randomPredictions } from './errors/random-predictions';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const around = (mean: number) => ({ mean, low: mean - 0.01, high: mean + 0.01 });

function dataVerdicts(): Verdict[] {
  const glyphs = openGlyphs();
  const train = take(glyphs, 'train', 400);
  const dev = take(glyphs, 'dev', 400);
  const few = pick(train, [0, 1, 2], 'dev');
  const none = pick(train, [], 'dev');
  const leaky = join(dev, pick(train, range(50), 'dev'));
  const grey = changed(dev, 'dev', (byte) => byte / 255);
  return [dev, few, none, leaky, grey, randomImages(100, [28, 28, 1], { name: 'dev' })].flatMap((other) => [
    ...judgeOrientation(compareOrientation(train, other), other.labels.length),
    judgeLeakage(findDuplicates([train, other]), [train, other]),
    judgeCopies(findDuplicates([train, other]), train),
    judgeCopies(findDuplicates([{ ...leaky, name: 'train' }]), { ...other, name: 'train' }),
    judgeSharedGroups([train, other], 'writer'),
    judgeSharedGroups([train, { ...train, name: 'dev' }], 'writer'),
    judgeRange(pixelStatistics(other)),
    judgeClipping(pixelStatistics(train), pixelStatistics(other)),
    judgeNormalisation(pixelStatistics(other), glyphs.mean, glyphs.deviation),
    judgeShift(testShift(train, other)),
    judgeBalance(classBalance(other.labels, 10)),
    judgeAspect(undefined),
    judgeAspect({ mean: 1.4, low: 1.3, high: 1.5 }),
    judgeAspect(around(1)),
  ]);
}

function errorVerdicts(): Verdict[] {
  return [0, 3, 500].flatMap((n) =>
    [0, 1, 20].flatMap((boost) => {
      const predictions = randomPredictions(n, 4, 1, boost);
      const correct = range(n).map((i) => i % 3 > 0);
      return [
        ...judgeMetric(predictions),
        ...judgeMetric({ labels: range(n).map(() => 1), probabilities: range(4 * n).map(() => 0.25), classes: 4 }),
        judgeCalibration(calibrate(predictions)),
        judgeLabelNoise(findLabelNoise(predictions)),
        judgeSlices(sliceAccuracy(correct, correct.map((right, i) => ({ kind: right ? i % 2 : 2 })))),
        judgeComparison(compareRuns(correct, correct.map(() => boost > 0))),
      ];
    }),
  );
}

function runVerdicts(): Verdict[] {
  const evaluation = (step: number, train: number, dev: number): Evaluation => ({
    step,
    train: { loss: train, accuracy: 1 - train / 3, samples: 500 },
    dev: { loss: dev, accuracy: 1 - dev / 3, samples: 500 },
  });
  const series = [[], [2, 1], range(400).map(() => 2.3), range(400).map((i) => 2 * Math.exp(-i / 50)), range(400).map((i) => i), [1, NaN, 2]];
  return [
    ...[NaN, 0.1, 2.3, 3, 9].map((loss) => judgeInitialLoss(loss, 10)),
    ...[NaN, 0, 0.04, 0.5].flatMap((error) => [
      judgeTrainingError(around(error), { bayes: 0 }),
      judgeDevError(around(error), around(0.2), { bayes: 0.1 }),
      judgeDevError(around(error), around(0), { bayes: 0, human: 0.02 }),
    ]),
    ...[[], range(6).map((i) => evaluation(i, 2 - i / 3, 1 + Math.abs(3 - i) / 3)), range(6).map((i) => evaluation(i, 1, 1))].flatMap((evaluations) => [
      judgeGap(evaluations),
      judgeDevLoss(evaluations),
    ]),
    ...series.flatMap((losses) => [judgeLearning(losses, 10, losses.length), judgeStability(losses), judgeLossShape(losses)]),
    ...[[], [1, 1], [1e-6, 1], [1e-4, 30], [0, 1], [NaN]].flatMap((values) => {
      const measured = values.map((value, i) => ({ name: `layer ${i}`, value }));
      const updates = values.map((value, i) => ({ name: `layer ${i}`, initialWeight: 1, ratios: [value], rateFactors: [1] }));
      return [judgeGradientScale(measured), judgeActivationScale(measured), judgeDeadUnits(measured), judgeSaturation(measured), judgeUpdateRatio(updates)];
    }),
    ...[[], range(100).map(() => 1), range(100).map((i) => (i % 3 === 0 ? 3 : 0))].map(judgeVisits),
    ...[[], [[1, 1], [2, 2], [3, 3], [4, 4]], [[1, 2], [2, 1]]].map((batches) => judgeLabelOrder(batches, 5)),
    ...[NaN, 1, 100, 1e5].map((scale) => judgeNoiseScale({ scale, signal: 1, noise: scale }, 128)),
    ...[0, 20, 62, 64].map((right) => judgeSmallFit({ samples: 64, right, loss: 1, steps: 300 })),
  ];
}

describe('every verdict', () => {
  const verdicts = [...dataVerdicts(), ...errorVerdicts(), ...runVerdicts()];

  it('is a sentence with a rule and a source, and says what to do where something is wrong', () => {
    for (const { id, tone, text, rule, source, remedies } of verdicts) {
      const all = `${id}: ${text}`;
      expect(text, all).toMatch(/^[A-Z0-9∞−].*[.”]$/);
      expect(text.replace('began at NaN', ''), all).not.toMatch(/NaN|undefined|Infinity|\[object| {2}/);
      expect(rule, all).toMatch(/^[A-Z].*\.$/);
      expect(source.citation.length, all).toBeGreaterThan(5);
      if (source.url !== undefined) expect(source.url, all).toMatch(/^https:\/\//);
      for (const remedy of remedies) expect(remedy, all).toMatch(/^[A-Z].*[.?]$/);
      if (tone === 'watch' || tone === 'bad') expect(remedies.length, all).toBeGreaterThan(0);
      if (tone === 'good') expect(remedies, all).toEqual([]);
    }
  });

  it('of one id has one rule, and every rule can be content and alarmed', () => {
    const ids = new Map(verdicts.map(({ id, rule }) => [id, rule]));
    for (const { id, rule } of verdicts) expect(rule).toBe(ids.get(id));
    expect(new Set(ids.values()).size).toBeGreaterThanOrEqual(ids.size - 2); // the three on orientation share their words
    for (const id of ids.keys()) {
      const tones = new Set(verdicts.filter((one) => one.id === id).map(({ tone }) => tone));
      expect(tones.has('good') || tones.has('unknown'), id).toBe(true);
      expect(tones.size, id).toBeGreaterThan(1);
    }
  });
});
