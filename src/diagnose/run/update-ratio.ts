/** The learning rate as the weights feel it: how much a step changes them. */
import { median } from '../../core/statistics';
import { counted } from '../../core/words';
import { both, CS231N, DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral } from '../words';
import { QUIET_SHARE } from './steady';

/** One tensor over a run. */
export interface UpdateSeries {
  readonly name: string;
  /** Root mean square at the start; tensors that start at zero (biases, zero-γ) have no ratio to speak of. */
  readonly initialWeight: number;
  /** Root mean square of the update / that of the weights, at some steps in order. */
  readonly ratios: readonly number[];
  /** The learning rate at these steps / the largest of the run, 0 … 1. */
  readonly rateFactors: readonly number[];
}

/** CS231n: about 1e-3; the decade on either side is common. */
const USUAL = 1e-3;
const LOW = 1e-4;
const HIGH = 1e-2;
/** A tensor alone may be this much further out: small last layers move more while they are learning (0.016 for points in the plane, 0.03 in a ResNet on scenes, and both learn well). */
const ALONE = 5;
/** Another decade is far out. */
const FAR = 10;
const RULE: Rule = {
  id: 'update-ratio',
  rule: `A step should change a tensor by about ${numeral(USUAL)} of its size: watched where the median of all tensors is outside ${numeral(LOW)} … ${numeral(HIGH)} or a single one ${ALONE} times beyond, bad where that of all tensors is ${FAR} times beyond. Warm-up, annealing and tensors that start at zero do not count.`,
  source: both(CS231N, DEBUGGING_SLIDES),
};

export function judgeUpdateRatio(tensors: readonly UpdateSeries[]): Verdict {
  const measured = tensors.flatMap(({ name, initialWeight, ratios, rateFactors }) => {
    const steady = ratios.filter((_, i) => rateFactors[i]! >= QUIET_SHARE);
    return initialWeight > 0 && steady.length > 0 ? [{ name, ratio: median(steady) }] : [];
  });
  if (measured.length === 0) return judge(RULE, 'unknown', {}, 'No step at a steady learning rate has been measured yet.');
  if (measured.some(({ ratio }) => !Number.isFinite(ratio))) {
    return judge(RULE, 'bad', {}, 'Some updates are not finite numbers.', ['Divide the learning rate by 10, and clip the gradients.']);
  }
  const smallest = measured.reduce((a, b) => (b.ratio < a.ratio ? b : a));
  const largest = measured.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  const overall = median(measured.map(({ ratio }) => ratio));
  const values = { ratio: overall, smallest: smallest.ratio, largest: largest.ratio, tensors: measured.length };
  const text = `A step changes the weights by ${numeral(overall)} of their size (${counted(measured.length, 'tensor')}, from ${numeral(smallest.ratio)} in ${smallest.name} to ${numeral(largest.ratio)} in ${largest.name})`;
  const raise = ['Raise the learning rate, by 3 to 10 at a time.', 'Look whether the gradients vanish on their way back.'];
  const lower = ['Lower the learning rate, by 3 to 10 at a time.', 'Warm up, clip the gradients, or normalise the layers.'];
  if (overall < LOW) return judge(RULE, overall < LOW / FAR ? 'bad' : 'watch', values, `${text}: the learning rate is low.`, raise);
  if (overall > HIGH) return judge(RULE, overall > HIGH * FAR ? 'bad' : 'watch', values, `${text}: the learning rate is high.`, lower);
  const odd = [...(smallest.ratio < LOW / ALONE ? [`${smallest.name} hardly moves`] : []), ...(largest.ratio > HIGH * ALONE ? [`${largest.name} jumps`] : [])];
  if (odd.length > 0) {
    return judge(RULE, 'watch', values, `${text}: the learning rate suits most, but ${odd.join(' and ')}.`, [
      'Try layer-wise rates, or an optimizer that scales its steps (Adam, LAMB, Muon).',
      'Check the initialisation of this tensor.',
    ]);
  }
  return judge(RULE, 'good', values, `${text}: as it should be.`);
}
