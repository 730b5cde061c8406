/**
 * Reads a learning rate off a sweep: the rate grows by the same factor from one mini-batch to the next, and the loss says where steps begin to help,
 * where they help most, and where they become too large (Smith 2017, https://arxiv.org/abs/1506.01186; the rules are those of fast.ai's finder).
 */

/** How much of its past the smoothed loss keeps. */
const MEMORY = 0.9;
/** A sweep has gone far enough once the smoothed loss is this many times its best. */
const DIVERGED = 4;
/** Losses at either end of a sweep that say little: the first few are hardly smoothed, the last are where it blows up. */
const MARGIN = 5;
/** A loss that is lowest before so many points has not fallen. */
const FEWEST = 4;

export type SuggestionRule = 'steepest' | 'valley' | 'minimum/10';

export interface RateSuggestion {
  readonly rule: SuggestionRule;
  readonly rate: number;
  /** How it was found, one sentence. */
  readonly reason: string;
}

/** The rates of a sweep of `steps` mini-batches: evenly spaced on a log scale, both ends included. */
export function sweepRates(start: number, end: number, steps: number): number[] {
  return Array.from({ length: steps }, (_, i) => start * (end / start) ** (steps > 1 ? i / (steps - 1) : 0));
}

/** Exponential moving average that is not biased towards zero at its beginning. */
export function smoothLosses(losses: readonly number[]): number[] {
  let held = 0;
  return losses.map((loss, i) => {
    held = MEMORY * held + (1 - MEMORY) * loss;
    return held / (1 - MEMORY ** (i + 1));
  });
}

/** Whether a sweep with these smoothed losses need not go on. */
export function sweepDone(smoothed: readonly number[]): boolean {
  const last = smoothed.at(-1);
  return last !== undefined && !(last <= DIVERGED * Math.min(...smoothed.filter(Number.isFinite)));
}

/**
 * What a sweep suggests, by three rules; nothing where the loss has not fallen.
 * @param smoothed losses at the rates, as far as the sweep went
 */
export function suggestRates(rates: readonly number[], smoothed: readonly number[]): RateSuggestion[] {
  const from = MARGIN;
  const inside = smoothed.slice(from, smoothed.length - MARGIN);
  const lowest = smallest(inside);
  // What comes after the lowest loss is the fall from a peak, not learning.
  const losses = inside.slice(0, lowest + 1);
  if (losses.length < FEWEST) return [];
  const at = (i: number) => rates[from + i]!;
  const suggestions: RateSuggestion[] = [];
  const slopes = losses.slice(1).map((loss, i) => (loss - losses[i]!) / Math.log(at(i + 1) / at(i)));
  const steepest = smallest(slopes);
  if (slopes[steepest]! < 0) suggestions.push({ rule: 'steepest', rate: at(steepest), reason: 'Here the loss falls fastest as the rate grows.' });
  const [first, last] = longestDescent(losses);
  if (last > first) suggestions.push({ rule: 'valley', rate: at(Math.round((first + last) / 2)), reason: 'The middle of the longest stretch over which the loss falls.' });
  suggestions.push({ rule: 'minimum/10', rate: at(lowest) / 10, reason: 'A tenth of the rate with the lowest loss, to keep away from where it blows up.' });
  return suggestions;
}

function smallest(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value < values[best]! ? i : best), 0);
}

/** First and last index of the longest subsequence of ever smaller values; of several, the earliest to end. */
function longestDescent(values: readonly number[]): [first: number, last: number] {
  const lengths: number[] = [];
  const firsts: number[] = [];
  values.forEach((value, i) => {
    lengths[i] = 1;
    firsts[i] = i;
    for (let j = 0; j < i; j++) {
      if (values[j]! > value && lengths[j]! + 1 > lengths[i]) {
        lengths[i] = lengths[j]! + 1;
        firsts[i] = firsts[j]!;
      }
    }
  });
  const last = lengths.reduce((best, length, i) => (length > lengths[best]! ? i : best), 0);
  return [firsts[last]!, last];
}
