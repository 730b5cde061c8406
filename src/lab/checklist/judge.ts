/** Which tricks helped: each against the baseline, seed by seed. */
import type { Catalogue } from '../../core/catalogue';
import { describeData } from '../../core/experiment';
import { holm } from '../../core/multiple-comparisons';
import { pairedTest, smallestEffect, type PairedTest } from '../../core/paired-test';
import { readLink } from '../../core/permalink';
import { median } from '../../core/statistics';
import type { Outcome } from './outcomes';
import { BASELINE, type Arm, type ChecklistPlan } from './plan';

export const ALPHA = 0.05;
export const POWER = 0.8;

/** `waiting`: not all of its runs have ended. */
export type ArmVerdict = 'helps' | 'hurts' | 'cannot tell' | 'waiting';

export interface JudgedArm {
  readonly arm: Arm;
  readonly verdict: ArmVerdict;
  /** Of the dev accuracies, trick less baseline, over the pairs there are; missing without any. */
  readonly effect?: PairedTest;
  /** After Holm's correction over all arms of the plan. */
  readonly p: number;
  /** The difference in accuracy that these pairs would have shown with the power stated, at the level of the correction's first step; missing below two pairs. */
  readonly smallest?: number;
  /** Seconds of training as a multiple of the baseline's, median over the pairs; missing without any. */
  readonly timeRatio?: number;
  /** Runs that diverged and were counted as guessing. */
  readonly diverged: number;
  /** Seeds without a pair, because one of its runs was lost. */
  readonly lost: number;
  readonly outcomes: readonly Outcome[];
}

export interface Pair {
  readonly seed: number;
  readonly difference: number;
}

/** What all that compares two arms needs to know. */
export interface Comparing {
  /** Of the baseline's data. */
  readonly classes: number;
  readonly outcomes: readonly Outcome[];
}

export function comparing(catalogue: Catalogue, plan: ChecklistPlan, outcomes: readonly Outcome[]): Comparing {
  return { classes: describeData(catalogue, readLink(catalogue, plan.baseline).experiment.data).classes, outcomes };
}

const standardisedEffects = new Map<string, number>();

/** The smallest effect in standard deviations, which takes some milliseconds to find. @param count of changes that are judged together */
function standardised(n: number, count: number): number {
  const key = `${n} of ${count}`;
  const effect = standardisedEffects.get(key) ?? smallestEffect(n, ALPHA / count, POWER);
  standardisedEffects.set(key, effect);
  return effect;
}

/** Every arm of the plan, in its order. */
export function judge(catalogue: Catalogue, plan: ChecklistPlan, outcomes: readonly Outcome[]): JudgedArm[] {
  const known = comparing(catalogue, plan, outcomes);
  const resolution = resolutionOf(outcomes);
  const count = plan.arms.length;
  const tested = plan.arms.map((arm) => {
    const own = outcomes.filter((outcome) => outcome.arm === arm.id);
    const pairs = pairsOf(known, 'dev', arm.id, BASELINE, plan.seeds);
    const ended = (id: string) => plan.seeds.every((seed) => outcomes.some((outcome) => outcome.arm === id && outcome.seed === seed));
    const complete = ended(arm.id) && ended(BASELINE);
    const effect = pairs.length > 0 ? pairedTest(pairs.map(({ difference }) => difference), resolution) : undefined;
    return { arm, own, pairs, complete, effect };
  });
  // Arms that are not complete count as if nothing had been seen: what is said of the others can then only become clearer.
  const adjusted = holm(tested.map(({ complete, effect }) => (complete && effect ? effect.p : 1)));
  return tested.map(({ arm, own, pairs, complete, effect }, i) => {
    const p = adjusted[i]!;
    const ratios = pairs.flatMap(({ seed }) => ratioOf(outcomes, arm.id, seed));
    return {
      arm,
      verdict: !complete ? 'waiting' : p > ALPHA || !effect ? 'cannot tell' : effect.mean > 0 ? 'helps' : 'hurts',
      ...(effect ? { effect } : {}),
      p,
      ...(effect && effect.n > 1 ? { smallest: standardised(effect.n, count) * effect.deviation } : {}),
      ...(ratios.length > 0 ? { timeRatio: median(ratios) } : {}),
      diverged: own.filter(({ end }) => end === 'diverged').length,
      lost: complete ? plan.seeds.length - pairs.length : 0,
      outcomes: own,
    };
  });
}

/** Differences of two arms at the seeds where both have a result. A run that diverged has learned nothing, so it counts as one that guesses. */
export function pairsOf(known: Comparing, split: 'dev' | 'test', arm: string, other: string, seeds: readonly number[]): Pair[] {
  return seeds.flatMap((seed) => {
    const [one, two] = [arm, other].map((id) => accuracyOf(known, split, id, seed));
    return one === undefined || two === undefined ? [] : [{ seed, difference: one - two }];
  });
}

export function accuracyOf({ classes, outcomes }: Comparing, split: 'dev' | 'test', arm: string, seed: number): number | undefined {
  const outcome = outcomes.find((one) => one.arm === arm && one.seed === seed);
  if (outcome?.end === 'diverged') return 1 / classes;
  return outcome?.end === 'finished' ? outcome[split]?.accuracy : undefined;
}

/** The step in which accuracies are measured. */
export function resolutionOf(outcomes: readonly Outcome[], split: 'dev' | 'test' = 'dev'): number {
  const samples = outcomes.flatMap((outcome) => outcome[split]?.samples ?? []);
  return samples.length > 0 ? 1 / Math.max(...samples) : 0;
}

function ratioOf(outcomes: readonly Outcome[], arm: string, seed: number): number[] {
  const [own, baseline] = [arm, BASELINE].map((id) => outcomes.find((one) => one.arm === id && one.seed === seed && one.end === 'finished')?.seconds);
  return own !== undefined && baseline !== undefined && baseline > 0 ? [own / baseline] : [];
}
