/** What the runs of a checklist came to, wherever they were made. */
import type { EvaluationResult } from '../../core/trick';
import { hasEnded, type Trial } from '../trial';

export interface Outcome {
  readonly arm: string;
  readonly seed: number;
  readonly link: string;
  /** `lost`: it ended through no fault of its settings, so it says nothing of them. */
  readonly end: 'finished' | 'diverged' | 'lost';
  /** Of training. */
  readonly seconds: number;
  readonly dev?: EvaluationResult;
  readonly test?: EvaluationResult;
  /** Why it did not finish, a sentence. */
  readonly reason?: string;
  /** The lab's trial. */
  readonly trial?: string;
}

/** How the engine begins its sentence when a run's loss leaves all bounds. */
const DIVERGED = /^The loss (is not a number|exploded)/;

/** Whether a run failed because of its settings. */
export function hasDiverged(reason: string): boolean {
  return DIVERGED.test(reason);
}

/** Of the trials that have ended. */
export function outcomesOf(trials: readonly Trial[]): Outcome[] {
  return trials.filter(hasEnded).map(outcomeOf);
}

function outcomeOf({ id, arm = '', experiment, link, status, seconds, final, test, failure }: Trial): Outcome {
  const common = { arm, seed: experiment.run.seed, link, seconds, trial: id };
  if (status === 'finished' && final) return { ...common, end: 'finished', dev: final.dev, ...(test ? { test } : {}) };
  if (failure) return { ...common, end: hasDiverged(failure.reason) ? 'diverged' : 'lost', reason: failure.reason };
  return { ...common, end: 'lost', reason: 'The run was stopped before its end.' };
}
