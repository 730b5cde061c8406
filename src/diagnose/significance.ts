/** How likely chance alone would do this: exact tests where they are cheap, and intervals that `core/statistics` does not hold. */
import { wilson, Z95, type Estimate } from '../core/statistics';

/** A p-value below this is called significant. */
export const ALPHA = 0.05;

/** A share with Wilson's interval; NaN in [0, 1] where there is no sample. */
export function shareOf(count: number, n: number, z: number = Z95): Estimate {
  const [low, high] = wilson(count, n, z);
  return { mean: count / n, low, high };
}

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

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** ln Γ(x) for x ≥ 0.5, relative error below 1e-13 (Lanczos 1964, with g = 7 and nine terms). */
export function lnGamma(x: number): number {
  const z = x - 1;
  const t = z + 7.5;
  const series = LANCZOS.reduce((sum, coefficient, i) => (i === 0 ? coefficient : sum + coefficient / (z + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series);
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

/** P(X ≥ x) for a chi-square variable: the regularised upper incomplete gamma function at (degrees/2, x/2). */
export function chiSquareTail(x: number, degrees: number): number {
  if (!(x > 0)) return 1;
  const a = degrees / 2;
  const y = x / 2;
  const front = Math.exp(a * Math.log(y) - y - lnGamma(a));
  return y < a + 1 ? 1 - front * lowerSeries(a, y) : front * upperFraction(a, y);
}

/** Abramowitz & Stegun 6.5.29. */
function lowerSeries(a: number, y: number): number {
  let term = 1 / a;
  let sum = term;
  for (let i = 1; i < 10_000 && term > sum * 1e-16; i++) {
    term *= y / (a + i);
    sum += term;
  }
  return sum;
}

/** Abramowitz & Stegun 6.5.31 as a continued fraction, evaluated from the front by Lentz's method. */
function upperFraction(a: number, y: number): number {
  const tiny = 1e-300;
  let b = y + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 10_000; i++) {
    const step = -i * (i - a);
    b += 2;
    d = 1 / (step * d + b || tiny);
    c = b + step / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return value;
}

/**
 * P-values made comparable to one level although many were looked at (Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
 * Journal of Statistics 6, 1979): the chance of any false alarm among all stays below the level.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i]! - pValues[j]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((place, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[place]!));
    adjusted[place] = largest;
  });
  return adjusted;
}
