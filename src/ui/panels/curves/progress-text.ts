import type { Curve } from '../../../store/learning-curve';

/** How far a curve is: `Run 3 of 6 · about 0:40 left`. */
export function progressText({ plan, done, share, seconds }: Curve): string {
  const run = `Run ${Math.min(done + 1, plan.runs.length)} of ${plan.runs.length}`;
  // A first guess from a few steps would be far off.
  if (share < 0.03) return run;
  const left = Math.round(seconds * (1 / share - 1));
  return `${run} · about ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')} left`;
}
