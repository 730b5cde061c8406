/** What a network answered on some samples, and how well: everything here follows from labels and probabilities alone. */
import { shareOf, type Estimate } from '../../core/statistics';
import { meanOf, weightedSum } from '../significance';

export interface Predictions {
  /** True classes, 0 … K−1, [n]. */
  readonly labels: ArrayLike<number>;
  /** [n, K]. */
  readonly probabilities: ArrayLike<number>;
  /** K. */
  readonly classes: number;
}

/** No loss is above −ln of this, the smallest normal float32: a softmax that underflows does not mean an infinite loss. */
const SMALLEST_PROBABILITY = 2 ** -126;

/** The class with the largest probability, [n]; the first of equals, and class 0 where no probability is a number. */
export function decisions({ labels, probabilities, classes }: Predictions): Uint32Array {
  return Uint32Array.from({ length: labels.length }, (_, i) => {
    let best = 0;
    let largest = -Infinity;
    for (let k = 0; k < classes; k++) {
      const p = probabilities[i * classes + k]!;
      if (p > largest) {
        largest = p;
        best = k;
      }
    }
    return best;
  });
}

/** Counts [K, K]: rows are true classes, columns what they were taken for. */
export interface Confusion {
  readonly classes: number;
  readonly counts: Uint32Array;
}

export function confusionMatrix(predictions: Predictions): Confusion {
  return tally(predictions.labels, decisions(predictions), predictions.classes);
}

/** @param decided the class that each sample was taken for, [n] */
export function tally(labels: ArrayLike<number>, decided: ArrayLike<number>, classes: number): Confusion {
  const counts = new Uint32Array(classes * classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i]! * classes + decided[i]!]!++;
  return { classes, counts };
}

export interface ClassScore {
  readonly label: number;
  /** Samples of this class. */
  readonly samples: number;
  /** Samples taken for this class. */
  readonly claimed: number;
  readonly right: number;
  /** The share of its samples that were recognised; undefined where it has none. */
  readonly recall: Estimate | undefined;
  /** The share of samples taken for it that are of it; undefined where none were. */
  readonly precision: Estimate | undefined;
}

export function classScores({ classes, counts }: Confusion): ClassScore[] {
  return Array.from({ length: classes }, (_, label) => {
    let samples = 0;
    let claimed = 0;
    for (let k = 0; k < classes; k++) {
      samples += counts[label * classes + k]!;
      claimed += counts[k * classes + label]!;
    }
    const right = counts[label * classes + label]!;
    return {
      label,
      samples,
      claimed,
      right,
      recall: samples > 0 ? shareOf(right, samples) : undefined,
      precision: claimed > 0 ? shareOf(right, claimed) : undefined,
    };
  });
}

export interface Scores {
  readonly samples: number;
  readonly accuracy: Estimate;
  /** The mean recall of the classes that occur. */
  readonly balancedAccuracy: Estimate;
  /** Entry k−1: the true class is among the k most probable; of equals, lower classes come first. [K] */
  readonly topK: readonly Estimate[];
  /** Mean plain cross-entropy in nats. */
  readonly crossEntropy: Estimate;
  /** Cross-entropy of each sample in nats, [n]. */
  readonly losses: Float64Array;
}

export function score(predictions: Predictions): Scores {
  const { labels, classes } = predictions;
  const n = labels.length;
  const decided = decisions(predictions);
  const within = new Uint32Array(classes);
  for (let i = 0; i < n; i++) within[decided[i] === labels[i] ? 0 : rankOfLoser(predictions, i)]!++;
  for (let k = 1; k < classes; k++) within[k]! += within[k - 1]!;

  const recalls = classScores(tally(labels, decided, classes)).flatMap(({ recall }) => recall ?? []);
  const losses = lossesOf(predictions);
  return {
    samples: n,
    accuracy: shareOf(within[0] ?? 0, n),
    balancedAccuracy: weightedSum(recalls, recalls.map(() => 1 / recalls.length)),
    topK: Array.from(within, (right) => shareOf(right, n)),
    crossEntropy: meanOf(losses),
    losses,
  };
}

/** Cross-entropy of each sample in nats, [n]; NaN where the probability is. */
export function lossesOf({ labels, probabilities, classes }: Predictions): Float64Array {
  return Float64Array.from({ length: labels.length }, (_, i) => -Math.log(Math.max(SMALLEST_PROBABILITY, probabilities[i * classes + labels[i]!]!)));
}

/** How many classes come before the true one, which is not the first: 1 … K−1; the last where its probability is not a number. */
function rankOfLoser({ labels, probabilities, classes }: Predictions, sample: number): number {
  const label = labels[sample]!;
  const own = probabilities[sample * classes + label]!;
  if (Number.isNaN(own)) return classes - 1;
  let before = 0;
  for (let k = 0; k < classes; k++) {
    const other = probabilities[sample * classes + k]!;
    if (other > own || (other === own && k < label)) before++;
  }
  return before;
}
