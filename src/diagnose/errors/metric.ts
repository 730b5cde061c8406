/** "The metric can be wrong": when the accuracy says something else than it seems to. */
import { percent, shareOf } from '../../core/statistics';
import { weightedSum } from '../significance';
import { both, DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { points, sharePercent } from '../words';
import { classScores, confusionMatrix, score, type ClassScore, type Predictions } from './predictions';

/** A commonest class this much more frequent than 1/K makes accuracy easy to get. */
const IMBALANCE = 0.2;
/** Of the way from the constant answer to perfection, a network that has learned should have gone at least this far. */
const FAR_ENOUGH = 0.5;
/** Of the same way: less is hardly anything, imbalance or not. */
const HARDLY = 0.1;
/** Shares of samples without a decision. Softmax in float32 ties by chance in less than one sample of 1,000, except where it underflows. */
const SOME_TIES = 0.001;
const MANY_TIES = 0.01;
/** Distances of accuracy and balanced accuracy. */
const MATERIAL = 0.03;
const ALARMING = 0.1;

const MAJORITY: Rule = {
  id: 'metric-majority',
  rule: `The accuracy must be above the share of the commonest class, which a constant answer reaches, by a tenth of the way to 100 % at least; where that share is ${points(IMBALANCE)} above 1/K, it should lie at least half-way from there to 100 %.`,
  source: DEBUGGING_SLIDES,
};
const TIES: Rule = {
  id: 'metric-ties',
  rule: `Where several classes share the largest probability, argmax takes the first of them, so that the accuracy depends on the order of the classes: watched above ${sharePercent(SOME_TIES)} of the samples, bad above ${sharePercent(MANY_TIES)}.`,
  source: DEBUGGING_SLIDES,
};
const BALANCE: Rule = {
  id: 'metric-balance',
  rule: `Accuracy and balanced accuracy (the mean recall of the classes) should agree: watched from ${points(MATERIAL)} on, bad from ${points(ALARMING)} on, where the interval of the difference excludes zero.`,
  source: both(DEBUGGING_SLIDES, { citation: 'Brodersen et al. 2010, The balanced accuracy and its posterior distribution', url: 'https://doi.org/10.1109/ICPR.2010.764' }),
};

/** The three ways in which accuracy misleads, each with a verdict of its own. */
export function judgeMetric(predictions: Predictions, classNames?: readonly string[]): Verdict[] {
  if (predictions.labels.length === 0) return [MAJORITY, TIES, BALANCE].map((rule) => judge(rule, 'unknown', {}, 'There are no samples yet to measure the accuracy on.'));
  const classes = classScores(confusionMatrix(predictions));
  return [judgeMajority(predictions, classes, classNames), judgeTies(predictions), judgeBalance(predictions, classes, classNames)];
}

function judgeMajority(predictions: Predictions, classes: readonly ClassScore[], classNames?: readonly string[]): Verdict {
  const { accuracy, samples } = score(predictions);
  const commonest = classes.reduce((best, one) => (one.samples > best.samples ? one : best));
  const majority = commonest.samples / samples;
  const skill = (accuracy.mean - majority) / (1 - majority);
  const values = { accuracy: accuracy.mean, majority, skill };
  const constant = `answering “${nameOf(commonest, classNames)}” every time would reach ${sharePercent(majority)}`;
  if (majority === 1) return judge(MAJORITY, 'unknown', values, 'All samples are of one class, so that the accuracy says nothing.', ['Evaluate on samples of every class.']);
  if (accuracy.low <= majority || skill < HARDLY) {
    return judge(MAJORITY, 'bad', values, `An accuracy of ${percent(accuracy)} is no success: ${constant}.`, [
      'Compare every accuracy with that of a constant answer.',
      'Look whether the network has learned anything: is its loss below the entropy of the class shares?',
    ]);
  }
  if (majority >= 1 / predictions.classes + IMBALANCE && skill < FAR_ENOUGH) {
    return judge(MAJORITY, 'watch', values, `The accuracy of ${percent(accuracy)} looks better than it is: ${constant}.`, [
      'Judge by balanced accuracy, by recall per class or by the expected cost.',
      'Sample the rare classes more often, or weigh them more.',
    ]);
  }
  return judge(MAJORITY, 'good', values, `The accuracy of ${percent(accuracy)} is well above what a constant answer gives (${sharePercent(majority)}).`);
}

function judgeTies({ labels, probabilities, classes }: Predictions): Verdict {
  const samples = labels.length;
  let tied = 0;
  let surelyRight = 0;
  let possiblyRight = 0;
  for (let i = 0; i < samples; i++) {
    const row = Array.from({ length: classes }, (_, k) => probabilities[i * classes + k]!);
    const largest = Math.max(...row);
    const winners = Number.isNaN(largest) ? classes : row.filter((p) => p === largest).length;
    const mayBeRight = Number.isNaN(largest) || row[labels[i]!] === largest;
    if (winners > 1) tied++;
    if (mayBeRight) possiblyRight++;
    if (mayBeRight && winners === 1) surelyRight++;
  }
  const share = shareOf(tied, samples);
  const values = { tied: share.mean, lowest: surelyRight / samples, highest: possiblyRight / samples };
  if (tied === 0) return judge(TIES, 'good', values, 'On no sample do two classes share the largest probability.');
  if (share.mean <= SOME_TIES) return judge(TIES, 'good', values, `On ${percent(share)} of the samples two classes or more share the largest probability, too few to matter.`);
  return judge(
    TIES,
    share.mean > MANY_TIES ? 'bad' : 'watch',
    values,
    `On ${percent(share)} of the samples several classes share the largest probability, so that the accuracy is anything from ${sharePercent(values.lowest)} to ${sharePercent(values.highest)}, depending on the order of the classes.`,
    [
      'Compare logits in float32 or better, not rounded or saturated probabilities.',
      'Look for outputs that are not numbers, or all equal: a dead last layer ties everywhere.',
      'Count a tie as wrong, or as 1/number of winners.',
    ],
  );
}

function judgeBalance(predictions: Predictions, classes: readonly ClassScore[], classNames?: readonly string[]): Verdict {
  const present = classes.flatMap((one) => (one.recall ? [{ ...one, recall: one.recall }] : []));
  const samples = predictions.labels.length;
  const { accuracy, balancedAccuracy } = score(predictions);
  const weights = present.map((one) => one.samples / samples - 1 / present.length);
  const difference = weightedSum(present.map(({ recall }) => recall), weights);
  const worst = present.reduce((low, one) => (one.recall.mean < low.recall.mean ? one : low));
  const values = { accuracy: accuracy.mean, balancedAccuracy: balancedAccuracy.mean, difference: difference.mean, worstRecall: worst.recall.mean };
  const measured = `The accuracy is ${percent(accuracy)}, the mean recall of the classes ${percent(balancedAccuracy)}`;
  const clear = difference.low > 0 || difference.high < 0;
  const size = Math.abs(difference.mean);
  if (!clear || size < MATERIAL) return judge(BALANCE, 'good', values, `${measured}: they agree.`);
  return judge(
    BALANCE,
    size >= ALARMING ? 'bad' : 'watch',
    values,
    `${measured}: the classes do not fare alike, and “${nameOf(worst, classNames)}” is recognised in ${percent(worst.recall)} of cases only.`,
    ['Judge by balanced accuracy or by recall per class.', 'Sample the rare classes more often, or weigh them more.', 'Choose decisions by their expected cost.'],
  );
}

function nameOf({ label }: ClassScore, classNames?: readonly string[]): string {
  return classNames?.[label] ?? String(label);
}
