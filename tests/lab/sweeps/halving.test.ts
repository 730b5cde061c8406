import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { armsWithin, costOfHalving, rungSteps } from '../../../src/lab/sweeps/halving';
import type { Trial } from '../../../src/lab/trial';
import { planWith, play, runsSpent, type World } from './support';

const rates = Array.from({ length: 18 }, (_, i) => (i + 1) / 100);
const plan = planWith({ halving: true, factors: [{ field: 'run.lr', values: rates }] });

/** Curves that rise to a height that grows with the rate, with a little luck of the seed; they never cross. */
const rising: World['accuracy'] = (trial, step) => {
  const height = 0.5 + trial.experiment.run.lr;
  return height * (1 - Math.exp((-5 * step) / trial.steps)) + 0.001 * Stream.of(trial.experiment.run.seed, 'luck').uniform();
};
const reached = (trials: readonly Trial[], share: number): number[] =>
  [...new Set(trials.filter(({ step, steps }) => step >= Math.round(share * steps)).map(({ experiment }) => experiment.run.lr))].sort((a, b) => b - a);

/** Takes the waiting trials in an order of its own. */
const shuffled = (seed: number): NonNullable<World['pick']> => {
  const stream = Stream.of(seed, 'order');
  return (candidates) => candidates[stream.below(candidates.length)]!;
};

describe('successive halving', () => {
  it('lets the best third go on, and the best third of those', () => {
    const trials = play(plan, { accuracy: rising });
    expect(trials).toHaveLength(18);
    expect(reached(trials, 1 / 3)).toEqual([0.18, 0.17, 0.16, 0.15, 0.14, 0.13]);
    expect(reached(trials, 1)).toEqual([0.18, 0.17]);
    expect(trials.filter(({ status }) => status === 'stopped').every(({ step, steps }) => rungSteps(steps).includes(step))).toBe(true);
    // 18 ninths, 6 times two ninths more, 2 times the other two thirds.
    expect(runsSpent(trials)).toBeCloseTo(18 / 9 + (6 * 2) / 9 + (2 * 2) / 3, 1);
  });

  it('decides alike in whatever order trials end, and after the page was closed between any two events', () => {
    const outcome = (trials: readonly Trial[]) => trials.map(({ experiment, step, status }) => [experiment.run.lr, experiment.run.seed, step, status]).sort();
    const several = { ...plan, seeds: 3 };
    const expected = outcome(play(several, { accuracy: rising }));
    for (let seed = 1; seed <= 5; seed++) expect(outcome(play(several, { accuracy: rising, pick: shuffled(seed), reload: true }))).toEqual(expected);
  });

  it('keeps or drops all seeds of an arm together', () => {
    const trials = play({ ...plan, seeds: 3 }, { accuracy: rising, pick: shuffled(9) });
    for (const lr of rates) expect(new Set(trials.filter(({ experiment }) => experiment.run.lr === lr).map(({ step }) => step)).size, String(lr)).toBe(1);
  });

  it('takes a diverged run for the worst', () => {
    const trials = play(plan, { accuracy: (trial, step) => (trial.experiment.run.lr > 0.165 ? NaN : rising(trial, step)) });
    expect(trials.filter(({ status }) => status === 'failed').map(({ experiment }) => experiment.run.lr)).toEqual([0.17, 0.18]);
    expect(reached(trials, 1)).toEqual([0.16, 0.15]);
    expect(play(plan, { accuracy: () => NaN }).every(({ status }) => status === 'failed')).toBe(true);
  });

  it('never spends more than its budget in runs, and uses most of it', () => {
    for (const runs of [1, 2, 3.5, 5, 8]) {
      for (const seeds of [1, 2]) {
        const trials = play({ ...plan, seeds, budget: { runs } }, { accuracy: rising, pick: shuffled(runs) });
        const spent = runsSpent(trials);
        // Rungs are whole steps, of 300 here. One arm is tried whatever the budget says.
        if (runs >= seeds) expect(spent).toBeLessThanOrEqual(runs + 0.05);
        expect(spent).toBeGreaterThan(Math.min(seeds, runs * 0.6) - 0.05);
      }
    }
  });

  it('stays near its minutes', () => {
    const secondsPerStep = 0.1;
    const trials = play({ ...plan, budget: { minutes: 2 } }, { accuracy: rising, secondsPerStep });
    const seconds = trials.reduce((sum, trial) => sum + trial.seconds, 0);
    expect(seconds).toBeLessThanOrEqual(120 * 1.05);
    expect(seconds).toBeGreaterThan(60);
    expect(trials.filter(({ status }) => status === 'finished').length).toBeGreaterThan(0);
  });

  describe('where runs turn out slower than the first ones', () => {
    const secondsOf = (trials: readonly Trial[]) => trials.reduce((sum, { seconds }) => sum + seconds, 0);
    const ended = (trials: readonly Trial[]) => trials.filter(({ status }) => status === 'finished').map(({ experiment }) => experiment.run.lr);
    /** As when the first two run alone and all others side by side. */
    const slowing = (factor: number) => (trial: Trial) => (trial.experiment.run.lr <= 0.02 ? 0.1 : 0.1 * factor);
    const MINUTE = 60;

    it('lets the best arm come to its end all the same, and stays near its minutes', () => {
      for (const factor of [1, 1.3, 2, 3, 5]) {
        for (const minutes of [0.4, 0.8, 1.2, 2, 4]) {
          const trials = play({ ...plan, budget: { minutes } }, { accuracy: rising, secondsPerStep: slowing(factor) });
          const best = Math.max(...trials.filter(({ step }) => step > 0).map(({ experiment }) => experiment.run.lr));
          expect(ended(trials), `${factor} times slower, ${minutes} minutes`).toContain(best);
          // Two short runs and a whole one there are, however few the minutes; the first two let all others look faster than they are.
          expect(secondsOf(trials)).toBeLessThanOrEqual(Math.max(minutes * MINUTE * 1.25, 2 * 10 * factor + 30 * factor));
        }
      }
    });

    it('takes all seeds of that arm along', () => {
      const trials = play({ ...plan, seeds: 3, budget: { minutes: 2 } }, { accuracy: rising, secondsPerStep: slowing(3) });
      expect(ended(trials).length).toBeGreaterThan(0);
      for (const lr of rates) expect(new Set(trials.filter(({ experiment }) => experiment.run.lr === lr).map(({ step }) => step)).size, String(lr)).toBeLessThanOrEqual(1);
    });

    it('does not begin what waits once the minutes are needed for the best', () => {
      const trials = play({ ...plan, budget: { minutes: 1.2 } }, { accuracy: rising, secondsPerStep: slowing(4) });
      const never = trials.filter(({ status, step }) => status === 'stopped' && step === 0);
      expect(never.length).toBeGreaterThan(0);
      expect(ended(trials)).toHaveLength(1);
    });
  });

  it('with a budget in minutes goes on past arms that break down before their first step, and ends where all do', () => {
    const budget = { minutes: 2 };
    for (const pace of [undefined, 0.1]) {
      const wanted = { ...plan, budget, ...(pace === undefined ? {} : { pace }) };
      const trials = play(wanted, { accuracy: rising, secondsPerStep: 0.1, lost: ({ experiment }) => experiment.run.lr <= 0.03 });
      expect(trials.some(({ status }) => status === 'finished')).toBe(true);
      expect(play(wanted, { accuracy: rising, lost: () => true }).every(({ status }) => status === 'failed')).toBe(true);
    }
  });

  it('reckons its cost as a list of rungs would', () => {
    for (let n = 1; n <= 60; n++) {
      const second = Math.ceil(n / 3);
      const third = Math.ceil(second / 3);
      expect(costOfHalving(n)).toBeCloseTo(n / 9 + (second * 2) / 9 + (third * 2) / 3, 9);
    }
    const most = armsWithin(planWith({ halving: true, budget: { runs: 5 } }), 60, undefined);
    expect(costOfHalving(most)).toBeLessThanOrEqual(5);
    expect(costOfHalving(most + 1)).toBeGreaterThan(5);
  });

  it('refuses runs that are too short for it', () => {
    const short = planWith({ halving: true, factors: [{ field: 'run.epochs', values: [0.5, 1] }] });
    expect(() => play(short, { accuracy: rising })).toThrow('too short to be judged');
  });
});
