import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { dimensionsOf, sameValue } from '../../../src/lab/sweeps/dimensions';
import { bigSteps } from '../../../src/lab/sweeps/big-step';
import { readSweep } from '../../../src/lab/sweeps/plan';
import { scoreOf } from '../../../src/lab/sweeps/score';
import { sweep } from '../../../src/lab/sweeps/sweep';
import type { Trial } from '../../../src/lab/trial';
import { planWith, play, type World } from './support';

const flat: World = { accuracy: () => 0.5 };

describe('a sweep', () => {
  it('wants each run once, to the end, with a bounded queue', () => {
    const plan = planWith({ seeds: 5, factors: [{ field: 'run.lr', low: 0.001, high: 1, count: 20, spacing: 'log' }] });
    let open = 0;
    const trials = play(plan, {
      ...flat,
      reload: true,
      watch: (all) => {
        open = Math.max(open, all.filter(({ status }) => status === 'waiting').length);
      },
    });
    expect(trials).toHaveLength(100);
    expect(new Set(trials.map(({ link }) => link)).size).toBe(100);
    expect(open).toBeLessThanOrEqual(24);
    expect(sweep.next(catalogue, plan, trials).add).toEqual([]);
  });

  it('stops adding when its runs are spent', () => {
    expect(play(planWith({ seeds: 4, budget: { runs: 5 } }), flat)).toHaveLength(5);
  });

  it('stops adding when its minutes are spent, however fast runs turn out to be', () => {
    const plan = planWith({ seeds: 20, budget: { minutes: 1 } });
    for (const [pace, secondsPerStep] of [
      [undefined, 0.01],
      [0.01, 0.01],
      [0.001, 0.02], // twenty times slower than was thought
      [0.1, 0.01],
    ] as const) {
      const trials = play(pace === undefined ? plan : { ...plan, pace }, { ...flat, secondsPerStep });
      const seconds = trials.reduce((sum, trial) => sum + trial.seconds, 0);
      const ofOne = secondsPerStep * trials[0]!.steps;
      expect(seconds).toBeLessThanOrEqual(60 + 2 * ofOne);
      expect(seconds).toBeGreaterThan(Math.min(60, 40 * ofOne) - 2 * ofOne);
    }
  });

  it('makes one run even of a budget that is too small for it', () => {
    expect(play(planWith({ budget: { minutes: 0.001 } }), flat)).toHaveLength(1);
  });

  it('with a budget in minutes goes on where its first runs break down before their first step', () => {
    const plan = planWith({ budget: { minutes: 5 }, factors: [{ field: 'run.lr', values: [0.01, 0.02, 0.03, 0.04] }] });
    const lost: World['lost'] = ({ experiment }) => experiment.run.lr < 0.025;
    for (const pace of [undefined, 0.1, 100]) {
      const trials = play({ ...plan, ...(pace === undefined ? {} : { pace }) }, { ...flat, secondsPerStep: 0.1, lost });
      expect(trials.map(({ status }) => status), String(pace)).toEqual(['failed', 'failed', 'finished', 'finished']);
    }
    expect(play(plan, { ...flat, lost: () => true })).toHaveLength(4);
  });

  it('gives its trials the names of their settings and the parent of the plan', () => {
    const { add = [] } = sweep.next(catalogue, planWith({ seeds: 2, parent: 'base' }), []);
    expect(add[2]).toMatchObject({ name: 'lr 0.01, seed 2', arm: 'lr 0.01', parent: 'base' });
  });
});

describe('big step, baby steps', () => {
  const plan = planWith({
    strategy: 'big-step',
    draws: 60,
    factors: [
      { field: 'run.lr', low: 0.0001, high: 10, count: 4, spacing: 'log' },
      { field: 'model.width', low: 2, high: 128, count: 4, spacing: 'log' },
      { field: 'data.noise', low: 0, high: 0.5, count: 4, spacing: 'linear' },
      { field: 'model.activation', values: ['relu', 'tanh', 'sigmoid'] },
    ],
  });
  /** One hill in the logarithm of the rate and of the width. */
  const hill: World['accuracy'] = ({ experiment }) => {
    const far = (Math.log10(experiment.run.lr) + 1) ** 2 + Math.log2(Number(experiment.model['width']) / 64) ** 2 / 4;
    return 0.9 * Math.exp(-far / 8) + (experiment.model['activation'] === 'tanh' ? 0.05 : 0);
  };
  const outcomes = (trials: readonly Trial[]) => (label: string) => {
    const own = trials.filter(({ arm }) => arm === label);
    return own.length === 0 ? undefined : scoreOf(own);
  };

  it('changes exactly one factor in each control experiment, and by a small step', () => {
    const trials = play(plan, { accuracy: hill });
    const { steps } = bigSteps(readSweep(catalogue, plan), outcomes(trials));
    const byLabel = new Map(steps.map((step) => [step.arm.label, step]));
    const dimensions = dimensionsOf(catalogue, plan.base);
    const small = steps.filter(({ kind }) => kind === 'small');
    expect(small.length).toBeGreaterThan(20);
    for (const { arm, from, changes } of small) {
      const before = byLabel.get(from!)!.arm.experiment;
      const differing = dimensions.filter((dimension) => !sameValue(dimension.read(before), dimension.read(arm.experiment)));
      expect(differing.map(({ id }) => id)).toEqual([changes]);
      if (changes === 'run.lr') expect(Math.abs(Math.log10(arm.experiment.run.lr / before.run.lr))).toBeLessThan(5 * 0.09);
    }
    // A jump moves several at once.
    for (const { arm, from } of steps.filter(({ kind }) => kind === 'big')) {
      const before = byLabel.get(from!)!.arm.experiment;
      expect(dimensions.filter((dimension) => !sameValue(dimension.read(before), dimension.read(arm.experiment))).length).toBeGreaterThan(1);
    }
  });

  it('tries as many settings as asked for, ends, and gets better', () => {
    const trials = play(plan, { accuracy: hill });
    expect(trials).toHaveLength(60);
    expect(new Set(trials.map(({ arm }) => arm)).size).toBe(60);
    const accuracies = trials.map(({ final }) => final!.dev.accuracy);
    expect(Math.max(...accuracies)).toBeGreaterThan(accuracies[0]! + 0.02);
  });

  it('tries the same in whatever order trials end, with several seeds, and after the page was closed', () => {
    const several = { ...plan, seeds: 2, draws: 25 };
    const tried = (trials: readonly Trial[]) => trials.map(({ arm, experiment }) => `${arm} ${experiment.run.seed}`).sort();
    const expected = tried(play(several, { accuracy: hill }));
    expect(expected).toHaveLength(50);
    expect(tried(play(several, { accuracy: hill, reload: true, pick: (candidates) => candidates.at(-1)! }))).toEqual(expected);
  });

  it('goes on past runs that diverge, and ends where nothing new is left', () => {
    const cliff: World['accuracy'] = (trial, step) => (trial.experiment.run.lr > 1 ? NaN : hill(trial, step));
    expect(play(plan, { accuracy: cliff })).toHaveLength(60);
    const small = planWith({ strategy: 'big-step', factors: [{ field: 'model.depth', low: 1, high: 3, count: 3, spacing: 'linear' }, { field: 'label-smoothing', values: [false, true] }] });
    expect(play(small, flat).length).toBeLessThanOrEqual(6);
  });

  it('jumps far now and then, but mostly near', () => {
    const { steps } = bigSteps(readSweep(catalogue, { ...plan, draws: 200 }), () => ({ failures: 0, accuracy: 0.5 }));
    const base = Math.log10(plan.base.run.lr);
    const jumps = steps.filter(({ kind }) => kind === 'big').map(({ arm }) => Math.abs(Math.log10(arm.experiment.run.lr) - base) / 5);
    expect(jumps.length).toBeGreaterThan(30);
    const share = (most: number) => jumps.filter((jump) => jump < most).length / jumps.length;
    // Half of Cauchy's steps are shorter than its scale.
    expect(share(0.15)).toBeGreaterThan(0.3);
    expect(share(0.15)).toBeLessThan(0.7);
    expect(Math.max(...jumps)).toBeGreaterThan(0.4);
  });
});
