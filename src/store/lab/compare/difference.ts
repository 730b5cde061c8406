/** How far two settings are apart, how sure that is, and what it would take to be sure. Never says "better" where the data does not. */
import { pairedTest } from '../../../core/paired-test';
import { accuracyEstimate, differenceInterval, studentQuantile, Z95, type Estimate } from '../../../core/statistics';
import type { EvaluationResult } from '../../../core/trick';
import { grouped } from '../../../core/words';
import type { Trial } from '../../../lab/trial';

export interface Side {
  readonly name: string;
  /** One for each seed. */
  readonly trials: readonly Trial[];
}

export interface Comparison {
  /** Seed by seed; over two sets of seeds; or of two single runs, where only the dev samples are many. */
  readonly kind: 'paired' | 'independent' | 'samples';
  /** Of dev accuracies as fractions: the first side's less the second's. */
  readonly difference: Estimate;
  /** Seeds of the smaller side. */
  readonly n: number;
  /** Whether the interval leaves zero out. */
  readonly clear: boolean;
  readonly sentences: readonly string[];
}

export interface NoComparison {
  readonly problem: string;
}

/** More runs than this nobody makes. */
const MOST_SEEDS = 1000;

/** Compares the dev accuracies at the end of finished trials. */
export function compareSides(a: Side, b: Side): Comparison | NoComparison {
  const ended = (side: Side) => side.trials.flatMap(({ final, experiment }) => (final ? [{ seed: experiment.run.seed, dev: final.dev }] : []));
  const [left, right] = [ended(a), ended(b)];
  const empty = left.length === 0 ? a : right.length === 0 ? b : undefined;
  if (empty) return { problem: `No run of “${empty.name}” has been measured at its end yet, so there is nothing to compare.` };
  const cautions = cautionsOf(a, b);
  // The step in which accuracies are measured: a few may be alike for no other reason.
  const resolution = 1 / Math.min(...[...left, ...right].map(({ dev }) => dev.samples));
  const pairs = left.flatMap(({ seed, dev }) => {
    const twin = right.find((other) => other.seed === seed);
    return twin ? [dev.accuracy - twin.dev.accuracy] : [];
  });
  if (pairs.length >= 2) {
    const { mean, low, high, deviation, n } = pairedTest(pairs, resolution);
    const difference = { mean, low, high };
    const said = verdict(a, b, difference, `paired over ${n} seeds that both sides have`, 'With the spread of these pairs', needed(deviation, mean));
    return { kind: 'paired', difference, n, clear: isClear(difference), sentences: [...said, ...fewSeeds(n), ...cautions] };
  }
  const [one, other] = [left.map(({ dev }) => dev.accuracy), right.map(({ dev }) => dev.accuracy)];
  if (one.length >= 2 && other.length >= 2) {
    const difference = welch(one, other, resolution);
    const n = Math.min(one.length, other.length);
    const how = `over ${one.length} and ${other.length} seeds, unpaired because the seeds are not the same`;
    const said = verdict(a, b, difference, how, 'With this spread', needed(Math.sqrt(variance(one, resolution) + variance(other, resolution)), difference.mean));
    return { kind: 'independent', difference, n, clear: isClear(difference), sentences: [...said, ...fewSeeds(n), ...cautions] };
  }
  if (one.length !== other.length) {
    const poor = one.length < other.length ? a : b;
    const problem = `There is a single finished run of “${poor.name}”, which says nothing of how far luck moves it. Train it with the seeds that the other side has.`;
    return { problem };
  }
  return { ...bySamples(a, b, left[0]!.dev, right[0]!.dev, cautions), n: 1 };
}

/** Two single runs: what the dev samples can tell, and what they cannot. */
function bySamples(a: Side, b: Side, one: EvaluationResult, other: EvaluationResult, cautions: readonly string[]): Omit<Comparison, 'n'> {
  const difference = differenceInterval(accuracyEstimate(one), accuracyEstimate(other));
  const clear = isClear(difference);
  const [p, q] = [one.accuracy, other.accuracy];
  const samples = Math.ceil(((Z95 / difference.mean) ** 2) * (p * (1 - p) + q * (1 - q)));
  const far = `${apart(a, b, difference)}, counting only the chance in ${grouped(Math.min(one.samples, other.samples))} dev samples.`;
  const meaning = clear
    ? 'So these two networks differ. Whether the settings do is another question: with one run each, another seed may turn it round.'
    : `So even these two networks cannot be told apart${samples < 1e7 ? `; a difference of this size would need about ${grouped(samples)} dev samples` : ''}.`;
  return { kind: 'samples', difference, clear, sentences: [far, `${meaning} Train both with the same three or more seeds to compare the settings.`, ...cautions] };
}

function verdict(a: Side, b: Side, difference: Estimate, how: string, spread: string, seeds: number | undefined): string[] {
  const { mean } = difference;
  const far = `${apart(a, b, difference)}, ${how}.`;
  if (isClear(difference)) return [far, `So “${(mean > 0 ? a : b).name}” is better here: the interval leaves zero out.`];
  const take =
    seeds === undefined
      ? `${spread}, not even ${grouped(MOST_SEEDS)} seeds a side would tell a difference this small.`
      : `${spread}, a difference of this size would take about ${seeds} seeds a side.`;
  return [far, `The interval contains zero, so these runs do not tell which is better. ${take}`];
}

/** `The dev accuracy of “a” is 0.8 points above that of “b” (0.1 to 1.5; 95 %)`. */
function apart(a: Side, b: Side, { mean, low, high }: Estimate): string {
  const sign = mean < 0 ? -1 : 1;
  const [from, to] = sign < 0 ? [-high, -low] : [low, high];
  const text = (share: number): string => (100 * share).toFixed(Math.abs(high - low) < 0.004 ? 2 : 1).replace(/^-(0\.0+)$/, '$1').replace('-', '−');
  return `The dev accuracy of “${a.name}” is ${text(Math.abs(mean))} points ${sign < 0 ? 'below' : 'above'} that of “${b.name}” (${text(from)} to ${text(to)}; 95 %)`;
}

function fewSeeds(n: number): string[] {
  return n < 5 ? [`An interval from ${n} seeds is itself uncertain; five or more are better.`] : [];
}

function cautionsOf(a: Side, b: Side): string[] {
  const data = new Set([...a.trials, ...b.trials].map(({ experiment }) => JSON.stringify(experiment.data)));
  return data.size > 1 ? ['Their data settings differ, so they were judged on different dev samples.'] : [];
}

function isClear({ low, high }: Estimate): boolean {
  return low > 0 || high < 0;
}

/** @param resolution the step in which values are measured; they are never taken to vary less than rounding makes them (uniform: its square / 12) */
function variance(values: readonly number[], resolution: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.max(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1), resolution ** 2 / 12);
}

/**
 * The difference of two means with unequal spreads (Welch, "The generalization of Student's problem when several different population variances are
 * involved", Biometrika 34, 1947). Degrees of freedom are rounded down, which errs towards a wider interval.
 * @param resolution the step in which values are measured
 */
export function welch(a: readonly number[], b: readonly number[], resolution = 0): Estimate {
  const mean = a.reduce((sum, value) => sum + value, 0) / a.length - b.reduce((sum, value) => sum + value, 0) / b.length;
  const [u, v] = [variance(a, resolution) / a.length, variance(b, resolution) / b.length];
  if (u + v === 0) return { mean, low: mean, high: mean };
  const degrees = (u + v) ** 2 / (u ** 2 / (a.length - 1) + v ** 2 / (b.length - 1));
  const half = studentQuantile(Math.max(1, Math.floor(degrees))) * Math.sqrt(u + v);
  return { mean, low: mean - half, high: mean + half };
}

/** How many seeds make half the interval smaller than the difference, if its spread stays as it is. */
export function needed(spread: number, difference: number): number | undefined {
  const suffice = (n: number): boolean => (studentQuantile(n - 1) * spread) / Math.sqrt(n) < Math.abs(difference);
  let [low, high] = [2, MOST_SEEDS + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (suffice(middle)) high = middle;
    else low = middle + 1;
  }
  return low > MOST_SEEDS ? undefined : low;
}
