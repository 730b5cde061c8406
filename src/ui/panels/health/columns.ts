/** Time as columns: a run of any length in as many as there is room for. */
import type { Probed } from '../../../store/run-record';

/** Probes `from` … `to − 1`, which stand for the steps from `start` up to `stop`. */
export interface Column {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly stop: number;
}

/** An axis is at least so many probes long. */
const LEAST_PROBES = 16;

/** Steps between two probes. */
export function probeGap(probes: readonly Probed[]): number {
  return probes.length > 1 ? probes[1]!.step - probes[0]!.step : 10;
}

/**
 * Where the axis of time ends, in steps: with the run, or at a half, a quarter … of it while the run is not as far. So the picture always fills at least half
 * of its room and yet changes its scale only a few times.
 */
export function axisEnd(probes: readonly Probed[], steps: number): number {
  const gap = probeGap(probes);
  const reached = Math.max((probes.at(-1)?.step ?? 0) + gap, LEAST_PROBES * gap);
  let end = steps;
  while (end / 2 >= reached) end /= 2;
  return end;
}

/**
 * Columns of one probe each or, where that would make more than `most`, of several that stand for equal stretches of the axis. The stretches do not move as
 * probes are added.
 */
export function columnsOf(probes: readonly Probed[], end: number, most: number): Column[] {
  const gap = probeGap(probes);
  const stretch = Math.max(gap, end / Math.max(1, most));
  const columns: Column[] = [];
  for (let from = 0; from < probes.length; ) {
    const place = Math.floor(probes[from]!.step / stretch);
    let to = from + 1;
    while (to < probes.length && Math.floor(probes[to]!.step / stretch) === place) to++;
    const stop = to < probes.length ? probes[to]!.step : probes[to - 1]!.step + gap;
    columns.push({ from, to, start: probes[from]!.step, stop: Math.min(end, stop) });
    from = to;
  }
  return columns;
}

/** The column that holds a step; the nearest one outside of all. −1 where there is none. */
export function columnAt(columns: readonly Column[], step: number): number {
  const after = columns.findIndex(({ stop }) => step < stop);
  return after < 0 ? columns.length - 1 : after;
}

/**
 * The mean of a column: the geometric one where values are sizes, so that a spike does not hide all else. Values that are nothing (NaN) do not count, nor, on
 * a log scale, zeros beside others; Infinity wins.
 */
export function meanOf(values: Float64Array, { from, to }: Pick<Column, 'from' | 'to'>, log: boolean): number {
  let sum = 0;
  let count = 0;
  let zeros = 0;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (value === Infinity) return Infinity;
    if (Number.isNaN(value)) continue;
    if (log && value <= 0) zeros++;
    else {
      sum += log ? Math.log10(value) : value;
      count++;
    }
  }
  if (count === 0) return zeros > 0 ? 0 : NaN;
  return log ? 10 ** (sum / count) : sum / count;
}

/** The lowest and the highest finite value of a column, if it has any. */
export function extentOf(values: Float64Array, { from, to }: Pick<Column, 'from' | 'to'>): readonly [low: number, high: number] | undefined {
  const finite = values.subarray(from, to).filter(Number.isFinite);
  return finite.length > 0 ? [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))] : undefined;
}
