/** Simple measures of a series of numbers. */
import { median } from '../../core/statistics';

/** Mean of the values between two fractions of the series' length, at least of one value. */
export function meanBetween(values: ArrayLike<number>, from: number, to: number): number {
  const first = Math.min(values.length - 1, Math.floor(from * values.length));
  const end = Math.max(first + 1, Math.round(to * values.length));
  let sum = 0;
  for (let i = first; i < end; i++) sum += values[i]!;
  return sum / (end - first);
}

export interface Line {
  /** Change from one value to the next. */
  readonly slope: number;
  /** Its standard error, if the values scatter independently. */
  readonly slopeError: number;
  /** What the values are above the line, in order. */
  readonly residuals: readonly number[];
  /** Their usual size: 1.4826 times their median size, the standard deviation of normal residuals, whatever a few outliers do. */
  readonly usual: number;
}

/** The line of least squares through values at 0, 1, 2 …, three or more of them. */
export function lineThrough(values: readonly number[]): Line {
  const n = values.length;
  const centre = (n - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const spread = (n * (n * n - 1)) / 12;
  const slope = values.reduce((sum, value, i) => sum + (i - centre) * (value - mean), 0) / spread;
  const residuals = values.map((value, i) => value - mean - slope * (i - centre));
  const variance = residuals.reduce((sum, residual) => sum + residual * residual, 0) / (n - 2);
  return { slope, slopeError: Math.sqrt(variance / spread), residuals, usual: 1.4826 * median(residuals.map(Math.abs)) };
}
