import { beforeEach, describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { defaultExperiment } from '../../../src/core/experiment';
import {
  addFactor,
  changeFactor,
  chooseStrategy,
  dimensionsOf,
  editDraft,
  paceSeen,
  planFrom,
  previewSweep,
  progressOf,
  removeFactor,
  sweepDraft,
  titleOf,
} from '../../../src/store/lab/sweep';
import { BASE, planWith, play, trialFrom } from '../../lab/sweeps/support';

const fresh = sweepDraft.getInitialState();
const plan = () => planFrom(sweepDraft.getState(), BASE);
const add = (id: string): void => addFactor(dimensionsOf(catalogue, BASE).find((dimension) => dimension.id === id)!, BASE);
const preview = (of = plan()) => previewSweep(catalogue, of, new AbortController().signal);

beforeEach(() => sweepDraft.setState(fresh, true));

describe('the draft of a sweep', () => {
  it('lists values for a grid and takes ranges for draws, and forgets neither', async () => {
    add('run.lr');
    add('model.activation');
    add('run.lr');
    expect(plan().factors).toEqual([
      { field: 'run.lr', values: [0.0125, 0.05, 0.2] },
      { field: 'model.activation', values: ['relu', 'tanh', 'sigmoid'] },
    ]);
    changeFactor('run.lr', { values: [0.3] });
    chooseStrategy('random');
    expect(plan().factors[0]).toMatchObject({ low: 0.0125, high: 0.2, spacing: 'log' });
    chooseStrategy('one-factor');
    expect(plan().factors[0]).toEqual({ field: 'run.lr', values: [0.3] });
    removeFactor('run.lr');
    expect(titleOf(catalogue, plan())).toBe('One factor at a time: activation');
  });

  it('never asks for halving where it cannot be', () => {
    add('run.lr');
    editDraft({ halving: true, limit: 'minutes', minutes: 4 });
    expect(plan()).toMatchObject({ halving: true, budget: { minutes: 4 } });
    chooseStrategy('big-step');
    expect(plan().halving).toBe(false);
  });
});

describe('the preview', () => {
  it('counts runs and reckons their time from the pace', async () => {
    const shown = await preview({ ...planWith({ seeds: 3 }), pace: 0.01 });
    const { steps } = trialFrom({ experiment: BASE });
    expect(shown).toMatchObject({ arms: 2, runs: 6, cost: 6, first: ['lr 0.01', 'lr 0.1'], leftOut: [], cut: false });
    expect(shown!.seconds).toBeCloseTo(6 * steps * 0.01, 9);
  });

  it('agrees with what is then run', async () => {
    for (const change of [{ budget: { runs: 3 } }, { halving: true }, { halving: true, budget: { runs: 2 } }, { strategy: 'random', draws: 7 }, { strategy: 'big-step', draws: 7, factors: [{ field: 'run.lr', low: 0.01, high: 1, count: 2, spacing: 'log' }] }] as const) {
      const made = planWith({ factors: [{ field: 'run.lr', values: [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08] }], ...(change as object) });
      const shown = await preview(made);
      expect(play(made, { accuracy: ({ experiment }) => experiment.run.lr }).length, JSON.stringify(change)).toBe(shown!.runs);
    }
  });

  it('says what is wrong, and stops when it is no longer wanted', async () => {
    await expect(preview(planWith({ factors: [{ field: 'run.lr', values: [-1] }] }))).rejects.toThrow('Learning rate should be');
    const abort = new AbortController();
    const many = planWith({ base: defaultExperiment(catalogue, 'scenes', 'resnet'), factors: [{ field: 'model.width', low: 4, high: 32, count: 29, spacing: 'linear' }] });
    const going = previewSweep(catalogue, many, abort.signal);
    abort.abort();
    expect(await going).toBeUndefined();
  });
});

describe('progress', () => {
  it('goes from nothing to all, and reckons the time left', () => {
    for (const change of [{ seeds: 3 }, { seeds: 2, halving: true }, { budget: { runs: 1 } }]) {
      const made = planWith(change);
      const shares: number[] = [];
      const trials = play(made, {
        accuracy: ({ experiment }) => experiment.run.lr,
        watch: (all) => {
          shares.push(progressOf(catalogue, made, all).share);
        },
      });
      expect(shares[0]).toBe(0);
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(shares.at(-1)).toBeCloseTo(1, 1);
      expect(progressOf(catalogue, made, trials)).toMatchObject({ done: trials.length, total: trials.length });
    }
  });

  it('takes its pace from the latest run that is alike', () => {
    const trial = { ...trialFrom({ experiment: BASE }), step: 100, seconds: 2 };
    expect(Math.abs(Math.log(paceSeen(BASE, [trial])! / 0.02))).toBeLessThan(Math.log(1.2));
    expect(paceSeen(defaultExperiment(catalogue), [trial])).toBeUndefined();
  });
});
