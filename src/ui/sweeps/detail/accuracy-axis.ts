import type { Estimate } from '../../../core/statistics';

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25];
const MOST_TICKS = 6;
/** Whiskers of two runs can be longer than everything else; the axis shows this many spreads of the means beside them. */
const FAR = 1.5;

/** An axis in per cent that shows all means and whiskers, as far as these do not squeeze the means together. */
export function accuracyAxis(estimates: readonly Estimate[]): { readonly low: number; readonly high: number; readonly ticks: readonly number[] } {
  const means = estimates.map(({ mean }) => 100 * mean);
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const room = Math.max(1, FAR * (most - least));
  const finite = estimates.filter(({ low }) => Number.isFinite(low));
  const bottom = Math.max(0, least - room, Math.min(least - 0.1 * room, ...finite.map(({ low }) => 100 * low)));
  const top = Math.min(100, most + room, Math.max(most + 0.1 * room, ...finite.map(({ high }) => 100 * high)));
  const step = STEPS.find((candidate) => (top - bottom) / candidate <= MOST_TICKS - 1) ?? 25;
  const low = Math.max(0, step * Math.floor(bottom / step + 1e-9));
  const high = Math.min(100, step * Math.ceil(top / step - 1e-9));
  const count = Math.round((high - low) / step);
  return { low, high, ticks: Array.from({ length: count + 1 }, (_, i) => Number((low + i * step).toFixed(1))) };
}
