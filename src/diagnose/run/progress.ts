/** Whether a run learns at all, blows up, and what the shape of its loss says of the learning rate. */
import { counted, grouped } from '../../core/words';
import { both, CS231N, DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, sharePercent } from '../words';
import { lineThrough, meanBetween } from './series';

/** Steps before which nothing is said. */
const FEWEST_STEPS = 25;
/** Of ln K: a loss above has learned nothing, or hardly anything. */
const NOTHING = 0.97;
const LITTLE = 0.85;
/** Times the first loss; as much in a single step leaves nothing to wait for. */
const EXPLODED = 100;
/** Times the first loss, or the lowest so far. */
const BLOWN_UP = 2;
const RISEN = 1.5;
/** Of the first loss: what has come down to a hundredth may well double by the chance of its batches. */
const RISEN_BY = 0.02;

const LEARNING: Rule = {
  id: 'learning',
  rule: `The loss must leave ln K, that of equal probabilities: after ${FEWEST_STEPS} steps it is bad above ${NOTHING} · ln K and watched above ${LITTLE} · ln K.`,
  source: both(DEBUGGING_SLIDES, CS231N),
};
const STABLE: Rule = {
  id: 'diverging',
  rule: `The loss must stay finite and, averaged over a tenth of the run, below ${BLOWN_UP} times its start, and in no step ${EXPLODED} times as large; it is watched at ${RISEN} times its lowest average.`,
  source: CS231N,
};
const SHAPE: Rule = {
  id: 'loss-shape',
  rule: 'At a good learning rate the loss falls fast first and slowly later. A nearly straight fall, far from done, tells of a low rate; spikes, or a rise over the last half of the run that is more than noise, of a high one.',
  source: CS231N,
};

/**
 * @param losses plain cross-entropy of training samples in nats, one for each step or evaluation, in order
 * @param steps steps taken so far
 */
export function judgeLearning(losses: ArrayLike<number>, classes: number, steps: number): Verdict {
  const nothing = Math.log(classes);
  if (losses.length === 0 || steps < FEWEST_STEPS) return judge(LEARNING, 'unknown', { steps }, `${counted(steps, 'step')} are too few to tell whether the network learns.`);
  const recent = meanBetween(losses, 0.9, 1);
  const values = { loss: recent, nothing, steps };
  const text = `After ${counted(steps, 'step')} the training loss is ${numeral(recent)}; a network that knows nothing has ${numeral(nothing)} (ln ${classes})`;
  if (recent < LITTLE * nothing) return judge(LEARNING, 'good', values, `${text}.`);
  const remedies = [
    'Sweep the learning rate: one far too small or too large both look like this.',
    'Check that inputs are normalised, that labels belong to their inputs, and that gradients reach every layer.',
    'See whether it can fit 64 samples.',
  ];
  if (recent < NOTHING * nothing) return judge(LEARNING, 'watch', values, `${text}: it has learned very little.`, remedies);
  return judge(LEARNING, 'bad', values, `${text}: it does not learn.`, remedies);
}

/** @param losses training objective or plain loss of every step, in order */
export function judgeStability(losses: ArrayLike<number>): Verdict {
  const remedies = ['Divide the learning rate by 3 to 10.', 'Warm up, and clip the gradients.', 'Check the inputs for values that are not numbers.'];
  const values = Array.from(losses);
  const broken = values.findIndex((loss) => !Number.isFinite(loss));
  if (broken >= 0) return judge(STABLE, 'bad', { brokenAt: broken }, `The loss was no finite number from step ${grouped(broken + 1)} on.`, remedies);
  const exploded = values.findIndex((loss) => loss > EXPLODED * values[0]!);
  if (exploded >= 0) {
    const text = `The loss began at ${numeral(values[0]!)} and was ${numeral(values[exploded]!)} at step ${grouped(exploded + 1)}: it explodes.`;
    return judge(STABLE, 'bad', { first: values[0]!, explodedAt: exploded, loss: values[exploded]! }, text, remedies);
  }
  if (values.length < FEWEST_STEPS) return judge(STABLE, 'unknown', { steps: values.length }, `${counted(values.length, 'step')} are too few to tell whether the loss is stable.`);
  const averages = Array.from({ length: 10 }, (_, tenth) => meanBetween(values, tenth / 10, (tenth + 1) / 10));
  const lowest = Math.min(...averages);
  const first = values[0]!;
  const last = averages.at(-1)!;
  const measured = { first, lowest, last };
  const text = `The loss began at ${numeral(first)}, was ${numeral(lowest)} at its lowest and is ${numeral(last)} now`;
  if (last > BLOWN_UP * first) return judge(STABLE, 'bad', measured, `${text}: it diverges.`, remedies);
  if (last > RISEN * lowest && last - lowest > RISEN_BY * first) return judge(STABLE, 'watch', measured, `${text}: it has risen again.`, remedies);
  return judge(STABLE, 'good', measured, `${text}: it is stable.`);
}

/** The least that a line through the second half can be laid through with any certainty. */
const SHAPE_STEPS = 80;
/** A fall whose second half is this share of its first half is nearly straight. */
const STRAIGHT = 0.7;
/** Of the way from the first loss to zero: who has gone farther may slow down. */
const FAR_FROM_DONE = 0.5;
/** A spike is this many usual deviations above the line through the second half; many are a habit. */
const SPIKE = 6;
/** Of the first loss: once nearly all is learned, a single hard batch towers over the rest and tells nothing of the rate. */
const SPIKE_SIZE = 0.05;
const SOME_SPIKES = 0.005;
const FEWEST_SPIKES = 3;
/** Standard errors of the slope. */
const SURE = 3;

/** @param losses training objective of every step at a steady learning rate, in order: without warm-up and annealing */
export function judgeLossShape(losses: ArrayLike<number>): Verdict {
  const values = Array.from(losses);
  if (values.length < SHAPE_STEPS || !values.every(Number.isFinite)) {
    return judge(SHAPE, 'unknown', { steps: values.length }, `The shape of the loss shows after ${SHAPE_STEPS} steps with a finite loss.`);
  }
  const start = meanBetween(values, 0, 0.05);
  const middle = meanBetween(values, 0.475, 0.525);
  const end = meanBetween(values, 0.95, 1);
  const fit = lineThrough(values.slice(Math.floor(values.length / 2)));
  const jumps = fit.residuals.filter((residual) => residual > SPIKE * fit.usual && residual > 0.1 * end && residual > SPIKE_SIZE * start).length;
  const spikes = jumps / fit.residuals.length;
  const curvature = (middle - end) / (start - middle);
  const measured = { start, middle, end, spikes, slope: fit.slope / fit.slopeError };
  const course = `The loss went from ${numeral(start)} over ${numeral(middle)} half-way to ${numeral(end)}`;
  const lower = ['Lower the learning rate, or let it decay.', 'Enlarge the batch.', 'Clip the gradients.'];
  if (jumps >= FEWEST_SPIKES && spikes > SOME_SPIKES) return judge(SHAPE, 'watch', measured, `${course}, with spikes at ${sharePercent(spikes)} of the steps: the learning rate may be too high.`, lower);
  if (fit.slope > SURE * fit.slopeError && end > middle) return judge(SHAPE, 'watch', measured, `${course}: it rises, so the learning rate may be too high.`, lower);
  if (fit.slope < -SURE * fit.slopeError && curvature > STRAIGHT && end > FAR_FROM_DONE * start) {
    return judge(SHAPE, 'watch', measured, `${course}: it falls almost in a straight line and is far from done, so the learning rate may be too low.`, [
      'Raise the learning rate, by 3 at first; a sweep shows how far one can go.',
      'Train longer.',
    ]);
  }
  return judge(SHAPE, 'good', measured, `${course}: the shape is that of a good learning rate.`);
}
