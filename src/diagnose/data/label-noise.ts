/**
 * Which labels are probably wrong, from what a network says of the samples: confident learning (Northcutt, Jiang & Chuang, "Confident learning:
 * estimating uncertainty in dataset labels", JAIR 70, 2021). A sample is taken for class j where its probability of j reaches what samples labelled j
 * have on average; where j is not its label, the label is suspected. The probabilities must not be those of a network that has learned these very
 * labels by heart: dev samples, or training samples before over-fitting, are right.
 */
import { percent, shareOf, type Estimate } from '../../core/statistics';
import { counted } from '../../core/words';
import { decisions, type Predictions } from '../errors/predictions';
import { judge, type Rule, type Verdict } from '../verdict';
import { points } from '../words';

export interface Suspect {
  readonly index: number;
  readonly label: number;
  /** The class that the network takes it for. */
  readonly likely: number;
  /** Probability of `likely` − probability of the label, 0 … 1. */
  readonly margin: number;
}

export interface LabelNoise {
  readonly samples: number;
  readonly accuracy: number;
  /** Mean probability of the labels. */
  readonly confidence: number;
  /** Mean probability of the decisions − accuracy. */
  readonly overconfidence: number;
  /** Most confidently wrong first. */
  readonly suspects: readonly Suspect[];
  /** Estimated share of wrong labels; the interval is that of sampling alone. */
  readonly share: Estimate;
}

/** Northcutt et al. found 3.3 % wrong labels on average in ten well-known test sets ("Pervasive label errors", 2021). */
const FEW = 0.01;
const MANY = 0.05;
/** A network that is right less often cannot be a judge of labels; below the second, its own mistakes are among the suspects (measured with glyphs). */
const LEARNED = 0.5;
const LEARNED_WELL = 0.8;
/** One that is as sure as this of nearly all has them by heart. */
const BY_HEART = 0.995;
/**
 * One that is too sure by this much contradicts right labels as firmly as wrong ones: over-fitted on 300 clean glyphs (11 points too sure), it suspects
 * 13 % of the dev labels.
 */
const TOO_SURE = 0.05;
const FEWEST_SAMPLES = 100;

const RULE: Rule = {
  id: 'label-noise',
  rule: 'Labels are suspected where the network is as sure of another class as it usually is of that class’s own samples: 1 % estimated wrong labels are watched, 5 % are bad if the network is right on 80 % at least.',
  source: { citation: 'Northcutt, Jiang & Chuang 2021, Confident learning: estimating uncertainty in dataset labels', url: 'https://arxiv.org/abs/1911.00068' },
};

export function findLabelNoise(predictions: Predictions): LabelNoise {
  const { labels, probabilities, classes } = predictions;
  const n = labels.length;
  const at = (i: number, k: number) => probabilities[i * classes + k]!;
  const counts = new Float64Array(classes);
  const sums = new Float64Array(classes);
  for (let i = 0; i < n; i++) {
    counts[labels[i]!]!++;
    sums[labels[i]!]! += at(i, labels[i]!);
  }

  const joint = new Float64Array(classes * classes);
  const suspects: Suspect[] = [];
  for (let index = 0; index < n; index++) {
    const label = labels[index]!;
    let likely = -1;
    for (let k = 0; k < classes; k++) {
      const confident = counts[k]! > 0 && at(index, k) >= sums[k]! / counts[k]!;
      if (confident && (likely < 0 || at(index, k) > at(index, likely))) likely = k;
    }
    if (likely < 0) continue;
    joint[label * classes + likely]!++;
    const margin = at(index, likely) - at(index, label);
    if (likely !== label && margin > 0) suspects.push({ index, label, likely, margin });
  }

  // Samples that are sure of nothing are taken to be divided like the others of their label.
  let wrong = 0;
  for (let label = 0; label < classes; label++) {
    const row = joint.subarray(label * classes, (label + 1) * classes);
    const total = row.reduce((a, b) => a + b, 0);
    if (total > 0) wrong += (counts[label]! * (total - row[label]!)) / total;
  }
  let right = 0;
  let sure = 0;
  decisions(predictions).forEach((decided, i) => {
    if (decided === labels[i]) right++;
    sure += at(i, decided);
  });
  return {
    samples: n,
    accuracy: right / n,
    confidence: sums.reduce((a, b) => a + b, 0) / n,
    overconfidence: (sure - right) / n,
    suspects: suspects.sort((a, b) => b.margin - a.margin),
    share: shareOf(wrong, n),
  };
}

export function judgeLabelNoise({ samples, accuracy, confidence, overconfidence, suspects, share }: LabelNoise): Verdict {
  const values = { share: share.mean, low: share.low, high: share.high, suspects: suspects.length, accuracy, overconfidence, samples };
  if (samples < FEWEST_SAMPLES) return judge(RULE, 'unknown', values, `${counted(samples, 'sample')} are too few to estimate a share of wrong labels.`);
  if (accuracy < LEARNED) {
    return judge(RULE, 'unknown', values, `With ${percent(shareOf(Math.round(accuracy * samples), samples))} right, the network cannot judge labels yet.`, ['Train longer first.']);
  }
  if (confidence > BY_HEART) {
    return judge(RULE, 'unknown', values, `The network gives the labels a mean probability of ${confidence.toFixed(4)}: it may know them by heart, wrong ones too.`, [
      'Look at samples that were not trained on, or at an earlier time of the run.',
    ]);
  }
  if (overconfidence > TOO_SURE) {
    const text = `The network contradicts about ${percent(share)} of ${counted(samples, 'label')}, but is too sure of itself by ${points(overconfidence)} to judge them.`;
    return judge(RULE, 'unknown', values, text, ['Look at an earlier time of the run, before it over-fitted, or regularise more.', 'Look at the suspects, most confident first.']);
  }
  const text = `About ${percent(share)} of ${counted(samples, 'label')} seem to be wrong; ${counted(suspects.length, 'sample')} can be pointed at`;
  if (share.mean < FEW) return judge(RULE, 'good', values, `${text}.`);
  return judge(RULE, share.mean >= MANY && accuracy >= LEARNED_WELL ? 'bad' : 'watch', values, `${text}, or else they are hard to tell for this network.`, [
    'Look at the suspects, most confident first, and mend or drop those that are wrong.',
    'Use label smoothing or mixup, which forgive wrong labels, and train shorter.',
    'Do not expect an error below the share of wrong labels.',
  ]);
}
