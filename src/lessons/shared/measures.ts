/** What lessons measure: one number for each run, from what the run has told. */
import { readHealth, type HealthPlan } from '../../core/health';

interface Result {
  readonly loss: number;
  readonly accuracy: number;
}

/** What is known of a run that has ended; plain data. */
export interface Outcome {
  readonly steps: number;
  readonly classes: number;
  /** At the end; nothing where it failed, as a run that diverges does. */
  readonly final?: { readonly train: Result; readonly dev: Result };
  /** On the way. */
  readonly evaluations: readonly { readonly step: number; readonly accuracy: number }[];
  /** Of the first probed steps, see {@link earlyUpdateRatio}; where the run was probed. */
  readonly updateRatio?: number;
}

interface Measure {
  readonly title: string;
  /** What the number is, and what counts where a run fails. */
  readonly help: string;
  readonly unit: string;
  readonly digits: number;
  /** NaN where it cannot be told. */
  readonly of: (outcome: Outcome, target: number) => number;
  /** The step in which it is measured, as far as some values of it tell; not there where it has none to speak of. */
  readonly resolution?: (values: readonly number[]) => number;
}

const FAILED = 'A run that diverges counts as one that guesses.';

/** The smallest dev set of a lesson is of `points`. */
const FEWEST_SAMPLES = 400;
const MOST_SAMPLES = 100_000;
/** Results are kept with seven digits. */
const ROUNDED = 1e-5;

/**
 * The step of shares of unknown samples, in %: 100 over the fewest samples, 400 or more, of which all of them are whole numbers. That may be a part of the
 * samples there were, which errs towards a wider interval; 0 where there is no such number.
 */
function stepOfShares(values: readonly number[]): number {
  const isWhole = (samples: number) => (value: number): boolean => {
    const counted = (value * samples) / 100;
    return Math.abs(counted - Math.round(counted)) <= (ROUNDED * samples) / 100;
  };
  for (let samples = FEWEST_SAMPLES; samples <= MOST_SAMPLES; samples++) if (values.every(isWhole(samples))) return 100 / samples;
  return 0;
}

/** Of what is only looked at now and then: the least that two values differ by, if they do. */
function leastDistance(values: readonly number[]): number {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  return sorted.length < 2 ? 0 : Math.min(...sorted.slice(1).map((value, i) => value - sorted[i]!));
}

export const MEASURES = {
  'dev-accuracy': {
    title: 'Dev accuracy',
    help: `The share of all dev samples named rightly at the end of the run. ${FAILED}`,
    unit: '%',
    digits: 2,
    of: ({ final, classes }) => 100 * (final?.dev.accuracy ?? 1 / classes),
    resolution: stepOfShares,
  },
  'train-error': {
    title: 'Training error',
    help: `The share of clean training samples named wrongly at the end of the run. ${FAILED}`,
    unit: '%',
    digits: 2,
    of: ({ final, classes }) => 100 * (1 - (final?.train.accuracy ?? 1 / classes)),
    resolution: stepOfShares,
  },
  'dev-error': {
    title: 'Dev error',
    help: `The share of dev samples named wrongly at the end of the run. ${FAILED}`,
    unit: '%',
    digits: 2,
    of: ({ final, classes }) => 100 * (1 - (final?.dev.accuracy ?? 1 / classes)),
    resolution: stepOfShares,
  },
  gap: {
    title: 'Gap between train and dev',
    help: 'Accuracy on training samples less that on dev samples: what was learned by heart. A run that diverges has none.',
    unit: 'points',
    digits: 2,
    of: ({ final }) => (final ? 100 * (final.train.accuracy - final.dev.accuracy) : 0),
    resolution: stepOfShares,
  },
  'dev-loss': {
    title: 'Dev cross-entropy',
    help: 'The mean of −ln p of the right class. Confident mistakes cost most, so it tells how far the probabilities can be trusted as well. A run that diverges counts as one that guesses.',
    unit: 'nats',
    digits: 3,
    of: ({ final, classes }) => final?.dev.loss ?? Math.log(classes),
  },
  'steps-to': {
    title: 'Steps to the mark',
    help: 'Steps until dev accuracy, measured some 25 times a run, first reaches the mark; a run that never does counts with all its steps.',
    unit: 'steps',
    digits: 0,
    of: ({ evaluations, final, steps }, target) => (final ? (evaluations.find(({ accuracy }) => accuracy >= target)?.step ?? steps) : steps),
    resolution: leastDistance,
  },
  'update-ratio': {
    title: 'Update ratio, log₁₀',
    help: 'Root mean square of a step’s change of a layer’s weights, divided by that of the weights themselves: the median over the layers in the first probed steps, as a power of ten. About −3 is healthy.',
    unit: '',
    digits: 2,
    of: ({ updateRatio }) => (updateRatio !== undefined && updateRatio > 0 ? Math.log10(updateRatio) : NaN),
  },
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureId = keyof typeof MEASURES;

export function measureOf(id: MeasureId): Measure {
  return MEASURES[id];
}

/** A measured number with its unit. */
export function measured(id: MeasureId, value: number): string {
  const { digits, unit } = measureOf(id);
  if (!Number.isFinite(value)) return '–';
  return `${value.toFixed(digits).replace('-', '−')}${unit === '' ? '' : ` ${unit}`}`;
}

/** A difference, with its sign; of percentages in points. */
export function difference(id: MeasureId, value: number): string {
  const { digits, unit } = measureOf(id);
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value).toFixed(digits);
  const sign = Number(size) === 0 ? '±' : value < 0 ? '−' : '+';
  return `${sign}${size}${unit === '' ? '' : ` ${unit === '%' ? 'points' : unit}`}`;
}

/** Probes that are early: by then accuracy has said little. */
const EARLY = 5;

/**
 * How fast the kernels of a network change: RMS of a step's update ÷ RMS of the weights, the median over kernels and over the first probes.
 * @param probes figures in the order of the plan, the earliest first
 * @returns undefined where nothing was probed
 */
export function earlyUpdateRatio(plan: HealthPlan, probes: readonly { readonly figures: ArrayLike<number> }[]): number | undefined {
  const kernels = plan.parameters.flatMap((path, i) => (path.endsWith('/kernel') ? [i] : []));
  const ratios = probes.slice(0, EARLY).flatMap(({ figures }) => {
    const { parameters } = readHealth(plan, figures);
    return kernels.map((i) => parameters[i]!.update / parameters[i]!.weight);
  });
  const sorted = ratios.filter((ratio) => Number.isFinite(ratio)).sort((a, b) => a - b);
  return sorted.length === 0 ? undefined : sorted[sorted.length >> 1];
}
