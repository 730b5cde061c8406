/**
 * Successive halving (Jamieson & Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016), here with thirds: all
 * arms run a ninth of their steps, the best third of them goes on to a third, the best third of those to the end. It is the synchronous form: a rung is
 * decided when every arm has reached it, so that the outcome does not hang on which runs were faster. (The asynchronous one, ASHA by Li et al. 2018, would
 * promote early arrivals on less evidence.) Where the minutes turn out to be too few, fewer arms begin or go on, but one always comes to its end.
 */
import type { Wishes } from '../study';
import { hasEnded, type Trial } from '../trial';
import type { Arm } from './arms';
import { budgetLeft, missingRuns, MOST_OPEN, MOST_OPEN_UNMEASURED, paceOf, seedsOf, type PlannedRun } from './budget';
import type { SweepPlan } from './plan';
import { compareScores, scoreOf } from './score';

/** One in so many goes on. */
export const ETA = 3;
/** Parts of its steps after which an arm has to be among the best. */
export const RUNGS: readonly number[] = [1 / 9, 1 / 3];
/** Shorter runs have no rungs that differ. */
export const FEWEST_STEPS = 9;
/** Part of the minutes by which the reckoning may be wrong without anything being cut. */
const SLACK = 0.05;

/** Steps at which a run of so many is held. */
export function rungSteps(steps: number): number[] {
  return RUNGS.map((share) => Math.max(1, Math.round(share * steps)));
}

/** Arms that go on, of n. */
export function survivors(n: number): number {
  return Math.ceil(n / ETA);
}

/** What halving so many arms costs from a rung on (0: from their beginning), in whole runs of one seed. */
export function costOfHalving(arms: number, rung = 0): number {
  let [n, reached, cost] = [arms, rung === 0 ? 0 : RUNGS[rung - 1]!, 0];
  for (const next of [...RUNGS, 1].slice(rung)) {
    cost += n * (next - reached);
    [n, reached] = [survivors(n), next];
  }
  return cost;
}

/** The most arms, up to `most`, that the budget bears; one at least. */
export function armsWithin(plan: SweepPlan, most: number, secondsOfRun: number | undefined): number {
  const { budget } = plan;
  if (budget === undefined) return most;
  return mostFor(plan, most, 0, 'runs' in budget ? budget.runs : secondsOfRun === undefined ? Infinity : (60 * budget.minutes) / secondsOfRun);
}

/** The most arms, up to `most`, that so many whole runs' worth of steps can take from a rung to the end; one at least. */
function mostFor({ seeds }: SweepPlan, most: number, rung: number, runs: number): number {
  let n = most;
  while (n > 1 && seeds * costOfHalving(n, rung) > runs + 1e-9) n--;
  return n;
}

/** What halving wants next: runs to begin with, or, once all of them have come to a rung, which go on and which end; at any time those that need not begin. */
export function halve(plan: SweepPlan, arms: readonly Arm[], trials: readonly Trial[]): { readonly begin: readonly PlannedRun[]; readonly wishes: Wishes } {
  const runsLeft = runsWithin(plan, arms, trials);
  const all = arms.map(({ label }) => trials.filter(({ arm }) => arm === label)).filter((own) => own.length > 0);
  const begun = all.filter((own) => !own.every(isUntouched));
  // The last of the minutes is for one arm to come to its end; with no arm left that could, another one is tried as long as there are any.
  const hopeful = begun.filter((own) => own.some(isUnderWay));
  const tight = runsLeft <= 0 || (hopeful.length > 0 && runsLeft < plan.seeds * costOfHalving(1, 1));
  const byArm = tight ? begun : all;
  const stop = tight ? all.filter((own) => !begun.includes(own)).flat().filter((trial) => !hasEnded(trial)).map(({ id }) => id) : [];
  // The field is closed once a rung has been decided: who comes late could not be compared. An arm that has begun gets all its seeds.
  const decided = trials.some((trial) => rungOf(trial) > 0);
  const within = tight ? 0 : armsWithin(plan, arms.length, secondsOfMeanRun(plan, arms, trials));
  const field = arms.filter(({ label }, i) => i < within || hopeful.some(([first]) => first?.arm === label));
  const begin = decided ? [] : starters(plan, field, trials);
  if (begin.length > 0) return { begin, wishes: { stop } };
  const release: { id: string; holdAt?: number }[] = [];
  for (let rung = 0; rung < RUNGS.length; rung++) {
    const there = byArm.filter((own) => rung === 0 || own.some((trial) => rungOf(trial) >= rung));
    if (there.flat().some((trial) => rungOf(trial) <= rung && !hasEnded(trial) && trial.status !== 'held')) break;
    const isHeld = (trial: Trial): boolean => trial.status === 'held' && rungOf(trial) === rung;
    const promoted = there.filter((own) => own.some((trial) => rungOf(trial) > rung));
    const ranked = there.filter((own) => own.some(isHeld) && !promoted.includes(own)).toSorted((a, b) => compareScores(scoreOf(a), scoreOf(b)));
    const places = Math.max(0, mostFor(plan, survivors(there.length), rung + 1, runsLeft) - promoted.length);
    // A promotion may have been cut short, by closing the page, say: the other seeds of such an arm follow.
    const going = [...promoted, ...ranked.slice(0, places)];
    for (const trial of going.flat().filter(isHeld)) {
      const holdAt = rungSteps(trial.steps)[rung + 1];
      release.push({ id: trial.id, ...(holdAt === undefined ? {} : { holdAt }) });
    }
    stop.push(...there.filter((own) => !going.includes(own)).flat().filter(isHeld).map(({ id }) => id));
  }
  return { begin: [], wishes: { stop, release } };
}

/** Whole runs' worth of steps that the minutes still bear at the pace there is, with a little more, since a pace is never known better; else no bound. */
function runsWithin(plan: SweepPlan, arms: readonly Arm[], trials: readonly Trial[]): number {
  const { budget } = plan;
  const secondsOfRun = secondsOfMeanRun(plan, arms, trials);
  if (budget === undefined || !('minutes' in budget) || secondsOfRun === undefined) return Infinity;
  return (budgetLeft(plan, trials) + SLACK * 60 * budget.minutes) / secondsOfRun;
}

function secondsOfMeanRun(plan: SweepPlan, arms: readonly Arm[], trials: readonly Trial[]): number | undefined {
  const meanSteps = arms.reduce((sum, arm) => sum + arm.steps, 0) / Math.max(1, arms.length);
  return paceOf(plan, trials).secondsOf('', meanSteps);
}

/** Whether it has never begun. */
function isUntouched({ status, step }: Trial): boolean {
  return step === 0 && (status === 'waiting' || status === 'stopped');
}

/** Whether it has begun and may still come to its end, or is there. */
function isUnderWay(trial: Trial): boolean {
  return !isUntouched(trial) && (trial.status === 'finished' || !hasEnded(trial));
}

/** The rung that a trial is at or on its way to; the number of rungs where it is on its way to the end. */
function rungOf({ steps, holdAt }: Trial): number {
  return holdAt === undefined ? RUNGS.length : rungSteps(steps).findIndex((step) => step >= holdAt);
}

/** Runs that the field still lacks, all seeds of an arm one after the other. */
function starters(plan: SweepPlan, field: readonly Arm[], trials: readonly Trial[]): readonly PlannedRun[] {
  const missing = missingRuns(field.flatMap((arm) => seedsOf(plan).map((seed) => ({ arm, seed }))), trials);
  const underWay = trials.filter((trial) => !hasEnded(trial) && trial.status !== 'held').length;
  const timed = plan.budget !== undefined && 'minutes' in plan.budget;
  const measured = !timed || trials.some(({ step }) => step > 0);
  return missing.slice(0, Math.max(0, (measured ? MOST_OPEN : MOST_OPEN_UNMEASURED) - underWay));
}
