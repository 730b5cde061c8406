/** The picture of all effects with their intervals on one axis, in numbers. */
import type { Estimate } from '../../core/statistics';
import type { ArmVerdict, JudgedArm } from './judge';

export interface PlotRow {
  readonly id: string;
  readonly name: string;
  readonly verdict: ArmVerdict;
  /** In points; missing where nothing was measured. */
  readonly effect?: Estimate;
}

export interface EffectPlot {
  readonly rows: readonly PlotRow[];
  /** The axis in points, from −limit to limit; what lies beyond is cut off. */
  readonly limit: number;
  readonly ticks: readonly number[];
}

/** No axis ends before so many points. */
const LEAST = 0.2;
/** An effect that reaches this many times as far as the median does not decide how wide the axis is. */
const FAR = 3;

export function plotOf(rows: readonly JudgedArm[]): EffectPlot {
  const points = rows.map(({ arm, verdict, effect }): PlotRow => {
    const named = { id: arm.id, name: arm.name, verdict };
    return effect ? { ...named, effect: { mean: 100 * effect.mean, low: 100 * effect.low, high: 100 * effect.high } } : named;
  });
  // A single pair has an interval without ends, and often no difference yet: it says nothing of the size of effects while others do.
  const measured = points.flatMap(({ effect }) => effect ?? []);
  const bounded = measured.filter(({ low }) => Number.isFinite(low));
  const reaches = (bounded.length > 0 ? bounded : measured).map(reachOf).sort((a, b) => a - b);
  const reach = Math.max(LEAST, Math.min(reaches.at(-1) ?? 1, FAR * (reaches[reaches.length >> 1] ?? 1)));
  const step = niceStep(reach / 2);
  const limit = step * Math.ceil(reach / step);
  return { rows: points, limit, ticks: Array.from({ length: Math.round((2 * limit) / step) + 1 }, (_, i) => Number((i * step - limit).toPrecision(12))) };
}

function reachOf({ mean, low, high }: Estimate): number {
  return Math.max(...[mean, low, high].filter(Number.isFinite).map(Math.abs));
}

/** 1, 2 or 5 times a power of ten, not above the length. */
function niceStep(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length));
  return [5, 2, 1].map((factor) => factor * power).find((step) => step <= length * (1 + 1e-9)) ?? power;
}

/** Where a value stands on the axis, 0 … 1. */
export function placeOf({ limit }: EffectPlot, value: number): number {
  return Math.min(1, Math.max(0, (value + limit) / (2 * limit)));
}
