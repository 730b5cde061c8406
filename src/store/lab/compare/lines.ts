/** The lines of the overlay: one for each trial, or for each setting with the mean over its seeds and a band around it. */
import { centredMedian, exponentialAverage } from '../../../core/smoothing';
import { studentQuantile } from '../../../core/statistics';
import type { TrialCurves } from '../../../lab/trial';
import { perStep, type XAxisId } from './axes';
import { measure, type Measured, type QuantityId } from './quantities';
import type { SeedGroup } from './seed-groups';

export type Smoothing = { readonly kind: 'none' } | { readonly kind: 'exponential'; readonly keep: number } | { readonly kind: 'median'; readonly window: number };

export interface Line {
  /** Of the group. */
  readonly id: string;
  /** Ascending. */
  readonly x: Float64Array;
  /** As measured; the mean of the seeds where there are several. */
  readonly y: Float64Array;
  readonly smooth?: Float64Array;
  readonly band?: { readonly kind: 'interval' | 'range'; readonly low: Float64Array; readonly high: Float64Array };
  /** Seeds that it is the mean of. */
  readonly n: number;
}

export interface LineOptions {
  readonly quantity: QuantityId;
  readonly where?: string | undefined;
  readonly axis: XAxisId;
  readonly smoothing: Smoothing;
}

export function makeLine(group: SeedGroup, curves: ReadonlyMap<string, TrialCurves>, { quantity, where, axis, smoothing }: LineOptions): Line {
  const members = group.seeds.flatMap((trial) => {
    const known = curves.get(trial.id);
    const measured = known && measure(known, quantity, where);
    return measured && measured.steps.length > 0 ? [{ measured, rate: perStep(trial, axis) }] : [];
  });
  const n = members.length;
  if (n === 0) return { id: group.id, x: new Float64Array(), y: new Float64Array(), n };
  // Seeds of one setting take the same steps; only their seconds differ, and there the line goes by the mean.
  const rate = members.reduce((sum, member) => sum + member.rate, 0) / n;
  const measured = members.map((member) => member.measured);
  const smoothed = smoothing.kind === 'none' ? undefined : measured.map(({ steps, values }) => ({ steps, values: smoothen(values, smoothing) }));
  const raw = n === 1 ? undefined : averageSeeds(measured);
  const shown = smoothed && n > 1 ? averageSeeds(smoothed) : raw;
  const smooth = smoothed && (shown ? shown.mean : smoothed[0]!.values);
  return {
    id: group.id,
    x: (raw ?? measured[0]!).steps.map((step) => step * rate),
    y: raw ? raw.mean : measured[0]!.values,
    ...(smooth ? { smooth } : {}),
    ...(shown ? { band: { kind: n === 2 ? 'range' : 'interval', low: shown.low, high: shown.high } } : {}),
    n,
  };
}

/** The last smoothing of each series: while one run grows, the others stay as they are. */
const smoothened = new WeakMap<Float64Array, { readonly key: string; readonly smooth: Float64Array }>();

function smoothen(values: Float64Array, smoothing: Exclude<Smoothing, { kind: 'none' }>): Float64Array {
  const key = JSON.stringify(smoothing);
  const known = smoothened.get(values);
  if (known?.key === key) return known.smooth;
  const smooth = smoothing.kind === 'exponential' ? exponentialAverage(values, smoothing.keep) : centredMedian(values, smoothing.window);
  smoothened.set(values, { key, smooth });
  return smooth;
}

export interface SeedAverage {
  readonly steps: Float64Array;
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * The mean over seeds at the steps of the most coarsely measured one, as far as all of them have come; each gives its last value at or before the step.
 * Around it 95 % Student intervals of the mean, or of two seeds, which tell too little of their spread, both values.
 * @param series at least two
 */
export function averageSeeds(series: readonly Measured[]): SeedAverage {
  const n = series.length;
  const first = Math.max(...series.map(({ steps }) => steps[0]!));
  const last = Math.min(...series.map(({ steps }) => steps.at(-1)!));
  const coarsest = series.reduce((one, other) => (other.steps.length < one.steps.length ? other : one));
  const steps = coarsest.steps.filter((step) => step >= first && step <= last);
  const [mean, low, high] = [new Float64Array(steps.length), new Float64Array(steps.length), new Float64Array(steps.length)];
  const reach = n > 2 ? studentQuantile(n - 1) / Math.sqrt(n) : 0;
  const places = new Array<number>(n).fill(0);
  for (let i = 0; i < steps.length; i++) {
    let sum = 0;
    const values = series.map((one, k) => {
      while (places[k]! + 1 < one.steps.length && one.steps[places[k]! + 1]! <= steps[i]!) places[k]!++;
      const value = one.values[places[k]!]!;
      sum += value;
      return value;
    });
    mean[i] = sum / n;
    if (n === 2) {
      low[i] = Math.min(values[0]!, values[1]!);
      high[i] = Math.max(values[0]!, values[1]!);
      continue;
    }
    const spread = Math.sqrt(values.reduce((squares, value) => squares + (value - mean[i]!) ** 2, 0) / (n - 1));
    low[i] = mean[i]! - reach * spread;
    high[i] = mean[i]! + reach * spread;
  }
  return { steps, mean, low, high };
}

/** The place of the last x at or before the one asked for; −1 where there is none. */
export function placeAt(xs: ArrayLike<number>, x: number): number {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The next x, to the right (1) or to the left (−1), at which any of the lines was measured; undefined where there is none. */
export function neighbour(lines: readonly Line[], x: number, direction: 1 | -1): number | undefined {
  const candidates = lines.flatMap(({ x: xs }) => {
    const place = placeAt(xs, x);
    const next = direction === 1 ? xs[place + 1] : xs[xs[place] === x ? place - 1 : place];
    return next === undefined ? [] : [next];
  });
  if (candidates.length === 0) return undefined;
  return direction === 1 ? Math.min(...candidates) : Math.max(...candidates);
}
