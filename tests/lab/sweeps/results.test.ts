import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { Stream } from '../../../src/core/random';
import { dimensionsOf } from '../../../src/lab/sweeps/dimensions';
import { mainEffects } from '../../../src/lab/sweeps/effects';
import type { SweepPlan } from '../../../src/lab/sweeps/plan';
import { bestAgainstSecond, rankArms } from '../../../src/lab/sweeps/results';
import { suggestedRange, suggestedValues } from '../../../src/lab/sweeps/suggest';
import type { Trial } from '../../../src/lab/trial';
import { BASE, planWith, play } from './support';

const grid: SweepPlan = planWith({
  seeds: 4,
  factors: [
    { field: 'run.lr', values: [0.01, 0.1] },
    { field: 'model.width', values: [8, 32] },
  ],
});
const luck = [0.01, -0.02, 0.005, 0.012];
/** The rate gives ten points, the width one; every seed has its luck, and the wide networks a little of their own. */
const accuracy = ({ experiment }: Trial): number =>
  0.6 + (experiment.run.lr === 0.1 ? 0.1 : 0) + (experiment.model['width'] === 32 ? 0.01 + luck[4 - experiment.run.seed]! / 10 : 0) + luck[experiment.run.seed - 1]!;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));
/** Student's 97.5 % quantiles from a printed table, by degrees of freedom. */
const T: Readonly<Record<number, number>> = { 3: 3.1824, 7: 2.3646 };

describe('the ranking', () => {
  const trials = play(grid, { accuracy });
  const { ranking, columns } = rankArms(catalogue, grid, trials);

  it('has the best mean first, with Student’s interval over the seeds', () => {
    expect(columns).toEqual(['Learning rate', 'Width']);
    expect(ranking.map(({ settings }) => settings)).toEqual([['0.1', '32'], ['0.1', '8'], ['0.01', '32'], ['0.01', '8']]);
    for (const { trials: own, accuracy: estimate } of ranking) {
      const values = own.map(accuracy);
      expect(estimate!.mean).toBeCloseTo(mean(values), 12);
      expect(estimate!.high - estimate!.mean).toBeCloseTo((T[3]! * deviation(values)) / 2, 4);
    }
  });

  it('compares the first two seed by seed', () => {
    const differences = [1, 2, 3, 4].map((seed) => 0.01 + luck[4 - seed]! / 10);
    const half = (T[3]! * deviation(differences)) / 2;
    const text = bestAgainstSecond(ranking);
    expect(text).toContain('“lr 0.1, width 32” is better than “lr 0.1, width 8”');
    expect(text).toContain(`95 % interval ${(100 * (mean(differences) - half)).toFixed(2)} to ${(100 * (mean(differences) + half)).toFixed(2)}`);
    expect(text).toContain('picked as the best of 4');
  });

  it('does not say better where the data do not', () => {
    const noisy = play(grid, { accuracy: (trial) => accuracy(trial) + (trial.experiment.model['width'] === 8 && trial.experiment.run.seed === 2 ? 0.03 : 0) });
    expect(bestAgainstSecond(rankArms(catalogue, grid, noisy).ranking)).toMatch(/^Whether .* differ cannot be told/);
    const once = { ...grid, seeds: 1 };
    expect(bestAgainstSecond(rankArms(catalogue, once, play(once, { accuracy })).ranking)).toContain('tells nothing of luck');
    expect(bestAgainstSecond([])).toBe('No run has come to its end yet.');
  });

  it('does not take a few differences that happen to be alike for certainty', () => {
    const two = { ...grid, seeds: 2, factors: [{ field: 'run.lr', values: [0.01, 0.1] }] };
    const apart = (by: number) => bestAgainstSecond(rankArms(catalogue, two, play(two, { accuracy: ({ experiment }) => 0.8 + experiment.run.seed / 100 + (experiment.run.lr === 0.1 ? by : 0) })).ranking);
    // One sample of 400, with both seeds.
    expect(apart(1 / 400)).toMatch(/^Whether .* differ cannot be told/);
    expect(apart(0.05)).toContain('is better than');
  });

  it('raises no more false alarms than were agreed on', () => {
    for (const n of [2, 3, 5]) {
      const plan = { ...grid, seeds: n, factors: [{ field: 'run.lr', values: [0.01, 0.1] }] };
      const { ranking: [first, second] } = rankArms(catalogue, plan, play(plan, { accuracy: () => 0.8 }));
      for (const spread of [0.3, 0.7, 1.5]) {
        const stream = Stream.of(n, 'nothing differs', String(spread));
        const drawn = () => new Map(Array.from({ length: n }, (_, i) => [i + 1, Math.round(320.3 + spread * stream.normal()) / 400]));
        const repeats = 2000;
        let alarms = 0;
        for (let i = 0; i < repeats; i++) if (bestAgainstSecond([{ ...first!, finished: drawn() }, { ...second!, finished: drawn() }]).includes('is better than')) alarms++;
        // Only the one in front can be called better, by a test that looks both ways.
        expect(alarms / repeats, `${n} seeds, ${spread} samples`).toBeLessThanOrEqual(0.055 / 2);
      }
    }
  });

  it('puts diverged runs last, and says so', () => {
    const broken = play(grid, { accuracy: (trial) => (trial.experiment.run.lr === 0.1 && trial.experiment.model['width'] === 32 && trial.experiment.run.seed === 3 ? NaN : accuracy(trial)) });
    const ranked = rankArms(catalogue, grid, broken).ranking;
    expect(ranked.at(-1)!.settings).toEqual(['0.1', '32']);
    expect(ranked.at(-1)).toMatchObject({ failures: 1, status: 'finished' });
  });

  it('puts those that halving stopped behind those that went further', () => {
    const plan = planWith({ halving: true, factors: [{ field: 'run.lr', values: [0.01, 0.02, 0.03, 0.04, 0.05, 0.06] }] });
    // The last one is bad early and would have been the best.
    const ranked = rankArms(catalogue, plan, play(plan, { accuracy: (trial, step) => (step < trial.steps / 2 ? trial.experiment.run.lr : 0.9 - trial.experiment.run.lr) })).ranking;
    expect(ranked.map(({ status, settings }) => [status, settings[0]])).toEqual([
      ['finished', '0.06'],
      ['stopped', '0.05'],
      ['stopped', '0.04'],
      ['stopped', '0.03'],
      ['stopped', '0.02'],
      ['stopped', '0.01'],
    ]);
    expect(ranked[1]!.progress).toBeCloseTo(1 / 3, 2);
  });
});

describe('main effects', () => {
  it('are means over all runs with a value', () => {
    const trials = play(grid, { accuracy });
    const effects = mainEffects(catalogue, grid, rankArms(catalogue, grid, trials).ranking);
    expect(effects.map(({ name }) => name)).toEqual(['Learning rate', 'Width']);
    for (const [effect, read] of [
      [effects[0]!, (trial: Trial) => trial.experiment.run.lr],
      [effects[1]!, (trial: Trial) => trial.experiment.model['width']],
    ] as const) {
      for (const level of effect.levels) {
        const values = trials.filter((trial) => String(read(trial)) === level.label).map(accuracy);
        expect(level.runs).toBe(8);
        expect(level.accuracy.mean).toBeCloseTo(mean(values), 12);
        expect(level.accuracy.mean - level.accuracy.low).toBeCloseTo((T[7]! * deviation(values)) / Math.sqrt(8), 4);
      }
    }
  });

  it('count only runs that are otherwise as the base, where one factor was changed at a time', () => {
    const plan = planWith({ strategy: 'one-factor', factors: [{ field: 'run.lr', values: [0.01, 0.05, 0.1] }, { field: 'label-smoothing.epsilon', values: [0.1] }] });
    const effects = mainEffects(catalogue, plan, rankArms(catalogue, plan, play(plan, { accuracy: ({ experiment }) => ('label-smoothing' in experiment.tricks ? 0.9 : experiment.run.lr) })).ranking);
    expect(effects[0]!.levels.map(({ label, accuracy: { mean: level } }) => [label, level])).toEqual([['0.01', 0.01], ['0.05', 0.05], ['0.1', 0.1]]);
    expect(effects[1]!.levels.map(({ label, accuracy: { mean: level } }) => [label, level])).toEqual([['off', 0.05], ['0.1', 0.9]]);
  });

  it('gather many values into parts of the range', () => {
    const plan = planWith({ strategy: 'random', draws: 20, factors: [{ field: 'run.lr', low: 0.001, high: 1, count: 4, spacing: 'log' }] });
    const [effect] = mainEffects(catalogue, plan, rankArms(catalogue, plan, play(plan, { accuracy: ({ experiment }) => experiment.run.lr })).ranking);
    expect(effect!.levels.map(({ runs }) => runs)).toEqual([5, 5, 5, 5]);
    const means = effect!.levels.map(({ accuracy: { mean: level } }) => level);
    expect(means).toEqual([...means].sort((a, b) => a - b));
  });
});

describe('suggested values', () => {
  const of = (id: string) => dimensionsOf(catalogue, BASE).find((dimension) => dimension.id === id)!;

  it('are a quarter, the present one and four times as much for a logarithmic field', () => {
    expect(suggestedValues(of('run.lr'), BASE).values).toEqual([0.0125, 0.05, 0.2]);
    expect(suggestedRange(of('run.lr'), BASE)).toEqual({ field: 'run.lr', low: 0.0125, high: 0.2, count: 4, spacing: 'log' });
    expect(suggestedValues(of('model.width'), BASE).values).toEqual([8, 32, 128]);
  });

  it('are a trick’s own trials where it has some', () => {
    expect(suggestedValues(of('weight-decay.lambda'), BASE).values).toEqual([0.000125, 0.0005, 0.002]);
    expect(suggestedRange(of('weight-decay.lambda'), BASE)!.spacing).toBe('log');
    expect(suggestedValues(of('label-smoothing.epsilon'), BASE).values).toEqual([0, 0.1, 0.2]);
    expect(suggestedRange(of('label-smoothing.epsilon'), BASE)!.spacing).toBe('linear');
  });

  it('are all there is of switches and choices, and values that the field allows', () => {
    expect(suggestedValues(of('mixup'), BASE).values).toEqual([false, true]);
    for (const dimension of dimensionsOf(catalogue, BASE)) {
      const { values } = suggestedValues(dimension, BASE);
      expect(values.length, dimension.id).toBeGreaterThan(0);
      for (const value of values) expect(dimension.field.schema.safeParse(value).success, `${dimension.id} ${String(value)}`).toBe(true);
    }
  });
});
