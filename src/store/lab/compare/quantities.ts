/** What can be drawn of a trial against its steps: what was measured by evaluations, at every step, and by probes of its health. */
import { LAYER_FIGURES, PARAMETER_FIGURES, type HealthPlan } from '../../../core/health';
import { median } from '../../../core/statistics';
import type { Evaluation, Probed, TrialCurves } from '../../../lab/trial';

export interface Quantity {
  readonly title: string;
  /** Of the axis, with the unit. */
  readonly unit: string;
  /** One plain sentence. */
  readonly help: string;
  /** What probes measure it of, if they do. */
  readonly of?: 'parameters' | 'layers';
  /** Whether it is written as a percentage. */
  readonly percent?: boolean;
}

const RMS = 'Root mean square, measured in probed steps.';

/** In the order of the list of choices. */
export const QUANTITIES = {
  devLoss: { title: 'dev loss', unit: 'cross-entropy (nats)', help: 'Plain cross-entropy on dev samples, which the network has not learned from: lower is better.' },
  trainLoss: { title: 'train loss', unit: 'cross-entropy (nats)', help: 'Plain cross-entropy on clean training samples, in evaluation mode.' },
  objective: {
    title: 'objective',
    unit: 'objective of the step',
    help: 'What training minimises at every step: smoothed, mixed and penalised as the tricks say, so runs with other tricks are not comparable by it.',
  },
  devAccuracy: { title: 'dev accuracy', unit: 'accuracy (%)', help: 'The share of dev samples that are named rightly.', percent: true },
  devError: {
    title: 'dev error',
    unit: 'error (%)',
    help: 'The share of dev samples that are named wrongly; on a log axis, halving it is the same distance everywhere.',
    percent: true,
  },
  trainAccuracy: { title: 'train accuracy', unit: 'accuracy (%)', help: 'The share of training samples that are named rightly.', percent: true },
  trainError: { title: 'train error', unit: 'error (%)', help: 'The share of training samples that are named wrongly.', percent: true },
  learningRate: { title: 'learning rate', unit: 'learning rate', help: 'The rate that each step has really used.' },
  updateWeight: { title: 'update : weight', unit: 'ratio of RMS', help: 'How far a step moves a tensor compared with its size: about 10⁻³ is usual.', of: 'parameters' },
  gradientWeight: { title: 'gradient : weight', unit: 'ratio of RMS', help: 'The size of the gradient of a tensor compared with that of the tensor.', of: 'parameters' },
  weight: { title: 'weights', unit: 'RMS', help: `The size of the weights. ${RMS}`, of: 'parameters' },
  gradient: { title: 'gradients', unit: 'RMS', help: `The size of the gradient of one batch. ${RMS}`, of: 'parameters' },
  activation: { title: 'activations', unit: 'RMS', help: `The size of what a layer passes on. ${RMS}`, of: 'layers' },
  dead: { title: 'dead ReLU units', unit: 'share (%)', help: 'The share of units that give zero for a whole batch, and so get no gradient.', of: 'layers', percent: true },
} as const satisfies Record<string, Quantity>;

export type QuantityId = keyof typeof QUANTITIES;

export function quantityOf(id: QuantityId): Quantity {
  return QUANTITIES[id];
}

/** A series over steps. */
export interface Measured {
  /** Steps taken when each value stood, ascending. */
  readonly steps: Float64Array;
  /** Percentages from 0 to 100. */
  readonly values: Float64Array;
}

const NOTHING: Measured = { steps: new Float64Array(), values: new Float64Array() };

const EVALUATED: Partial<Record<QuantityId, (evaluation: Evaluation) => number>> = {
  devLoss: ({ dev }) => dev.loss,
  trainLoss: ({ train }) => train.loss,
  devAccuracy: ({ dev }) => 100 * dev.accuracy,
  trainAccuracy: ({ train }) => 100 * train.accuracy,
  devError: ({ dev }) => 100 * (1 - dev.accuracy),
  trainError: ({ train }) => 100 * (1 - train.accuracy),
};

const made = new WeakMap<TrialCurves, Map<string, Measured>>();

/**
 * One quantity of a trial; the very same arrays for the same curves.
 * @param where path of the parameter or name of the layer that probes are asked of; their median where it is not given
 */
export function measure(curves: TrialCurves, id: QuantityId, where?: string): Measured {
  const known = made.get(curves) ?? new Map<string, Measured>();
  made.set(curves, known);
  const key = `${id} ${where ?? ''}`;
  const found = known.get(key) ?? read(curves, id, where);
  known.set(key, found);
  return found;
}

function read(curves: TrialCurves, id: QuantityId, where: string | undefined): Measured {
  const value = EVALUATED[id];
  if (value) return { steps: Float64Array.from(curves.evaluations, ({ step }) => step), values: Float64Array.from(curves.evaluations, value) };
  // A rate goes into its step, an objective comes out of it.
  if (id === 'learningRate') return { steps: curves.at, values: Float64Array.from(curves.learningRate) };
  if (id === 'objective') return { steps: curves.at.map((step) => step + 1), values: Float64Array.from(curves.objective) };
  return curves.health ? probed(curves.health, curves.probes, id, where) : NOTHING;
}

/** What the probes of a trial can be asked of: paths of parameters or names of layers. */
export function placesOf(plan: HealthPlan, id: QuantityId): string[] {
  if (id === 'dead') return plan.layers.filter(({ bend }) => bend === 'relu').map(({ name }) => name);
  return quantityOf(id).of === 'layers' ? plan.layers.map(({ name }) => name) : [...plan.parameters];
}

/** The median is taken over kernels, since biases and norms follow other rules, or else over layers with an activation. */
function inMedian(plan: HealthPlan, id: QuantityId): string[] {
  const all = placesOf(plan, id);
  const activations = new Set(plan.layers.filter(({ kind }) => kind === 'activation').map(({ name }) => name));
  const chosen = all.filter((place) => (quantityOf(id).of === 'parameters' ? /[/-]kernel$/.test(place) : activations.has(place)));
  return chosen.length > 0 ? chosen : all;
}

function probed(plan: HealthPlan, probes: readonly Probed[], id: QuantityId, where: string | undefined): Measured {
  const places = where === undefined ? inMedian(plan, id) : placesOf(plan, id).filter((place) => place === where);
  if (places.length === 0) return NOTHING;
  const figures = places.map((place) => figureOf(plan, id, place));
  return {
    steps: Float64Array.from(probes, ({ step }) => step),
    values: Float64Array.from(probes, (probe) => median(figures.map((figure) => figure(probe.figures)).filter((value) => !Number.isNaN(value)))),
  };
}

/** Reads single figures at their places (see `core/health`), which spares the thousands of objects that reading whole probes makes. */
function figureOf(plan: HealthPlan, id: QuantityId, place: string): (figures: Float32Array) => number {
  if (id === 'activation' || id === 'dead') {
    const at = PARAMETER_FIGURES.length * plan.parameters.length + LAYER_FIGURES.indexOf(id) * plan.layers.length + plan.layers.findIndex(({ name }) => name === place);
    return (figures) => (id === 'dead' ? 100 : 1) * figures[at]!;
  }
  const at = (name: (typeof PARAMETER_FIGURES)[number]): number => PARAMETER_FIGURES.indexOf(name) * plan.parameters.length + plan.parameters.indexOf(place);
  const [weight, gradient, update] = [at('weight'), at('gradient'), at('update')];
  switch (id) {
    case 'updateWeight':
      return (figures) => (figures[weight] === 0 ? NaN : figures[update]! / figures[weight]!);
    case 'gradientWeight':
      return (figures) => (figures[weight] === 0 ? NaN : figures[gradient]! / figures[weight]!);
    default:
      return (figures) => figures[id === 'gradient' ? gradient : weight]!;
  }
}
