/** The first two questions: is the training error near what is attainable, and is the dev error? */
import { differenceInterval, percent, type Estimate } from '../../core/statistics';
import type { Attainable } from '../bias-variance';
import { both, DEBUGGING_SLIDES, NUTS_AND_BOLTS } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { points, sharePercent } from '../words';

/**
 * Errors above the attainable. What counts as near is a matter of taste; a few points on top of small errors are what Ng's examples call a lot, and what
 * good small runs (glyphs, points) still have at their end is up to 2.5. Both are compared with the lower end of the interval, so that a
 * few hundred samples do not raise an alarm that thousands would not.
 */
const NEAR = 0.02;
const FAR = 0.05;

const HOW = `watched where it is surely more than ${points(NEAR)} above what is attainable (human level, known label noise, else zero), bad where surely more than ${points(FAR)}`;
const TRAINING: Rule = { id: 'training-error', rule: `First the training error must come near zero: ${HOW}.`, source: both(DEBUGGING_SLIDES, NUTS_AND_BOLTS) };
const DEV: Rule = { id: 'dev-error', rule: `Once the training error is near zero, the dev error must follow: ${HOW}.`, source: both(DEBUGGING_SLIDES, NUTS_AND_BOLTS) };

const AGAINST_BIAS = [
  'Try a larger network, longer training or another architecture.',
  'Try a larger learning rate, and less regularisation and augmentation.',
  'Check that it can fit 64 samples at all.',
];
const AGAINST_VARIANCE = ['Get more data, or augment what there is.', 'Regularise: weight decay, dropout, label smoothing, mixup.', 'Try another architecture.'];

/** @param error of clean training samples, a fraction */
export function judgeTrainingError(error: Estimate, attainable: Attainable): Verdict {
  const excess = above(error, attainable);
  const values = { error: error.mean, low: error.low, high: error.high, floor: floorOf(attainable) };
  const text = `The training error is ${percent(error)}, ${comparison(excess, attainable)}`;
  if (!Number.isFinite(excess.mean)) return judge(TRAINING, 'unknown', values, 'The training error has not been measured.');
  if (isNear(excess)) return judge(TRAINING, 'good', values, `${text}: the network can represent this task.`);
  return judge(TRAINING, excess.low > FAR ? 'bad' : 'watch', values, `${text}: the network does not yet fit what it is shown, which is bias.`, AGAINST_BIAS);
}

/** @param train the training error, which decides on the remedies */
export function judgeDevError(dev: Estimate, train: Estimate, attainable: Attainable): Verdict {
  const excess = above(dev, attainable);
  const values = { error: dev.mean, low: dev.low, high: dev.high, floor: floorOf(attainable), trainingError: train.mean };
  const text = `The dev error is ${percent(dev)}, ${comparison(excess, attainable)}`;
  if (!Number.isFinite(excess.mean)) return judge(DEV, 'unknown', values, 'The dev error has not been measured.');
  if (isNear(excess)) return judge(DEV, 'good', values, `${text}.`);
  const tone = excess.low > FAR ? 'bad' : 'watch';
  const bias = above(train, attainable).mean;
  const variance = dev.mean - train.mean;
  const parts = `the training error makes up ${points(Math.max(0, bias))} of that, the way from training to dev ${points(Math.max(0, variance))}`;
  return judge(DEV, tone, values, `${text}: ${parts}.`, bias > variance ? AGAINST_BIAS : AGAINST_VARIANCE);
}

function floorOf({ human, bayes }: Attainable): number {
  return human ?? bayes;
}

function above(error: Estimate, attainable: Attainable): Estimate {
  const floor = floorOf(attainable);
  return differenceInterval(error, { mean: floor, low: floor, high: floor });
}

function isNear({ low }: Estimate): boolean {
  return low <= NEAR;
}

function comparison({ mean }: Estimate, attainable: Attainable): string {
  const floor = floorOf(attainable);
  if (floor === 0) return 'where zero is the aim';
  const words = `${attainable.human === undefined ? 'what label noise leaves possible' : 'human level'} (${sharePercent(floor)})`;
  return `${points(mean)} ${mean < 0 ? 'below' : 'above'} ${words}`;
}
