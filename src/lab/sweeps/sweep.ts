/** Sweeps: many settings of one experiment, each with several seeds, within a budget. */
import type { Catalogue } from '../../core/catalogue';
import { grouped } from '../../core/words';
import type { StudyKind, Wishes } from '../study';
import { hasEnded, type NewTrial, type Trial } from '../trial';
import { distinct, isArm, type Arm, type Candidate, type LeftOut, type Settings } from './arms';
import { bigSteps } from './big-step';
import { affordable, isOver, missingRuns, seedsOf, type PlannedRun } from './budget';
import { gridSettings } from './grid';
import { FEWEST_STEPS, halve, rungSteps } from './halving';
import { oneFactorSettings } from './one-factor';
import { MOST_ARMS, MOST_RUNS, readSweep, type Sweep } from './plan';
import { randomSettings } from './random';
import { scoreOf } from './score';

/** Draws that lead to nothing (again the same, or impossible) before one gives up finding as many as asked for, per draw asked for. */
const ATTEMPTS = 20;

export interface Arms {
  readonly arms: readonly Arm[];
  readonly leftOut: readonly LeftOut[];
}

export const sweep: StudyKind = {
  id: 'sweep',
  evaluations: 'epochs',
  next: (catalogue, candidate, trials) => {
    const read = readSweep(catalogue, candidate);
    const { plan } = read;
    const { arms } = armsOf(catalogue, candidate, trials);
    // A big step waits for all that came before it; elsewhere, the first seeds of all come before the second ones, so that a sweep that is broken off
    // still compares all settings.
    if (plan.strategy === 'big-step') return wishes(read, trials, arms.flatMap((arm) => seedsOf(plan).map((seed) => ({ arm, seed }))));
    if (!plan.halving) return wishes(read, trials, seedsOf(plan).flatMap((seed) => arms.map((arm) => ({ arm, seed }))));
    const { begin, wishes: others } = halve(plan, arms, trials);
    return { ...others, add: begin.map((run) => trialOf(read, run, rungSteps(run.arm.steps)[0])) };
  },
};

/** Runs that go to their end, as far as the budget bears them. */
function wishes(read: Sweep, trials: readonly Trial[], runs: readonly PlannedRun[]): Wishes {
  const { plan } = read;
  if (isOver(plan, trials)) return { stop: trials.filter(({ status, step }) => status === 'waiting' && step === 0).map(({ id }) => id) };
  return { add: affordable(plan, trials, missingRuns(runs, trials)).map((run) => trialOf(read, run)) };
}

function trialOf({ plan }: Sweep, { arm, seed }: PlannedRun, holdAt?: number): NewTrial {
  const { experiment, label } = arm;
  return {
    experiment: { ...experiment, run: { ...experiment.run, seed } },
    name: plan.seeds > 1 ? `${label}, seed ${seed}` : label,
    arm: label,
    ...(plan.parent === undefined ? {} : { parent: plan.parent }),
    ...(holdAt === undefined ? {} : { holdAt }),
  };
}

/** All settings that a sweep tries, or that a big step has come to so far, and those that it cannot. @throws Error with a sentence where there is none */
export function armsOf(catalogue: Catalogue, candidate: unknown, trials: readonly Trial[]): Arms {
  const read = readSweep(catalogue, candidate);
  if (read.plan.strategy !== 'big-step') return fixedArms(read);
  const found = armsSoFar(read, trials);
  if (found.arms.length === 0) throw new Error(noneLeft(found.leftOut));
  return found;
}

/** Settings one by one, for whoever has to let others work between them. @throws Error with a sentence */
export function* candidates(sweep: Sweep): Generator<Candidate> {
  const { plan } = sweep;
  if (plan.strategy === 'big-step') {
    const { arms, leftOut } = armsSoFar(sweep, []);
    yield* [...arms, ...leftOut];
    return;
  }
  if (plan.strategy !== 'random') {
    yield* distinct(sweep, plan.strategy === 'grid' ? gridSettings(sweep) : oneFactorSettings(sweep));
    return;
  }
  let found = 0;
  for (const candidate of distinct(sweep, take(randomSettings(sweep), ATTEMPTS * plan.draws))) {
    yield candidate;
    if (isArm(candidate) && ++found >= plan.draws) return;
  }
}

/** Sorts candidates into those that can be trained and those that cannot. @throws Error with a sentence where nothing, too much or too short a run is left */
export function sorted(sweep: Sweep, all: readonly Candidate[]): Arms {
  const { plan } = sweep;
  const arms = all.filter(isArm);
  const leftOut = all.filter((candidate): candidate is LeftOut => !isArm(candidate));
  if (arms.length === 0) throw new Error(noneLeft(leftOut));
  if (arms.length > MOST_ARMS) throw new Error(`These are ${arms.length} settings, and a sweep may have ${MOST_ARMS}; take values out`);
  const runs = arms.length * plan.seeds;
  if (runs > MOST_RUNS) throw new Error(`These are ${grouped(runs)} runs, and a sweep may have ${grouped(MOST_RUNS)}; take fewer seeds or values`);
  const short = plan.halving ? arms.find(({ steps }) => steps < FEWEST_STEPS) : undefined;
  if (short) throw new Error(`A run of ${short.steps} steps (${short.label}) is too short to be judged on the way; switch off the early stopping`);
  const found = { arms, leftOut };
  known.set(sweep, found);
  return found;
}

/** What was sorted before: arms are asked for often, and a preview has looked at them all already. */
const known = new WeakMap<Sweep, Arms>();

function fixedArms(sweep: Sweep): Arms {
  return known.get(sweep) ?? sorted(sweep, [...candidates(sweep)]);
}

function armsSoFar(read: Sweep, trials: readonly Trial[]): Arms {
  const { steps, leftOut } = bigSteps(read, (label) => {
    const own = trials.filter(({ arm }) => arm === label);
    // Where the budget has no room for the rest of the seeds, nothing more will come.
    return own.length >= read.plan.seeds && own.every(hasEnded) ? scoreOf(own) : undefined;
  });
  return { arms: steps.map(({ arm }) => arm), leftOut: leftOut.filter((candidate): candidate is LeftOut => !isArm(candidate)) };
}

function noneLeft(leftOut: readonly LeftOut[]): string {
  return `None of these settings can be trained: ${leftOut[0]?.reason ?? 'there are none'}`;
}

function* take<T extends Settings>(all: Iterable<T>, most: number): Generator<T> {
  let count = 0;
  for (const one of all) {
    if (count++ >= most) return;
    yield one;
  }
}
