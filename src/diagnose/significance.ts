/** How likely chance alone would do this: exact tests where they are cheap, and intervals that `core/statistics` does not hold. */
import { lnGamma } from '../core/special-functions';
import { Z95, type Estimate } from '../core/statistics';

export { holm } from '../core/multiple-comparisons';
export { chiSquareTail, lnGamma } from '../core/special-functions';

/** A p-value below this is called significant. */
export const ALPHA = 0.05;

/**
 * A weighted sum of independent estimates, each bound as far from the sum as the intervals together allow (square-and-add, as in
 * `differenceInterval` of core).
 */
export function weightedSum(estimates: readonly Estimate[], weights: readonly number[]): Estimate {
  let mean = 0;
  let below = 0;
  let above = 0;
  estimates.forEach((estimate, i) => {
    const weight = weights[i]!;
    mean += weight * estimate.mean;
    const down = weight * ((weight > 0 ? estimate.low : estimate.high) - estimate.mean);
    const up = weight * ((weight > 0 ? estimate.high : estimate.low) - estimate.mean);
    below += down * down;
    above += up * up;
  });
  return { mean, low: mean - Math.sqrt(below), high: mean + Math.sqrt(above) };
}

/** The mean of many independent values with the normal interval around it; one pass, for more values than Student's distribution is needed for. */
export function meanOf(values: ArrayLike<number>, z: number = Z95): Estimate {
  const n = values.length;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const step = values[i]! - mean;
    mean += step / (i + 1);
    squares += step * (values[i]! - mean);
  }
  if (n < 2) return { mean: n === 0 ? NaN : mean, low: -Infinity, high: Infinity };
  const half = z * Math.sqrt(squares / (n - 1) / n);
  return { mean, low: mean - half, high: mean + half };
}

/** ln of the number of ways to choose k of n. */
export function lnChoose(n: number, k: number): number {
  return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}

/** P(X ≤ k) for X successes in n trials of a fair coin. */
export function fairCoinTail(k: number, n: number): number {
  let sum = 0;
  for (let i = 0; i <= Math.min(k, n); i++) sum += Math.exp(lnChoose(n, i) - n * Math.LN2);
  return Math.min(1, sum);
}

/** P(X ≥ k) for X marked items among `draws` drawn without replacement from `total` with `marked` marked ones: Fisher's exact test, one-sided. */
export function hypergeometricTail(k: number, draws: number, marked: number, total: number): number {
  const fewest = Math.max(0, draws + marked - total);
  if (k <= fewest) return 1;
  const all = lnChoose(total, draws);
  let sum = 0;
  for (let i = Math.min(draws, marked); i >= k; i--) sum += Math.exp(lnChoose(marked, i) + lnChoose(total - marked, draws - i) - all);
  return Math.min(1, sum);
}
