/** What a plan would do, before it is begun. */
import type { Catalogue } from '../../core/catalogue';
import type { Candidate, LeftOut } from './arms';
import { armsWithin, costOfHalving } from './halving';
import { readSweep } from './plan';
import { candidates, sorted } from './sweep';

export interface SweepPreview {
  /** Settings that would be tried. */
  readonly arms: number;
  /** Trials that would be begun, at most. */
  readonly runs: number;
  /** What they cost, in whole runs. */
  readonly cost: number;
  /** Of training, all runs together; undefined where it is not known how fast runs are. */
  readonly seconds?: number;
  /** The first settings, in words. */
  readonly first: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** Whether the budget ends it before everything was tried. */
  readonly cut: boolean;
}

const MOST_SHOWN = 6;
/** Milliseconds of work at a time. */
const SLICE = 8;

/**
 * Looks at every setting, in slices, so that the page stays awake.
 * @returns undefined where the signal has ended it
 * @throws Error with a sentence where the plan makes no sense
 */
export async function previewSweep(catalogue: Catalogue, candidate: unknown, signal: AbortSignal): Promise<SweepPreview | undefined> {
  const sweep = readSweep(catalogue, candidate);
  const found: Candidate[] = [];
  let began = performance.now();
  for (const one of candidates(sweep)) {
    found.push(one);
    if (performance.now() - began < SLICE) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return undefined;
    began = performance.now();
  }
  const { plan } = sweep;
  const { arms, leftOut } = sorted(sweep, found);
  const meanSteps = arms.reduce((sum, { steps }) => sum + steps, 0) / arms.length;
  const secondsOfRun = plan.pace === undefined ? undefined : plan.pace * meanSteps;
  const most = plan.strategy === 'big-step' ? plan.draws : arms.length;
  const settings = plan.halving ? armsWithin(plan, most, secondsOfRun) : most;
  const { budget } = plan;
  const within = (minutes: number): number => (secondsOfRun === undefined ? Infinity : Math.max(1, Math.floor((60 * minutes) / secondsOfRun)));
  const bound = budget === undefined ? Infinity : 'runs' in budget ? Math.floor(budget.runs) : within(budget.minutes);
  const runs = plan.halving ? plan.seeds * settings : Math.min(bound, plan.seeds * settings);
  const cost = plan.halving ? plan.seeds * costOfHalving(settings) : runs;
  return {
    arms: Math.min(settings, runs),
    runs,
    cost,
    ...(secondsOfRun === undefined ? {} : { seconds: cost * secondsOfRun }),
    first: arms.slice(0, MOST_SHOWN).map(({ label }) => label),
    leftOut,
    cut: runs < plan.seeds * most,
  };
}
