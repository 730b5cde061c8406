/** How good an arm is, from how its trials stand. */
import { metricsOf, type Trial } from '../trial';

export interface Score {
  /** Trials that diverged or broke down: any one of them is worse than any accuracy. */
  readonly failures: number;
  /** Mean dev accuracy of the others, 0 … 1; −1 where none was measured. */
  readonly accuracy: number;
}

export function scoreOf(trials: readonly Trial[]): Score {
  const measured = trials.flatMap((trial) => (trial.status === 'failed' ? [] : (metricsOf(trial)?.dev.accuracy ?? [])));
  const failures = trials.filter(({ status }) => status === 'failed').length;
  return { failures, accuracy: measured.length === 0 ? -1 : measured.reduce((sum, accuracy) => sum + accuracy, 0) / measured.length };
}

/** Negative where `a` is the better one. */
export function compareScores(a: Score, b: Score): number {
  return a.failures - b.failures || b.accuracy - a.accuracy;
}
