/** Plans and trials for tests of sweeps. */
import { catalogue } from '../../../src/catalogue';
import { defaultExperiment, type Experiment } from '../../../src/core/experiment';
import type { Wishes } from '../../../src/lab/study';
import type { SweepPlan } from '../../../src/lab/sweeps/plan';
import { sweep } from '../../../src/lab/sweeps/sweep';
import { hasEnded, type NewTrial, type Trial } from '../../../src/lab/trial';
import { studyTrial } from '../../support/trials';

export const BASE: Experiment = defaultExperiment(catalogue, 'points');

export function planWith(change: Partial<SweepPlan>): SweepPlan {
  return {
    version: 1,
    base: BASE,
    strategy: 'grid',
    factors: [{ field: 'run.lr', values: [0.01, 0.1] }],
    seeds: 1,
    draws: 20,
    drawSeed: 1,
    even: false,
    halving: false,
    ...change,
  };
}

let made = 0;

export function trialFrom(wanted: NewTrial): Trial {
  made++;
  return studyTrial(wanted, { id: `trial ${made}`, created: made, order: made });
}

export function metrics(accuracy: number): NonNullable<Trial['final']> {
  const result = { loss: 1 - accuracy, accuracy, samples: 400 };
  return { train: result, dev: result };
}

export interface World {
  /** Dev accuracy of a trial after so many steps; NaN where it diverges. */
  readonly accuracy: (trial: Trial, step: number) => number;
  readonly secondsPerStep?: number | ((trial: Trial) => number);
  /** Trials that break down before their first step. */
  readonly lost?: (trial: Trial) => boolean;
  /** Which of those that can run is next. */
  readonly pick?: (candidates: readonly Trial[]) => Trial;
  /** Called with all trials after each event; for checks of what must always hold. */
  readonly watch?: (trials: readonly Trial[]) => void;
  /** Whether plan and trials are copied before each question, as after the page was closed and opened again. */
  readonly reload?: boolean;
}

/** Plays a sweep to its end: one trial at a time runs until it is held or over, and the sweep is asked what it wants. */
export function play(plan: SweepPlan, world: World): Trial[] {
  let trials: Trial[] = [];
  const ask = (): Wishes => sweep.next(catalogue, world.reload ? structuredClone(plan) : plan, world.reload ? structuredClone(trials) : trials);
  const obey = ({ add = [], stop = [], release = [] }: Wishes): void => {
    trials = trials.map((trial) => {
      if (stop.includes(trial.id)) return { ...trial, status: 'stopped' };
      const wish = release.find(({ id }) => id === trial.id);
      if (!wish) return trial;
      const { holdAt: reached, ...rest } = trial;
      if (reached === undefined) throw new Error('A trial that was not held is to go on');
      return { ...rest, status: 'waiting', ...(wish.holdAt === undefined ? {} : { holdAt: wish.holdAt }) };
    });
    trials = [...trials, ...add.map(trialFrom)];
    world.watch?.(trials);
  };
  obey(ask());
  for (let turn = 0; turn < 5000; turn++) {
    const waiting = trials.filter(({ status }) => status === 'waiting');
    if (waiting.length === 0) break;
    const next = world.pick?.(waiting) ?? waiting[0]!;
    const step = next.holdAt ?? next.steps;
    const accuracy = world.accuracy(next, step);
    const { secondsPerStep = 0.01 } = world;
    const seconds = step * (typeof secondsPerStep === 'number' ? secondsPerStep : secondsPerStep(next));
    const after: Trial = world.lost?.(next)
      ? { ...next, status: 'failed', failure: { reason: 'The worker broke down', advice: '' } }
      : Number.isNaN(accuracy)
      ? { ...next, status: 'failed', step: Math.max(1, next.step), seconds, failure: { reason: 'The loss became infinite.', advice: '' } }
      : next.holdAt === undefined
        ? { ...next, status: 'finished', step, seconds, final: metrics(accuracy) }
        : { ...next, status: 'held', step, seconds, latest: metrics(accuracy) };
    trials = trials.map((trial) => (trial.id === next.id ? after : trial));
    world.watch?.(trials);
    obey(ask());
  }
  if (!trials.every(hasEnded)) throw new Error('The sweep came to no end');
  return trials;
}

/** Whole runs' worth of steps that were taken. */
export function runsSpent(trials: readonly Trial[]): number {
  return trials.reduce((sum, { step, steps }) => sum + step / steps, 0);
}
