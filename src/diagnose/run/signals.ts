/** Whether signals keep their size on the way through the network, and gradients on the way back. */
import { median } from '../../core/statistics';
import { counted } from '../../core/words';
import { both, CS231N, DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Tone, type Verdict } from '../verdict';
import { numeral, sharePercent } from '../words';

/** A measure of one layer or tensor, in the order in which the signal passes them. */
export interface Measured {
  readonly name: string;
  readonly value: number;
}

/** Gradient / weight (root mean squares) of the median tensor, and the largest ratio / the smallest: DW asks that scales agree, in words only. */
const SMALL_GRADIENT = 1e-4;
const LARGE_GRADIENT = 10;
const UNEVEN = 1e3;
const VERY_UNEVEN = 1e5;
/** Root mean squares of activations. Layers that are normalised or well initialised have about 1. */
const SMALL_SIGNAL = 0.05;
const LARGE_SIGNAL = 20;
const LOST_SIGNAL = 1e-3;
const BLOWN_UP_SIGNAL = 1e3;
/**
 * Units of a layer that are silent on every sample; CS231n tells of 40 % where the learning rate is too high. In one batch many a unit that lives is
 * silent: a good CNN on digits has 28 % of these in its hidden layer, batch after batch of 128.
 */
const SOME_DEAD = 0.4;
const MANY_DEAD = 0.8;
/** Outputs of sigmoid or tanh where the slope is next to nothing. */
const SOME_SATURATED = 0.2;
const MANY_SATURATED = 0.5;

const GRADIENT: Rule = {
  id: 'gradient-scale',
  rule: `Gradients should be neither lost nor blown up against the weights: watched where the median ratio of a tensor is outside ${numeral(SMALL_GRADIENT)} … ${LARGE_GRADIENT} or the largest is ${numeral(UNEVEN)} times the smallest, bad at ${numeral(VERY_UNEVEN)} times or where one is zero or not finite.`,
  source: DEBUGGING_SLIDES,
};
const ACTIVATION: Rule = {
  id: 'activation-scale',
  rule: `Outputs of layers should be of size about 1: watched outside ${SMALL_SIGNAL} … ${LARGE_SIGNAL}, bad outside ${LOST_SIGNAL} … ${numeral(BLOWN_UP_SIGNAL)}.`,
  source: both(DEBUGGING_SLIDES, { citation: 'Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural networks', url: 'https://proceedings.mlr.press/v9/glorot10a.html' }),
};
const DEAD: Rule = {
  id: 'dead-relu',
  rule: `A unit that is zero on every sample learns no more: watched where a layer has ${sharePercent(SOME_DEAD)} of these, bad from ${sharePercent(MANY_DEAD)} on.`,
  source: { citation: 'Karpathy, CS231n notes: Neural networks part 1, commonly used activation functions', url: 'https://cs231n.github.io/neural-networks-1/' },
};
const SATURATION: Rule = {
  id: 'saturation',
  rule: `Outputs at the flat ends of sigmoid or tanh pass no gradient: watched where a layer has ${sharePercent(SOME_SATURATED)} of these, bad from ${sharePercent(MANY_SATURATED)} on.`,
  source: both(CS231N, { citation: 'Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural networks' }),
};

/** @param tensors root mean square of the gradient / that of the weights, without tensors that start at zero */
export function judgeGradientScale(tensors: readonly Measured[]): Verdict {
  if (tensors.length === 0) return judge(GRADIENT, 'unknown', {}, 'No gradient has been measured yet.');
  const lost = tensors.filter(({ value }) => !(value > 0 && Number.isFinite(value)));
  if (lost.length > 0) {
    const what = lost.every(({ value }) => value === 0) ? 'receive no gradient at all' : 'have gradients that are not finite numbers';
    return judge(GRADIENT, 'bad', { lost: lost.length, tensors: tensors.length }, `${lost.length} of ${counted(tensors.length, 'tensor')}, ${lost[0]!.name} first, ${what}.`, [
      'Check that these layers are connected to the loss and not frozen by mistake.',
      'Look for dead ReLUs and saturated units behind them.',
    ]);
  }
  const { smallest, largest } = ends(tensors);
  const middle = median(tensors.map(({ value }) => value));
  const spread = largest.value / smallest.value;
  const values = { ratio: middle, smallest: smallest.value, largest: largest.value, spread, tensors: tensors.length };
  const text = `Gradients are ${numeral(middle)} of the weights’ size, from ${numeral(smallest.value)} in ${smallest.name} to ${numeral(largest.value)} in ${largest.name}`;
  if (spread >= UNEVEN) {
    return judge(GRADIENT, spread >= VERY_UNEVEN ? 'bad' : 'watch', values, `${text}: they change ${numeral(spread)} times in size between tensors.`, [
      'Normalise the layers, or initialise by fan-in (He, LSUV).',
      'Add skip connections, or make the network less deep.',
    ]);
  }
  if (middle < SMALL_GRADIENT) return judge(GRADIENT, 'watch', values, `${text}: with plain SGD that is slow.`, ['Raise the learning rate.', 'Use an optimizer that scales its steps (Adam).']);
  if (middle > LARGE_GRADIENT) return judge(GRADIENT, 'watch', values, `${text}: steps may be too large.`, ['Lower the learning rate, clip the gradients, or initialise larger.']);
  return judge(GRADIENT, 'good', values, `${text}: in proportion.`);
}

/** @param layers root mean square of the outputs, from input to output */
export function judgeActivationScale(layers: readonly Measured[]): Verdict {
  if (layers.length === 0) return judge(ACTIVATION, 'unknown', {}, 'No layer has been probed yet.');
  const { smallest, largest } = ends(layers);
  const values = { smallest: smallest.value, largest: largest.value, layers: layers.length };
  const remedies = ['Normalise the input and the layers.', 'Initialise by fan-in (He, LSUV).', 'Check for a layer that scales its input by mistake.'];
  const broken = layers.find(({ value }) => !Number.isFinite(value));
  if (broken) return judge(ACTIVATION, 'bad', values, `The outputs of ${broken.name} are not finite numbers.`, remedies);
  const text = `Outputs have sizes from ${numeral(smallest.value)} in ${smallest.name} to ${numeral(largest.value)} in ${largest.name}`;
  const outside = (low: number, high: number) => smallest.value < low || largest.value > high;
  if (!outside(SMALL_SIGNAL, LARGE_SIGNAL)) return judge(ACTIVATION, 'good', values, `${text}: the signal keeps its size.`);
  const trouble = smallest.value < SMALL_SIGNAL ? (largest.value > LARGE_SIGNAL ? 'lost here and blown up there' : 'nearly lost') : 'blown up';
  return judge(ACTIVATION, outside(LOST_SIGNAL, BLOWN_UP_SIGNAL) ? 'bad' : 'watch', values, `${text}: the signal is ${trouble}.`, remedies);
}

/** @param layers share of units that are zero on every sample of a batch, for layers with ReLU */
export function judgeDeadUnits(layers: readonly Measured[]): Verdict {
  return judgeWorstShare(DEAD, layers, SOME_DEAD, MANY_DEAD, 'units are silent on every sample', [
    'Lower the learning rate, or warm up.',
    'Use leaky ReLU or another activation with a slope on both sides.',
    'Check the biases: large negative ones silence a layer.',
  ]);
}

/** @param layers share of outputs at the flat ends, for layers with sigmoid or tanh */
export function judgeSaturation(layers: readonly Measured[]): Verdict {
  return judgeWorstShare(SATURATION, layers, SOME_SATURATED, MANY_SATURATED, 'outputs are at the flat ends of the activation', [
    'Initialise smaller (Glorot), or normalise before the activation.',
    'Use ReLU or a relative of it.',
  ]);
}

function judgeWorstShare(rule: Rule, layers: readonly Measured[], some: number, many: number, what: string, remedies: readonly string[]): Verdict {
  const known = layers.filter(({ value }) => !Number.isNaN(value));
  if (known.length === 0) return judge(rule, 'unknown', {}, 'The network has no layer of this kind, or none has been probed yet.');
  const { largest } = ends(known);
  const tone: Tone = largest.value >= many ? 'bad' : largest.value >= some ? 'watch' : 'good';
  const text = `At most, in ${largest.name}, ${sharePercent(largest.value)} of the ${what}.`;
  return judge(rule, tone, { worst: largest.value, layers: known.length }, text, tone === 'good' ? [] : remedies);
}

function ends(measured: readonly Measured[]): { smallest: Measured; largest: Measured } {
  return {
    smallest: measured.reduce((a, b) => (b.value < a.value ? b : a)),
    largest: measured.reduce((a, b) => (b.value > a.value ? b : a)),
  };
}
