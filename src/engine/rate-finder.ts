/** The learning-rate finder: a sweep over mini-batches with a growing rate, after which the run is as it was. */
import { smoothLosses, suggestRates, sweepDone, sweepRates } from '../core/rate-finder';
import { nextTask } from './next-task';
import type { RateSweep, SweepOptions } from './protocol';
import type { Run } from './run';

/** Steps between two looks at the loss. */
const STEPS_PER_LOOK = 5;

/**
 * Sweeps from where the run stands; its weights, optimizer, layer state and clock are put back afterwards.
 * @param wanted asked now and then; when it says no, what there is so far is returned
 */
export async function findRate(run: Run, { start = 1e-6, end = 10, steps = 100 }: SweepOptions, wanted: () => boolean = () => true): Promise<RateSweep> {
  await run.prepare(wanted);
  const rates = sweepRates(start, end, steps);
  const kept = await run.checkpoint(0);
  const losses: number[] = [];
  try {
    while (losses.length < rates.length && !sweepDone(smoothLosses(losses)) && wanted()) {
      const objectives = run.tryRates(rates.slice(losses.length, losses.length + STEPS_PER_LOOK), losses.length);
      losses.push(...(await objectives.data<'float32'>()));
      objectives.dispose();
      await nextTask();
    }
  } finally {
    run.restore(kept);
  }
  const all = smoothLosses(losses);
  const ended = all.findIndex((_, i) => sweepDone(all.slice(0, i + 1)));
  const smoothed = ended < 0 ? all : all.slice(0, ended);
  const length = smoothed.length;
  return { rates: rates.slice(0, length), losses: losses.slice(0, length), smoothed, suggestions: suggestRates(rates, smoothed), diverged: ended >= 0 };
}
