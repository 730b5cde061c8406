/** Whether what is learned is of the training samples only. */
import { accuracyEstimate, differenceInterval, median, percent } from '../../core/statistics';
import type { EvaluationResult } from '../../core/trick';
import { grouped } from '../../core/words';
import { both, CS231N, NUTS_AND_BOLTS } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, points, sharePercent, signedPoints } from '../words';

/** One evaluation of a run, on clean samples. */
export interface Evaluation {
  /** Steps taken so far. */
  readonly step: number;
  readonly train: EvaluationResult;
  readonly dev: EvaluationResult;
}

/**
 * Gap of the accuracies. Ng's examples call 2 points a lot where the errors are of 1 to 2 %, and 8 to 10 points the typical case of variance. The lower end of
 * the interval counts: a gap of 2 points, with some ±0.7, is what a good small run has at its end.
 */
const SOME_GAP = 0.02;
const LARGE_GAP = 0.05;
/** Rise of the dev loss above its lowest. */
const SOME_RISE = 0.05;
const LARGE_RISE = 0.2;
/** In nats; near zero, a few per cent are nothing that anybody would notice. */
const MATERIAL_RISE = 0.01;
const FEWEST_EVALUATIONS = 4;

const GAP: Rule = {
  id: 'generalisation-gap',
  rule: `The training accuracy above the dev accuracy is variance: watched where the whole interval of the difference is above ${points(SOME_GAP)}, bad where it is above ${points(LARGE_GAP)}.`,
  source: NUTS_AND_BOLTS,
};
const RISE: Rule = {
  id: 'dev-loss-rising',
  rule: `The dev loss should not rise while the training loss falls: watched from ${sharePercent(SOME_RISE)} above its lowest on, bad from ${sharePercent(LARGE_RISE)} on, if it is more than its usual ups and downs.`,
  source: both(NUTS_AND_BOLTS, CS231N),
};
const REMEDIES = ['Get more data, or augment what there is.', 'Regularise: weight decay, dropout, label smoothing, mixup.'];

/** From the last evaluation. */
export function judgeGap(evaluations: readonly Evaluation[]): Verdict {
  const last = evaluations.at(-1);
  if (!last) return judge(GAP, 'unknown', {}, 'There has been no evaluation yet.');
  const train = accuracyEstimate(last.train);
  const dev = accuracyEstimate(last.dev);
  const gap = differenceInterval(train, dev);
  const values = { train: train.mean, dev: dev.mean, gap: gap.mean, low: gap.low, high: gap.high, step: last.step };
  const text = `Training accuracy is ${percent(train)}, dev accuracy ${percent(dev)}: a gap of ${signedPoints(gap.mean)} (${signedPoints(gap.low)} to ${signedPoints(gap.high)})`;
  if (!Number.isFinite(gap.mean)) return judge(GAP, 'unknown', values, 'The accuracies have not been measured.');
  if (gap.low <= SOME_GAP) return judge(GAP, 'good', values, `${text}, no over-fitting that matters.`);
  return judge(GAP, gap.low > LARGE_GAP ? 'bad' : 'watch', values, `${text}: the network over-fits, or dev is of another kind.`, [
    ...REMEDIES,
    'Keep some training samples apart as train-dev: a network that is as good on these as in training does not over-fit, but dev differs.',
  ]);
}

/** From the losses of all evaluations. */
export function judgeDevLoss(evaluations: readonly Evaluation[]): Verdict {
  const known = evaluations.filter(({ train, dev }) => Number.isFinite(train.loss) && Number.isFinite(dev.loss));
  const last = known.at(-1);
  if (!last || known.length < FEWEST_EVALUATIONS) return judge(RISE, 'unknown', { evaluations: known.length }, `${FEWEST_EVALUATIONS} evaluations are needed to see a trend of the dev loss.`);
  const best = known.reduce((low, one) => (one.dev.loss < low.dev.loss ? one : low));
  const rise = last.dev.loss / best.dev.loss - 1;
  const steps = known.slice(1).map(({ dev }, i) => Math.abs(dev.loss - known[i]!.dev.loss));
  // One step of usual size is noise; a rise is several in one direction.
  const usual = median(steps.slice(Math.floor(steps.length / 2)));
  const values = { lowest: best.dev.loss, lowestAt: best.step, last: last.dev.loss, rise, trainAtLowest: best.train.loss, train: last.train.loss };
  const text = `The dev loss was lowest at step ${grouped(best.step)} with ${numeral(best.dev.loss)} and is ${numeral(last.dev.loss)} now`;
  if (rise < SOME_RISE || last.dev.loss - best.dev.loss <= Math.max(usual, MATERIAL_RISE)) return judge(RISE, 'good', values, `${text}: it does not rise.`);
  if (last.train.loss >= best.train.loss) {
    return judge(RISE, 'watch', values, `${text}, but so did the training loss (${numeral(best.train.loss)} to ${numeral(last.train.loss)}): this is not over-fitting but instability.`, [
      'Lower the learning rate, or its end.',
      'Clip the gradients.',
    ]);
  }
  const fell = `while the training loss fell from ${numeral(best.train.loss)} to ${numeral(last.train.loss)}`;
  return judge(RISE, rise >= LARGE_RISE ? 'bad' : 'watch', values, `${text}, ${fell}: the network over-fits, or grows too sure.`, [...REMEDIES, 'Stop at the lowest dev loss.']);
}
