/** How sure a number is: intervals around shares and means, all at 95 % unless said otherwise. */
import type { EvaluationResult } from './trick';

/** A value with the ends of its confidence interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A number that is given, not measured. */
export function exactly(value: number): Estimate {
  return { mean: value, low: value, high: value };
}

/** The standard normal deviate of a two-sided 95 % interval. */
export const Z95 = 1.959964;

/**
 * Wilson's score interval of a share, sensible down to 0 and 1 and for few samples (Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22, 1927).
 * @param correct how many of `n` samples had the property, 0 … n
 * @param z standard normal deviate of the confidence
 * @returns [low, high] as fractions; [0, 1] where there is no sample
 */
export function wilson(correct: number, n: number, z: number = Z95): readonly [low: number, high: number] {
  if (!(n > 0)) return [0, 1];
  const share = correct / n;
  const z2 = z * z;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return [correct <= 0 ? 0 : centre - half, correct >= n ? 1 : centre + half];
}

/** A share with Wilson's interval; NaN in [0, 1] where there is no sample. */
export function shareOf(count: number, n: number, z: number = Z95): Estimate {
  const [low, high] = wilson(count, n, z);
  return { mean: count / n, low, high };
}

type Evaluated = Pick<EvaluationResult, 'accuracy' | 'samples'>;

/** The accuracy of an evaluation with Wilson's interval, as fractions. */
export function accuracyEstimate({ accuracy, samples }: Evaluated): Estimate {
  return { ...shareOf(accuracy * samples, samples), mean: accuracy };
}

/** The share that an evaluation found wrong, with Wilson's interval, as fractions. */
export function errorEstimate({ accuracy, samples }: Evaluated): Estimate {
  // A whole number of samples again: 1 − 0.9 is not quite 0.1.
  return shareOf(Math.round((1 - accuracy) * samples), samples);
}

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * The mean of independent values with Student's interval around it.
 * @returns an interval without bounds for a single value, which says nothing of the spread; NaN for none
 */
export function meanInterval(values: readonly number[]): Estimate {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, low: -Infinity, high: Infinity };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile(n - 1) * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}

/**
 * The t beyond which, on either side, a share of 1 − confidence of Student's distribution lies, from the distribution's closed form for whole
 * degrees of freedom (Abramowitz & Stegun 26.7.3 and 26.7.4).
 * @param degrees 1, 2, 3 …
 */
export function studentQuantile(degrees: number, confidence = 0.95): number {
  let low = 0;
  let high = Math.PI / 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (studentMass(middle, degrees) < confidence) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan((low + high) / 2);
}

/** The probability of |T| < √degrees · tan θ. */
function studentMass(theta: number, degrees: number): number {
  const odd = degrees % 2 === 1;
  const cos2 = Math.cos(theta) ** 2;
  let term = odd ? Math.cos(theta) : 1;
  let sum = 0;
  for (let k = odd ? 3 : 2; k <= degrees; k += 2) {
    sum += term;
    term *= ((k - 1) / k) * cos2;
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}

/**
 * a − b for two independent estimates, each bound as far from the difference as the two intervals together allow (square-and-add: Newcombe,
 * "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 1998, method 10).
 */
export function differenceInterval(a: Estimate, b: Estimate): Estimate {
  const mean = a.mean - b.mean;
  return { mean, low: mean - Math.hypot(a.mean - a.low, b.high - b.mean), high: mean + Math.hypot(a.high - a.mean, b.mean - b.low) };
}

/** A share as a percentage with as many decimals as its interval warrants: `31 %`, `6.9 %`, `0.95 %`. */
export function percent({ mean, low, high }: Estimate): string {
  const half = (high - low) / 2;
  return `${(100 * mean).toFixed(half < 0.002 ? 2 : half < 0.05 || !Number.isFinite(half) ? 1 : 0)} %`;
}
