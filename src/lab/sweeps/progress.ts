/** How far a sweep has come. */
import type { Catalogue } from '../../core/catalogue';
import { hasEnded, type Trial } from '../trial';
import { secondsSpent } from './budget';
import { armsWithin, costOfHalving } from './halving';
import { readSweep } from './plan';
import { armsOf } from './sweep';

export interface SweepProgress {
  /** Trials that have ended. */
  readonly done: number;
  /** Trials in all, as far as it is known; halving and a budget in minutes decide on the way. */
  readonly total: number;
  /** Share of the work, 0 … 1. */
  readonly share: number;
  /** Of training, all runs together; undefined before anything was measured. */
  readonly secondsLeft?: number;
}

/** @throws Error with a sentence where the plan cannot be read */
export function progressOf(catalogue: Catalogue, candidate: unknown, trials: readonly Trial[]): SweepProgress {
  const { plan } = readSweep(catalogue, candidate);
  const { arms } = armsOf(catalogue, candidate, trials);
  const done = trials.filter(hasEnded).length;
  // A trial that has ended early leaves nothing to do.
  const runs = trials.reduce((sum, trial) => sum + (!plan.halving && hasEnded(trial) ? 1 : trial.steps > 0 ? trial.step / trial.steps : 0), 0);
  const steps = trials.reduce((sum, { step }) => sum + step, 0);
  const seconds = secondsSpent(trials);
  const secondsOfRun = steps === 0 ? undefined : (seconds / steps) * (arms.reduce((sum, arm) => sum + arm.steps, 0) / Math.max(1, arms.length));
  const settings = plan.strategy === 'big-step' ? plan.draws : plan.halving ? armsWithin(plan, arms.length, secondsOfRun) : arms.length;
  const asked = plan.seeds * (plan.halving ? costOfHalving(settings) : settings);
  const { budget } = plan;
  const bound = budget === undefined ? Infinity : 'runs' in budget ? budget.runs : secondsOfRun === undefined ? Infinity : (60 * budget.minutes) / secondsOfRun;
  const work = Math.max(1e-9, Math.min(asked, bound));
  const share = Math.min(1, runs / work);
  return {
    done,
    total: Math.max(trials.length, plan.halving ? plan.seeds * settings : Math.floor(Math.min(asked, bound))),
    share,
    ...(secondsOfRun === undefined ? {} : { secondsLeft: (1 - share) * work * secondsOfRun }),
  };
}
