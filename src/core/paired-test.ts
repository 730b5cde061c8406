/** Two recipes tried on the same seeds: is there a difference, how large is it, and how large would it have had to be to be seen? */
import { chiSquareTail, incompleteBeta } from './special-functions';
import { studentQuantile, type Estimate } from './statistics';

export interface PairedTest extends Estimate {
  /** Pairs. */
  readonly n: number;
  /** Standard deviation of a single difference, as it was used. */
  readonly deviation: number;
  /** Of Student's test that the mean difference is zero, two-sided; 1 for less than two pairs. */
  readonly p: number;
}

/** P(|T| ≥ |t|) for Student's distribution (Abramowitz & Stegun 26.7.1 with 26.5.27). @param degrees of freedom, any number above 0 */
export function studentTail(t: number, degrees: number): number {
  if (Number.isNaN(t)) return NaN;
  if (!Number.isFinite(t)) return 0;
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/**
 * Student's paired test with its 95 % interval; both say the same: the interval leaves out zero exactly where p is below 0.05.
 * @param differences one for each pair
 * @param resolution the step in which either value of a pair is measured, 1 / samples for an accuracy. Differences are never taken to vary less than
 *   rounding alone makes them, by resolution² / 12 for each value of the pair (the variance of a uniform distribution): a few may happen to be alike.
 */
export function pairedTest(differences: readonly number[], resolution = 0): PairedTest {
  const n = differences.length;
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / n;
  if (n < 2) return { n, mean, low: -Infinity, high: Infinity, deviation: NaN, p: 1 };
  const variance = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0) / (n - 1);
  const deviation = Math.sqrt(Math.max(variance, resolution ** 2 / 6));
  const error = deviation / Math.sqrt(n);
  const half = studentQuantile(n - 1) * error;
  return { n, mean, low: mean - half, high: mean + half, deviation, p: mean === 0 ? 1 : studentTail(mean / error, n - 1) };
}

/**
 * The effect that a two-sided paired test at a level finds with a given probability, in units of the standard deviation of a difference: the
 * noncentrality δ with P(T' > t_{1−level/2}) = power, over √n. T' = (Z + δ) / S has the noncentral t distribution with n − 1 degrees of freedom
 * (Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions, vol. 2, ch. 31); its tail is integrated over Z numerically. The usual
 * shortcut, δ = t_{1−level/2} + t_{power}, is some 8 % too small for five pairs at a corrected level.
 * @param n pairs, at least 2
 */
export function smallestEffect(n: number, level: number, power = 0.8): number {
  const degrees = n - 1;
  const critical = studentQuantile(degrees, 1 - level);
  let low = 0;
  let high = 10 * critical + 10;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (powerAt(middle, critical, degrees) < power) low = middle;
    else high = middle;
  }
  return (low + high) / 2 / Math.sqrt(n);
}

/** P(Z + δ > critical · S), where degrees · S² is chi-square: Simpson's rule over Z. */
function powerAt(noncentrality: number, critical: number, degrees: number): number {
  const ends = 8;
  const intervals = 160;
  const width = (2 * ends) / intervals;
  let sum = 0;
  for (let i = 0; i <= intervals; i++) {
    const z = i * width - ends;
    const most = (z + noncentrality) / critical;
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const below = most > 0 ? 1 - chiSquareTail(degrees * most * most, degrees) : 0;
    sum += (i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2) * density * below;
  }
  return (sum * width) / 3;
}
