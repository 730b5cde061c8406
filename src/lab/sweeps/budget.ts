/** What a sweep may cost, and what it has cost so far. */
import { hasEnded, type Trial } from '../trial';
import type { Arm } from './arms';
import type { SweepPlan } from './plan';

/** Trials that are open at once. More than run at once, so that the queue never runs dry; few, so that little is begun that the budget does not bear. */
export const MOST_OPEN = 24;
/** As long as the sweep has not measured how fast its runs are. */
export const MOST_OPEN_UNMEASURED = 2;

/** A trial that is to be made. */
export interface PlannedRun {
  readonly arm: Arm;
  readonly seed: number;
}

/** The seeds of every arm, the same for all of them. */
export function seedsOf({ seeds }: SweepPlan): number[] {
  return Array.from({ length: seeds }, (_, i) => i + 1);
}

/** Runs of which there is no trial yet. */
export function missingRuns(runs: readonly PlannedRun[], trials: readonly Trial[]): PlannedRun[] {
  const there = new Set(trials.map(({ arm, experiment }) => `${experiment.run.seed} ${arm}`));
  return runs.filter(({ arm, seed }) => !there.has(`${seed} ${arm.label}`));
}

export interface Pace {
  /** Seconds that so many steps of an arm are expected to take; undefined as long as nothing was measured. */
  secondsOf(arm: string, steps: number): number | undefined;
}

/** From what the trials have taken so far: those of the same arm, else all, else what was seen before the sweep. */
export function paceOf({ pace }: SweepPlan, trials: readonly Trial[]): Pace {
  const perStep = (some: readonly Trial[]): number | undefined => {
    const steps = some.reduce((sum, { step }) => sum + step, 0);
    return steps === 0 ? undefined : some.reduce((sum, { seconds }) => sum + seconds, 0) / steps;
  };
  const overall = perStep(trials) ?? pace;
  const byArm = new Map<string, Trial[]>();
  for (const trial of trials) if (trial.arm !== undefined) byArm.set(trial.arm, [...(byArm.get(trial.arm) ?? []), trial]);
  return {
    secondsOf: (arm, steps) => {
      const own = perStep(byArm.get(arm) ?? []) ?? overall;
      return own === undefined ? undefined : own * steps;
    },
  };
}

export function secondsSpent(trials: readonly Trial[]): number {
  return trials.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Seconds of the minutes that are left, below zero where more was spent; without bounds where there are no minutes. */
export function budgetLeft({ budget }: SweepPlan, trials: readonly Trial[]): number {
  return budget !== undefined && 'minutes' in budget ? 60 * budget.minutes - secondsSpent(trials) : Infinity;
}

/** Whether the minutes are over, if there are any. */
export function isOver(plan: SweepPlan, trials: readonly Trial[]): boolean {
  return budgetLeft(plan, trials) <= 0;
}

/** As many of the runs, from the first on, as the budget bears besides the trials there are. */
export function affordable(plan: SweepPlan, trials: readonly Trial[], runs: readonly PlannedRun[]): readonly PlannedRun[] {
  const { budget } = plan;
  const open = trials.filter((trial) => !hasEnded(trial));
  const room = Math.max(0, MOST_OPEN - open.length);
  if (budget === undefined) return runs.slice(0, room);
  if ('runs' in budget) return runs.slice(0, Math.min(room, Math.max(0, Math.floor(budget.runs) - trials.length)));
  const pace = paceOf(plan, trials);
  const begun = trials.filter(({ step }) => step > 0);
  const most = begun.some(hasEnded) ? room : Math.max(0, MOST_OPEN_UNMEASURED - open.length);
  let committed = trials.reduce((sum, trial) => sum + (hasEnded(trial) ? trial.seconds : Math.max(trial.seconds, pace.secondsOf(trial.arm ?? '', trial.steps) ?? 0)), 0);
  const taken: PlannedRun[] = [];
  for (const run of runs) {
    const seconds = pace.secondsOf(run.arm.label, run.arm.steps);
    committed += seconds ?? Infinity;
    // One run at least, and another one where it failed before its first step, or nothing would ever be measured.
    const first = begun.length + open.length + taken.length === 0;
    if (taken.length >= most || (committed > 60 * budget.minutes && !first)) break;
    taken.push(run);
  }
  return taken;
}
