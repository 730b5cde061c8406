/** What the generated data sets share: which class a sample has, and label noise. */
import type { SplitName } from '../../core/dataset';
import { number } from '../../core/fields';
import { Stream } from '../../core/random';

/** The field of the share that {@link noisyLabel} takes. */
export const labelNoise = number({
  label: 'Label noise',
  help: 'The share of samples, in every split, whose label is wrong; no classifier can be expected to have a smaller error than this.',
  default: 0,
  min: 0,
  max: 0.5,
  role: 'structural',
});

/**
 * The true class of sample `index`: every run of `classes` consecutive samples holds each class once, in a random order of its own, so that any
 * leading part of a split is balanced.
 */
export function balancedClass(seed: number, dataset: string, split: SplitName, index: number, classes: number): number {
  const block = Math.floor(index / classes);
  return Stream.of(seed, dataset, split, 'classes', block).permutation(classes)[index - block * classes]!;
}

/**
 * Flips a label to one of the other classes, all equally likely, with probability `share`. Always draws the same number of values, so that the
 * sample itself does not depend on the noise.
 */
export function noisyLabel(stream: Stream, trueClass: number, classes: number, share: number): { readonly label: number; readonly flipped: 0 | 1 } {
  const flipped = stream.chance(share);
  const other = stream.below(classes - 1);
  if (!flipped) return { label: trueClass, flipped: 0 };
  return { label: other < trueClass ? other : other + 1, flipped: 1 };
}
