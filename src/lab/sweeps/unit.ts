/**
 * A factor's values as places in [0, 1): the coordinate in which values are spaced, drawn and stepped. A logarithmic range has equal ratios at equal
 * distances; whole numbers and listed values have intervals of the unit each.
 */
import { exp, ln } from '../../core/exact-math';
import type { FieldValue } from '../../core/fields';
import { sameValue } from './dimensions';
import type { Factor, Range, Varied } from './plan';

/** More digits say nothing, and make names and links long. */
const DIGITS = 3;
const ALMOST_ONE = 1 - 2 ** -32;

export function isRange(factor: Factor): factor is Range {
  return 'low' in factor;
}

/** @param place in [0, 1] */
export function valueAt({ factor, dimension }: Varied, place: number): FieldValue {
  const u = Math.min(ALMOST_ONE, Math.max(0, place));
  if (!isRange(factor)) return factor.values[Math.floor(u * factor.values.length)]!;
  const { low, high, spacing } = factor;
  if (dimension.field.type === 'number' && dimension.field.integer) {
    const value = spacing === 'log' ? low * exp(u * ln((high + 1) / low)) : low + u * (high + 1 - low);
    // An exponential that rounds down must not fall below its whole number.
    return Math.min(high, Math.floor(value + 1e-9));
  }
  if (spacing === 'log') return within(factor, Number((low * exp(u * ln(high / low))).toPrecision(DIGITS)));
  return within(factor, rounded(low + u * (high - low), high - low));
}

/** The place of a value; of one that is not listed, or lies outside, the nearest. */
export function placeOf({ factor, dimension }: Varied, value: FieldValue): number {
  if (!isRange(factor)) {
    const distance = (one: FieldValue): number => (sameValue(one, value) ? -1 : Math.abs(Number(one) - Number(value)));
    const nearest = factor.values.reduce<number>((best, one, i) => (distance(one) < distance(factor.values[best]!) ? i : best), 0);
    return (nearest + 0.5) / factor.values.length;
  }
  const { low, high, spacing } = factor;
  const inside = Math.min(high, Math.max(low, Number(value)));
  if (high === low) return 0.5;
  if (dimension.field.type === 'number' && dimension.field.integer) {
    return spacing === 'log' ? ln((inside + 0.5) / low) / ln((high + 1) / low) : (inside + 0.5 - low) / (high + 1 - low);
  }
  return spacing === 'log' ? ln(inside / low) / ln(high / low) : (inside - low) / (high - low);
}

/** The values of a grid: those listed, or as many as asked for from one end of the range to the other, fewer where rounding makes some alike. */
export function levelsOf({ factor, dimension }: Varied): readonly FieldValue[] {
  if (!isRange(factor)) return factor.values;
  const { low, high, count, spacing } = factor;
  const whole = dimension.field.type === 'number' && dimension.field.integer;
  const levels = Array.from({ length: count }, (_, i) => {
    if (i === 0) return low;
    if (i === count - 1) return high;
    const share = i / (count - 1);
    const exact = spacing === 'log' ? low * exp(share * ln(high / low)) : low + share * (high - low);
    return whole ? Math.round(exact) : within(factor, spacing === 'log' ? Number(exact.toPrecision(DIGITS)) : rounded(exact, high - low));
  });
  return [...new Set(levels)];
}

/** Folds a place that has left [0, 1] back into it, as between two mirrors. */
export function reflected(place: number): number {
  const turn = place - 2 * Math.floor(place / 2);
  return turn > 1 ? 2 - turn : turn;
}

function within({ low, high }: Range, value: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Keeps the decimals that a thousandth of the range changes. */
function rounded(value: number, range: number): number {
  const decimals = Math.max(0, Math.ceil(DIGITS - Math.log10(range)));
  return Number(value.toFixed(Math.min(12, decimals)));
}
