/** What the sections of this view share about the answers on a split; each works out the rest for itself. */
import type { Estimate } from '../../../core/statistics';
import { confusionMatrix, decisions, type Confusion, type Predictions } from '../../../diagnose/errors/predictions';
import type { OutcomesView } from '../../../engine/protocol';

export interface Facts {
  readonly view: OutcomesView;
  readonly predictions: Predictions;
  /** The most probable class of each sample, [n]. */
  readonly decided: Uint32Array;
  /** [n] */
  readonly correct: readonly boolean[];
  readonly confusion: Confusion;
}

export function factsOf(view: OutcomesView): Facts {
  const { labels, probabilities, classes } = view;
  const predictions = { labels, probabilities, classes };
  const decided = decisions(predictions);
  return { view, predictions, decided, correct: Array.from(decided, (said, i) => said === labels[i]), confusion: confusionMatrix(predictions) };
}

/** The probability of the class that was decided for. */
export function confidenceOf({ view, decided }: Facts, sample: number): number {
  return view.probabilities[sample * view.classes + decided[sample]!]!;
}

/** The ends of an interval around a share: `88.1–91.0 %`. */
export function intervalText({ low, high }: Estimate, digits = 1): string {
  return `${(100 * low).toFixed(digits)}–${(100 * high).toFixed(digits)} %`;
}
