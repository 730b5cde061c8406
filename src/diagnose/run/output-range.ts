/**
 * Whether the network can say that it is sure. A softmax of a softmax cannot: its inputs q are probabilities themselves, so no class can be more than e
 * times as probable as another, no probability above e/(e + K − 1), and the loss of a perfect network stays at ln(1 + (K − 1)/e). It betrays itself, too:
 * from its outputs p follow the only q that sum to 1, ln p + (1 − Σ ln p)/K, and none of these is negative. Logits of a network that is merely unsure
 * yet have no reason to stay above their mean − 1/K.
 */
import { percent } from '../../core/statistics';
import { counted } from '../../core/words';
import { score, type Predictions } from '../errors/predictions';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, points, sharePercent } from '../words';

/** What rounding may do to a logarithm of a probability. */
const ROUNDING = 1e-3;
/** The widest log-odds of an answer, from which on they stand at their bound of 1; a network on its way through has that width for a few steps only. */
const AT_BOUND = 0.9;
/** How far the surest answer may stay below the share of right ones. Label smoothing and mixup of usual strength cost 0.1 to 0.2. */
const TOO_MODEST = 0.25;
const FEWEST_SAMPLES = 100;

const RULE: Rule = {
  id: 'output-range',
  rule: `A network that is often right must be able to give large probabilities: bad where it is better than chance and yet its probabilities are those of a softmax of numbers between 0 and 1, at whose bound they stand (one class e = 2.718 times as probable as another); watched where its surest answer is ${points(TOO_MODEST)} less sure than its answers are right on average.`,
  source: DEBUGGING_SLIDES,
};

/** @param predictions of any samples the network has learned to tell apart; training samples show it best */
export function judgeOutputRange(predictions: Predictions): Verdict {
  const { labels, classes } = predictions;
  const samples = labels.length;
  if (samples < FEWEST_SAMPLES) return judge(RULE, 'unknown', { samples }, `${counted(samples, 'answer')} are too few to know the range of the outputs; ${FEWEST_SAMPLES} are needed.`);
  const { widest, surest, smallestInput } = extremes(predictions);
  const { accuracy, crossEntropy } = score(predictions);
  const bound = Math.E / (Math.E + classes - 1);
  const floor = -Math.log(bound);
  const values = { surest, widest, smallestInput, accuracy: accuracy.mean, loss: crossEntropy.mean, bound, floor, samples };
  if (![widest, surest].every(Number.isFinite)) return judge(RULE, 'unknown', values, 'The answers are not finite numbers, so that their range says nothing.');
  const text = `On ${counted(samples, 'sample')} the largest probability is ${numeral(surest)}, while ${percent(accuracy)} of the answers are right`;
  const learned = accuracy.low > commonestShare(predictions) + (1 - 1 / classes) / 10;
  if (!learned) return judge(RULE, 'unknown', values, `${text}: the network knows too little to be sure of anything.`);
  if (widest >= AT_BOUND && smallestInput >= -ROUNDING) {
    const why = `a softmax of a softmax is bounded like that, by a probability of ${sharePercent(bound)} and a loss of ${numeral(floor)}`;
    return judge(RULE, 'bad', values, `${text}, and the loss is ${numeral(crossEntropy.mean)}: ${why}.`, [
      'Give the loss logits where it expects logits: most libraries’ cross-entropy contains the softmax already.',
      'Look for an activation (softmax, sigmoid, tanh) behind the last layer.',
    ]);
  }
  if (surest < accuracy.mean - TOO_MODEST) {
    return judge(RULE, 'watch', values, `${text}: even its surest answer is less sure than it is right on average.`, [
      'Look for an activation, a temperature or a clamp behind the last layer.',
      'Lower the label smoothing or the strength of mixing.',
    ]);
  }
  return judge(RULE, 'good', values, `${text}: the outputs use their range.`);
}

/** The widest log-odds between two classes of any sample, the largest probability, and the smallest input that a second softmax would have had. */
function extremes({ labels, probabilities, classes }: Predictions): { widest: number; surest: number; smallestInput: number } {
  let [widest, surest, smallestInput] = [0, 0, 1];
  for (let i = 0; i < labels.length; i++) {
    let [high, low, sum] = [0, 1, 0];
    for (let k = 0; k < classes; k++) {
      const p = probabilities[i * classes + k]!;
      if (Number.isNaN(p)) return { widest: NaN, surest: NaN, smallestInput: NaN };
      high = Math.max(high, p);
      low = Math.min(low, p);
      sum += lnOf(p);
    }
    widest = Math.max(widest, lnOf(high) - lnOf(low));
    surest = Math.max(surest, high);
    smallestInput = Math.min(smallestInput, lnOf(low) + (1 - sum) / classes);
  }
  return { widest, surest, smallestInput };
}

/** A probability that underflows is far below any bound. */
function lnOf(p: number): number {
  return Math.log(Math.max(p, Number.MIN_VALUE));
}

function commonestShare({ labels, classes }: Predictions): number {
  const counts = new Uint32Array(classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  return Math.max(...counts) / labels.length;
}
