/**
 * A comparison of two recipes that was written down before it was run: both get their base rate from the same grid, judged on dev samples with seeds of
 * their own, and are then compared on test samples with fresh seeds, the same for both.
 */
import type { Catalogue } from '../core/catalogue';
import type { Experiment } from '../core/experiment';
import { readLink, writeLink } from '../core/permalink';
import { meanInterval, type Estimate } from '../core/statistics';
import type { EvaluationResult } from '../core/trick';

export interface Arm {
  readonly name: string;
  /** Without rate and seed, which the comparison sets. */
  readonly link: string;
}

export interface Comparison {
  readonly id: string;
  readonly question: string;
  /** The proposal, and what it is compared with. */
  readonly arms: readonly [Arm, Arm];
  /** Base rates that both arms may choose from. */
  readonly rates: readonly number[];
  readonly tuningSeeds: readonly number[];
  readonly seeds: readonly number[];
}

export interface Trained {
  readonly dev: EvaluationResult;
  readonly test: EvaluationResult;
}

export interface ArmResult {
  readonly arm: Arm;
  /** Mean dev accuracy over the tuning seeds, for each rate; NaN where a run diverged. */
  readonly tuning: readonly { readonly rate: number; readonly dev: number }[];
  readonly rate: number;
  /** Of each of the fresh seeds. */
  readonly test: readonly number[];
  readonly accuracy: Estimate;
  /** The first seed's run. */
  readonly link: string;
}

export interface ComparisonResult {
  readonly comparison: Comparison;
  readonly arms: readonly [ArmResult, ArmResult];
  /** Of test accuracies, seed by seed: the first arm's less the second's. */
  readonly difference: Estimate;
}

/**
 * @param train trains to the end; undefined where a run diverges
 * @param tell told of every run that is done
 */
export async function compare(
  catalogue: Catalogue,
  comparison: Comparison,
  train: (experiment: Experiment) => Promise<Trained | undefined>,
  tell: (line: string) => void = () => undefined,
): Promise<ComparisonResult> {
  const measure = async (arm: Arm): Promise<ArmResult> => {
    const run = async (lr: number, seed: number): Promise<Trained | undefined> => {
      const trained = await train(experimentOf(catalogue, arm, lr, seed));
      tell(`${arm.name}, rate ${lr}, seed ${seed}: ${trained ? `dev ${trained.dev.accuracy.toFixed(4)}` : 'diverged'}`);
      return trained;
    };
    const tuning: { rate: number; dev: number }[] = [];
    for (const rate of comparison.rates) {
      const accuracies: number[] = [];
      for (const seed of comparison.tuningSeeds) accuracies.push((await run(rate, seed))?.dev.accuracy ?? NaN);
      tuning.push({ rate, dev: meanInterval(accuracies).mean });
    }
    const best = tuning.reduce((one, other) => (other.dev > one.dev || Number.isNaN(one.dev) ? other : one));
    const test: number[] = [];
    for (const seed of comparison.seeds) test.push((await run(best.rate, seed))?.test.accuracy ?? 0);
    return { arm, tuning, rate: best.rate, test, accuracy: meanInterval(test), link: writeLink(catalogue, experimentOf(catalogue, arm, best.rate, comparison.seeds[0]!)) };
  };
  const arms = [await measure(comparison.arms[0]), await measure(comparison.arms[1])] as const;
  return { comparison, arms, difference: meanInterval(arms[0].test.map((accuracy, i) => accuracy - arms[1].test[i]!)) };
}

/** @throws where the arm's link is not understood: a mistake in the comparison */
function experimentOf(catalogue: Catalogue, { link }: Arm, lr: number, seed: number): Experiment {
  const { experiment, notices } = readLink(catalogue, link);
  if (notices.length > 0) throw new Error(notices.join('; '));
  return { ...experiment, run: { ...experiment.run, lr, seed } };
}

/** The result as Markdown. */
export function report({ comparison, arms, difference }: ComparisonResult): string {
  const percent = (share: number): string => (100 * share).toFixed(2);
  const interval = ({ mean, low, high }: Estimate): string => `${percent(mean)} (${percent(low)} to ${percent(high)})`;
  const rows = arms.map(
    ({ arm, tuning, rate, accuracy, link }) => `| ${arm.name} | ${tuning.map(({ rate: tried, dev }) => `${tried}: ${percent(dev)}`).join(', ')} | ${rate} | ${interval(accuracy)} | \`${link}\` |`,
  );
  const verdict = difference.low > 0 ? 'The first is better.' : difference.high < 0 ? 'The second is better.' : 'The data do not tell which is better.';
  return [
    comparison.question,
    '',
    `| recipe | dev accuracy % by base rate (seeds ${comparison.tuningSeeds.join(', ')}) | rate | test accuracy % (95 % interval over seeds ${comparison.seeds.join(', ')}) | link, first seed |`,
    '|---|---|--:|--:|---|',
    ...rows,
    '',
    `Difference, paired by seed: ${interval(difference)} points. ${verdict}`,
    '',
  ].join('\n');
}
