/**
 * Successive halving (Jamieson & Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016), here with thirds: all
 * arms run a ninth of their steps, the best third of them goes on to a third, the best third of those to the end. It is the synchronous form: a rung is
 * decided when every arm has reached it, so that the outcome does not hang on which runs were faster. (The asynchronous one, ASHA by Li et al. 2018, would
 * promote early arrivals on less evidence.)
 */
import type { Wishes } from '../study';
import { hasEnded, type Trial } from '../trial';
import type { Arm } from './arms';
import { isOver, missingRuns, MOST_OPEN, MOST_OPEN_UNMEASURED, paceOf, seedsOf, type Run } from './budget';
import type { SweepPlan } from './plan';
import { compareScores, scoreOf } from './score';

/** One in so many goes on. */
export const ETA = 3;
/** Parts of its steps after which an arm has to be among the best. */
export const RUNGS: readonly number[] = [1 / 9, 1 / 3];
/** Shorter runs have no rungs that differ. */
export const FEWEST_STEPS = 9;

/** Steps at which a run of so many is held. */
export function rungSteps(steps: number): number[] {
  return RUNGS.map((share) => Math.max(1, Math.round(share * steps)));
}

/** Arms that go on, of n. */
export function survivors(n: number): number {
  return Math.ceil(n / ETA);
}

/** What halving so many arms costs, in whole runs of one seed. */
export function costOfHalving(arms: number): number {
  let [n, reached, cost] = [arms, 0, 0];
  for (const rung of [...RUNGS, 1]) {
    cost += n * (rung - reached);
    [n, reached] = [survivors(n), rung];
  }
  return cost;
}

/** The most arms, up to `most`, that the budget bears; one at least. */
export function armsWithin(plan: SweepPlan, most: number, secondsOfRun: number | undefined): number {
  const { budget, seeds } = plan;
  if (budget === undefined) return most;
  const runs = 'runs' in budget ? budget.runs : secondsOfRun === undefined ? Infinity : (60 * budget.minutes) / secondsOfRun;
  let n = most;
  while (n > 1 && seeds * costOfHalving(n) > runs + 1e-9) n--;
  return n;
}

/** What halving wants next: runs to begin with, or, once all of them have come to a rung, which go on and which end. */
export function halve(plan: SweepPlan, arms: readonly Arm[], trials: readonly Trial[]): { readonly begin: readonly Run[]; readonly wishes: Wishes } {
  const over = isOver(plan, trials);
  // The field is closed once a rung has been decided: who comes late could not be compared.
  const decided = trials.some((trial) => rungOf(trial) > 0);
  const begin = decided || over ? [] : starters(plan, arms, trials);
  if (begin.length > 0) return { begin, wishes: {} };
  const byArm = arms.map(({ label }) => trials.filter(({ arm }) => arm === label)).filter((own) => own.length > 0);
  const stop: string[] = [];
  const release: { id: string; holdAt?: number }[] = [];
  for (let rung = 0; rung < RUNGS.length; rung++) {
    const there = byArm.filter((own) => rung === 0 || own.some((trial) => rungOf(trial) >= rung));
    if (there.flat().some((trial) => rungOf(trial) <= rung && !hasEnded(trial) && trial.status !== 'held')) break;
    const isHeld = (trial: Trial): boolean => trial.status === 'held' && rungOf(trial) === rung;
    const promoted = there.filter((own) => own.some((trial) => rungOf(trial) > rung));
    const ranked = there.filter((own) => own.some(isHeld) && !promoted.includes(own)).toSorted((a, b) => compareScores(scoreOf(a), scoreOf(b)));
    const places = over ? 0 : Math.max(0, survivors(there.length) - promoted.length);
    // A promotion may have been cut short, by closing the page, say: the other seeds of such an arm follow.
    const going = over ? [] : [...promoted, ...ranked.slice(0, places)];
    for (const trial of going.flat().filter(isHeld)) {
      const holdAt = rungSteps(trial.steps)[rung + 1];
      release.push({ id: trial.id, ...(holdAt === undefined ? {} : { holdAt }) });
    }
    stop.push(...there.filter((own) => !going.includes(own)).flat().filter(isHeld).map(({ id }) => id));
  }
  return { begin: [], wishes: { stop, release } };
}

/** The rung that a trial is at or on its way to; the number of rungs where it is on its way to the end. */
function rungOf({ steps, holdAt }: Trial): number {
  return holdAt === undefined ? RUNGS.length : rungSteps(steps).findIndex((step) => step >= holdAt);
}

/** Runs that the field still lacks, all seeds of an arm one after the other. */
function starters(plan: SweepPlan, arms: readonly Arm[], trials: readonly Trial[]): readonly Run[] {
  const meanSteps = arms.reduce((sum, arm) => sum + arm.steps, 0) / Math.max(1, arms.length);
  const within = arms.slice(0, armsWithin(plan, arms.length, paceOf(plan, trials).secondsOf('', meanSteps)));
  const missing = missingRuns(within.flatMap((arm) => seedsOf(plan).map((seed) => ({ arm, seed }))), trials);
  const underWay = trials.filter((trial) => !hasEnded(trial) && trial.status !== 'held').length;
  const timed = plan.budget !== undefined && 'minutes' in plan.budget;
  const measured = !timed || trials.some(({ step }) => step > 0);
  return missing.slice(0, Math.max(0, (measured ? MOST_OPEN : MOST_OPEN_UNMEASURED) - underWay));
}
