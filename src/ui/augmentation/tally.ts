import { shareOf } from '../../core/statistics';
import type { AugmentedView } from '../../engine/protocol';

/** How many augmented samples were looked at, and how many of them had become invalid. */
export interface Tally {
  readonly seen: number;
  readonly invalid: number;
}

/** Shares below this are noise of rounding. */
const LEAST_SHARE = 0.005;

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;

/** The label, or the classes of a mixture with their shares: `7`, or `70 % 7, 30 % 3`. */
export function targetText({ targets, label }: Pick<AugmentedView, 'targets' | 'label'>, name: (label: number) => string): string {
  const parts = Array.from(targets, (share, k) => ({ share, k }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share);
  return parts.length < 2 ? name(label) : parts.slice(0, 2).map(({ share, k }) => `${Math.round(100 * share)} % ${name(k)}`).join(', ');
}

/**
 * The rule of the slides on debugging: augmentation should spoil no larger a share of the samples than the network gets wrong anyway.
 * @param error the network's error rate on dev samples, 0 … 1, where there is one
 */
export function verdictOf({ seen, invalid }: Tally, error: number | undefined): string {
  if (invalid === 0) return `Click the pairs that have become another thing, or nothing at all. None of ${seen} so far.`;
  const { mean, low, high } = shareOf(invalid, seen);
  const share = `${invalid} of ${seen} are no longer valid: ${percent(mean)} (95 % interval ${percent(low)} to ${percent(high)}).`;
  if (error === undefined) return `${share} Train, and this is compared with the error rate.`;
  if (low > error) return `${share} That is more than the ${percent(error)} of dev samples that the network gets wrong: make the augmentation weaker.`;
  if (high <= error) return `${share} The network gets ${percent(error)} wrong anyway, so this much is harmless.`;
  return `${share} The network gets ${percent(error)} wrong; look at more samples to tell which is larger.`;
}
