/** What the picture of a learning curve shows, in per cent. */
import type { Estimate } from '../../../core/statistics';
import type { MeasuredPoint } from '../../../store/learning-curve';

export interface ChartRow {
  readonly x: number;
  readonly train: number;
  readonly dev: number;
  /** Whiskers: how far the interval reaches below and above. */
  readonly trainReach: readonly [below: number, above: number];
  readonly devReach: readonly [below: number, above: number];
}

export function chartRows(points: readonly MeasuredPoint[]): ChartRow[] {
  return points.map(({ x, train, dev }) => ({ x, train: 100 * train.mean, dev: 100 * dev.mean, trainReach: reach(train), devReach: reach(dev) }));
}

function reach({ mean, low, high }: Estimate): readonly [number, number] {
  return [100 * (mean - low), 100 * (high - mean)];
}

/** Height of the plot and of a line of text in it, in pixels. */
const PLOT = 255;
const TEXT = 14;

/** Pixels by which the names at the lines' ends have to give way, train downwards and dev upwards, so that they do not overlap. */
export function endLabelShift(rows: readonly ChartRow[], top: number): number {
  const end = rows.at(-1);
  if (!end) return 0;
  const gap = ((end.dev - end.train) / top) * PLOT;
  const missing = Math.max(0, TEXT - Math.abs(gap)) / 2;
  return gap < 0 ? -missing : missing;
}

/**
 * The upper end of the error axis: all values, levels and whiskers are seen, except that whiskers may not squeeze the values into less than the lower
 * half. A whole number of ticks.
 * @param levels horizontal lines, in per cent
 */
export function errorAxis(rows: readonly ChartRow[], levels: readonly number[]): { readonly top: number; readonly ticks: readonly number[] } {
  const values = Math.max(1e-3, ...rows.flatMap(({ train, dev }) => [train, dev]), ...levels);
  const whiskers = Math.max(0, ...rows.flatMap(({ train, dev, trainReach, devReach }) => [train + trainReach[1], dev + devReach[1]]));
  const wanted = Math.min(100, Math.max(values * 1.08, Math.min(whiskers, 2 * values)));
  const rough = wanted / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? 10 * power;
  const count = Math.ceil(wanted / step - 1e-9);
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12))) };
}
