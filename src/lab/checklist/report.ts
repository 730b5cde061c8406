/** All that a checklist has found so far, as plain data: the page draws it, Markdown and HTML are written from it. */
import type { Catalogue } from '../../core/catalogue';
import { describeData } from '../../core/experiment';
import { pairedTest, type PairedTest } from '../../core/paired-test';
import { readLink } from '../../core/permalink';
import { differenceInterval, meanInterval, median, type Estimate } from '../../core/statistics';
import { accuracyOf, comparing, judge, pairsOf, resolutionOf, type Comparing, type JudgedArm } from './judge';
import type { Outcome } from './outcomes';
import { BASELINE, type Arm, type ChecklistPlan, type NotApplicable } from './plan';
import { firstPartEnded, FRESH_BASELINE, joinedArms, joinWinners, type Joined } from './runs';

export interface JointReport {
  readonly arms: readonly Arm[];
  readonly leftOut: Joined['leftOut'];
  /** Joint run less baseline, on fresh seeds. */
  readonly test: PairedTest;
  readonly dev: PairedTest;
  /** The effects of the single tricks added up, seed by seed, on dev. */
  readonly sum: PairedTest;
  /** The joint effect on test less that sum. */
  readonly gap: Estimate;
  /** `cannot tell` as long as runs are missing. */
  readonly verdict: 'adds up' | 'less' | 'more' | 'cannot tell';
  /** The joint runs, then those of the baseline beside them. */
  readonly outcomes: readonly Outcome[];
}

export interface ChecklistReport {
  readonly plan: ChecklistPlan;
  readonly rows: readonly JudgedArm[];
  readonly notApplicable: readonly NotApplicable[];
  readonly baseline: {
    /** Dev accuracy over the seeds that have been run, n of them. */
    readonly accuracy: Estimate;
    readonly n: number;
    /** Of training, median. */
    readonly seconds: number | undefined;
    readonly outcomes: readonly Outcome[];
  };
  /** A share that guesses right: what a diverged run counts as. */
  readonly chance: number;
  /** Data, model and run in words. */
  readonly setting: string;
  readonly done: number;
  readonly total: number;
  /** `single`: tricks alone are being run; `joint`: the winners together. */
  readonly part: 'single' | 'joint' | 'done';
  /** Missing until the joint runs were asked for, and where nothing helped. */
  readonly joint?: JointReport;
  /** Runs that say nothing, with the reason. */
  readonly lost: readonly { readonly name: string; readonly seed: number; readonly reason: string }[];
}

export function reportOf(catalogue: Catalogue, plan: ChecklistPlan, outcomes: readonly Outcome[]): ChecklistReport {
  const known = comparing(catalogue, plan, outcomes);
  const baseline = outcomes.filter(({ arm }) => arm === BASELINE);
  const accuracies = plan.seeds.flatMap((seed) => accuracyOf(known, 'dev', BASELINE, seed) ?? []);
  const seconds = baseline.flatMap((one) => (one.end === 'finished' ? [one.seconds] : []));
  const firstEnded = firstPartEnded(plan, outcomes);
  const joined = firstEnded ? joinWinners(catalogue, plan, outcomes) : undefined;
  const second = joined && joined.arms.length > 0 ? 2 * plan.freshSeeds.length : 0;
  const total = plan.seeds.length * (1 + plan.arms.length) + second;
  const done = outcomes.length;
  const joint = joinedRuns(catalogue, known, plan);
  const { data, model, run } = readLink(catalogue, plan.baseline).experiment;
  const names = new Map([[BASELINE, 'Baseline'], [FRESH_BASELINE, 'Baseline'], ...plan.arms.map(({ id, name }) => [id, name] as const)]);
  return {
    plan,
    rows: judge(catalogue, plan, outcomes),
    notApplicable: plan.notApplicable,
    baseline: {
      accuracy: asShare(meanInterval(accuracies)),
      n: accuracies.length,
      seconds: seconds.length > 0 ? median(seconds) : undefined,
      outcomes: baseline,
    },
    chance: 1 / known.classes,
    setting: `${catalogue.datasets[data.id]!.title} (${describeData(catalogue, data).trainSize} training samples), ${catalogue.models[model.id]!.title}, ${run.epochs} ${run.epochs === 1 ? 'epoch' : 'epochs'} of batches of ${run.batch}, learning rate ${run.lr}`,
    done,
    total,
    part: !firstEnded ? 'single' : done < total ? 'joint' : 'done',
    ...(joint ? { joint } : {}),
    lost: outcomes.flatMap(({ arm, seed, end, reason = '' }) => (end === 'lost' ? [{ name: names.get(arm) ?? 'All winners together', seed, reason }] : [])),
  };
}

/** No accuracy is below nothing or above all; the interval of a single one has no ends. */
function asShare({ mean, low, high }: Estimate): Estimate {
  return Number.isFinite(low) ? { mean, low: Math.max(0, low), high: Math.min(1, high) } : { mean, low, high };
}

/** The second part, as far as it has come; read off its runs, since what is there has been decided. */
function joinedRuns(catalogue: Catalogue, known: Comparing, plan: ChecklistPlan): JointReport | undefined {
  const { outcomes } = known;
  const name = outcomes.find(({ arm }) => joinedArms(plan, arm))?.arm;
  if (name === undefined) return undefined;
  const arms = joinedArms(plan, name)!;
  const difference = (split: 'dev' | 'test') => pairedTest(pairsOf(known, split, name, FRESH_BASELINE, plan.freshSeeds).map((pair) => pair.difference), resolutionOf(outcomes, split));
  const test = difference('test');
  const singles = arms.map(({ id }) => new Map(pairsOf(known, 'dev', id, BASELINE, plan.seeds).map((pair) => [pair.seed, pair.difference])));
  const sums = plan.seeds.flatMap((seed) => (singles.every((single) => single.has(seed)) ? [singles.reduce((sum, single) => sum + single.get(seed)!, 0)] : []));
  const sum = pairedTest(sums, resolutionOf(outcomes));
  const gap = differenceInterval(test, sum);
  const ended = outcomes.filter(({ arm }) => arm === name || arm === FRESH_BASELINE).length === 2 * plan.freshSeeds.length;
  return {
    arms,
    leftOut: joinWinners(catalogue, plan, outcomes).leftOut,
    test,
    dev: difference('dev'),
    sum,
    gap,
    verdict: !ended || !Number.isFinite(gap.low) ? 'cannot tell' : gap.high < 0 ? 'less' : gap.low > 0 ? 'more' : 'adds up',
    outcomes: [name, FRESH_BASELINE].flatMap((id) => outcomes.filter(({ arm }) => arm === id)),
  };
}
