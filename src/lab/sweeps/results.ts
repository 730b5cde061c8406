/** What a sweep has found: its settings in their order, and whether the first of them is really better than the second. */
import type { Catalogue } from '../../core/catalogue';
import type { Experiment } from '../../core/experiment';
import type { FieldValue } from '../../core/fields';
import { pairedTest } from '../../core/paired-test';
import { accuracyEstimate, meanInterval, type Estimate } from '../../core/statistics';
import { hasEnded, metricsOf, type Trial } from '../trial';
import { nameOf, readSweep, type Sweep } from './plan';
import { compareScores, scoreOf } from './score';
import { showValue } from './dimensions';

/** `stopped`: early, by halving or by hand. `failed`: every run of it. */
export type ArmStatus = 'finished' | 'under way' | 'stopped' | 'failed';

export interface ArmOutcome {
  readonly label: string;
  /** Values in the order of the factors; undefined where the setting belongs to a trick that is off. */
  readonly values: readonly (FieldValue | undefined)[];
  /** In words. */
  readonly settings: readonly string[];
  readonly status: ArmStatus;
  /** Of its first trial. */
  readonly experiment: Experiment;
  readonly trials: readonly Trial[];
  /** Dev accuracy at the end, by seed, of the trials that have come there. */
  readonly finished: ReadonlyMap<number, number>;
  /** Trials that diverged or broke down. */
  readonly failures: number;
  /**
   * Dev accuracy over the finished trials, or else where they stand. Student's interval over the seeds; of a single one Wilson's, which knows of the
   * samples but not of the luck of a seed.
   */
  readonly accuracy?: Estimate;
  /** The part of its run that it got to, 0 … 1. */
  readonly progress: number;
  /** Of training, on average over its trials. */
  readonly seconds: number;
}

export interface SweepColumns {
  /** One for each factor. */
  readonly columns: readonly string[];
  /** The best first. */
  readonly ranking: readonly ArmOutcome[];
}

/** @throws Error with a sentence where the plan cannot be read */
export function rankArms(catalogue: Catalogue, plan: unknown, trials: readonly Trial[]): SweepColumns {
  const sweep = readSweep(catalogue, plan);
  const labels = [...new Set(trials.map(({ arm }) => arm))].filter((arm) => arm !== undefined);
  const outcomes = labels.map((label) => outcomeOf(sweep, label, trials.filter(({ arm }) => arm === label)));
  return { columns: sweep.varied.map(({ dimension }) => nameOf(dimension)), ranking: outcomes.toSorted(compareOutcomes) };
}

function outcomeOf({ varied }: Sweep, label: string, trials: readonly Trial[]): ArmOutcome {
  const { experiment } = trials[0]!;
  const ended = trials.filter(({ status }) => status === 'finished');
  const finished = new Map(ended.flatMap(({ final, experiment: { run } }) => (final ? [[run.seed, final.dev.accuracy] as const] : [])));
  const values = varied.map(({ dimension }) => dimension.read(experiment));
  const accuracy = devEstimate(trials);
  return {
    label,
    values,
    settings: values.map((value, i) => (value === undefined ? 'off' : showValue(varied[i]!.dimension.field, value))),
    status: statusOf(trials),
    experiment,
    trials,
    finished,
    failures: scoreOf(trials).failures,
    ...(accuracy === undefined ? {} : { accuracy }),
    progress: Math.max(...trials.map(({ step, steps }) => (steps > 0 ? step / steps : 0))),
    seconds: trials.reduce((sum, { seconds }) => sum + seconds, 0) / trials.length,
  };
}

function statusOf(trials: readonly Trial[]): ArmStatus {
  if (trials.some((trial) => !hasEnded(trial))) return 'under way';
  if (trials.some(({ status }) => status === 'finished')) return 'finished';
  return trials.every(({ status }) => status === 'failed') ? 'failed' : 'stopped';
}

/** The accuracy on dev: of a single seed with Wilson's interval, of several their mean with Student's. */
function devEstimate(trials: readonly Trial[]): Estimate | undefined {
  const ended = trials.filter(({ status }) => status === 'finished');
  const measured = (ended.length > 0 ? ended : trials.filter(({ status }) => status !== 'failed')).flatMap((trial) => metricsOf(trial)?.dev ?? []);
  if (measured.length === 0) return undefined;
  if (measured.length > 1) return meanInterval(measured.map(({ accuracy }) => accuracy));
  return accuracyEstimate(measured[0]!);
}

/** Those that have come to the end before those that have not, and further ones before others; then by failures and accuracy. */
function compareOutcomes(a: ArmOutcome, b: ArmOutcome): number {
  const reached = ({ finished, status, progress }: ArmOutcome): number => (finished.size > 0 ? 2 : status === 'failed' ? -1 : progress);
  return reached(b) - reached(a) || compareScores(scoreFrom(a), scoreFrom(b));
}

function scoreFrom({ failures, accuracy }: ArmOutcome) {
  return { failures, accuracy: accuracy?.mean ?? -1 };
}

/** Whether the best differs from the second, in plain words: seed by seed, since both had the same. */
export function bestAgainstSecond(ranking: readonly ArmOutcome[]): string {
  const [best, second] = ranking.filter(({ finished }) => finished.size > 0);
  if (!best) return 'No run has come to its end yet.';
  if (!second) return `Only “${best.label}” has come to its end, so there is nothing to compare it with yet.`;
  const differences = [...best.finished].flatMap(([seed, accuracy]) => {
    const other = second.finished.get(seed);
    return other === undefined ? [] : [accuracy - other];
  });
  const pair = `“${best.label}” and “${second.label}”`;
  if (differences.length === 0) return `${pair} have no seed in common, so they cannot be compared in pairs.`;
  const { mean, low, high } = pairedTest(differences, resolutionOf([...best.trials, ...second.trials]));
  const diverged = second.failures > best.failures ? ` Of “${second.label}”, ${second.failures} of ${second.trials.length} runs failed, which counts as worst.` : '';
  if (differences.length === 1) {
    const lead = mean === 0 ? `${pair} come out alike` : `“${best.label}” is ${points(Math.abs(mean), 2)} points ${mean > 0 ? 'above' : 'below'} “${second.label}”`;
    return `${lead}, with one seed each: that tells nothing of luck. Take three seeds or more to learn whether they differ.${diverged}`;
  }
  const digits = high - low > MANY_POINTS ? 1 : 2;
  const over = `paired over ${differences.length} seeds, 95 % interval ${points(low, digits)} to ${points(high, digits)}`;
  if (!(low > 0)) return `Whether ${pair} differ cannot be told: they are ${points(Math.abs(mean), digits)} points apart (${over}).${diverged}`;
  const flattered = `It was picked as the best of ${ranking.length}, which flatters it; fresh seeds would tell how much.`;
  return `“${best.label}” is better than “${second.label}”: by ${points(mean, digits)} points (${over}). ${flattered}${diverged}`;
}

/** The step in which their dev accuracies were measured: a few differences may be alike for no other reason. */
function resolutionOf(trials: readonly Trial[]): number {
  return 1 / Math.min(...trials.flatMap(({ final }) => final?.dev.samples ?? []));
}

/** An interval wider than this does not warrant two decimals. */
const MANY_POINTS = 0.02;

function points(share: number, digits: number): string {
  return `${share < 0 ? '−' : ''}${(100 * Math.abs(share)).toFixed(digits)}`;
}
