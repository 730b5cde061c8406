/** The rows of the health panel, a parameter tensor or a layer each, and their values at every probe. */
import type { Recipe } from '../../../core/fold';
import { agreement, LAYER_FIGURES, PARAMETER_FIGURES, type HealthPlan, type ParameterHealth } from '../../../core/health';
import type { ParameterRole } from '../../../core/layer';
import { sizeOf } from '../../../core/network';
import type { Probed } from '../../../store/run-record';
import { figureOf, type FigureId } from './figures';

/** What the plan of a run's health does not say of its parameters and layers. */
export interface Anatomy {
  /** By path. */
  readonly parameters: ReadonlyMap<string, ParameterFacts>;
  /** Names of the last layers. */
  readonly heads: ReadonlySet<string>;
}

interface ParameterFacts {
  readonly role: ParameterRole;
  /** Number of elements. */
  readonly size: number;
  /** Whether the rule on the size of updates is for it: for kernels, but not where they start at zero or do not learn. */
  readonly judged: boolean;
}

export interface Row {
  /** The path of a parameter or the name of a layer. */
  readonly key: string;
  /** Short enough for the margin of a narrow picture. */
  readonly label: string;
  /** Place in the plan. */
  readonly index: number;
  readonly judged: boolean;
}

export function anatomyOf({ network, tricks }: Pick<Recipe, 'network' | 'tricks'>): Anatomy {
  const facts = network.parameters.map((parameter) => {
    const frozen = tricks.some(({ effects }) => effects.rates?.(parameter) === 0);
    return [parameter.path, { role: parameter.role, size: sizeOf(parameter.shape), judged: parameter.role === 'kernel' && parameter.init !== 0 && !frozen }] as const;
  });
  return { parameters: new Map(facts), heads: new Set(Object.values(network.blueprint.heads)) };
}

/** @param everything biases and norms besides kernels; layers of every kind besides activations and outputs */
export function rowsOf(plan: HealthPlan, anatomy: Anatomy, id: FigureId, everything: boolean): Row[] {
  if (figureOf(id).of === 'parameters') {
    return plan.parameters.flatMap((path, index) => {
      const facts = anatomy.parameters.get(path);
      return everything || facts?.role === 'kernel' ? [{ key: path, label: labelOf(path), index, judged: facts?.judged ?? false }] : [];
    });
  }
  return plan.layers.flatMap(({ name, kind, bend }, index) => {
    const fits = id === 'dead' ? bend === 'relu' : id === 'saturated' ? saturates(bend) : everything || kind === 'activation' || anatomy.heads.has(name);
    return fits ? [{ key: name, label: labelOf(name), index, judged: false }] : [];
  });
}

/** Whether the network has anything that the figure could be of. */
export function hasFigure({ layers }: HealthPlan, id: FigureId): boolean {
  if (id === 'dead') return layers.some(({ bend }) => bend === 'relu');
  if (id === 'saturated') return layers.some(({ bend }) => saturates(bend));
  return true;
}

function saturates(bend: string | undefined): boolean {
  return bend === 'tanh' || bend === 'sigmoid';
}

/** `conv1` for `conv1/kernel`, `2.1 squeeze` for the squeezing kernel in block 1 of stage 2, `stem γ` for the scale of the stem's norm. */
export function labelOf(key: string): string {
  return key
    .replace(/^stage(\d+)-block(\d+)-/, '$1.$2 ')
    .replace(/add-squeeze-excite\//, '')
    .replace(/-norm\/gamma$/, ' γ')
    .replace(/-norm\/beta$/, ' β')
    .replace(/[/-]kernel$/, '')
    .replace('/', ' ');
}

/** Over so many probes is the noise of the gradient taken. */
const NOISE_WINDOW = 10;

/**
 * One value for each probe. NaN: there is nothing to be said, such as of a share of weights that are all zero; Infinity: what was measured is not a
 * number any more.
 */
export function valuesOf(plan: HealthPlan, id: FigureId, index: number, probes: readonly Probed[]): Float64Array {
  if (id === 'noise') return noise(plan, index, probes);
  const measure = measureOf(plan, id, index);
  return Float64Array.from(probes, ({ figures }) => measure(figures));
}

function measureOf(plan: HealthPlan, id: Exclude<FigureId, 'noise'>, index: number): (figures: Float32Array) => number {
  const weight = parameterPlace(plan, 'weight', index);
  const ratio = (place: number) => (figures: Float32Array) => (figures[weight] === 0 ? NaN : sound(figures[place]! / figures[weight]!));
  const plain = (place: number) => (figures: Float32Array) => sound(figures[place]!);
  switch (id) {
    case 'update-weight':
      return ratio(parameterPlace(plan, 'update', index));
    case 'gradient-weight':
      return ratio(parameterPlace(plan, 'gradient', index));
    case 'weight':
    case 'gradient':
      return plain(parameterPlace(plan, id, index));
    case 'activation':
    case 'dead':
    case 'saturated':
      return plain(PARAMETER_FIGURES.length * plan.parameters.length + LAYER_FIGURES.indexOf(id) * plan.layers.length + index);
  }
}

/** Sizes of a parameter's updates, one for each probe. */
export function updatesOf(plan: HealthPlan, index: number, probes: readonly Probed[]): Float64Array {
  const place = parameterPlace(plan, 'update', index);
  return Float64Array.from(probes, ({ figures }) => sound(figures[place]!));
}

/** The length of the gradient of all parameters together, one for each probe. */
export function gradientNorms(plan: HealthPlan, { parameters }: Anatomy, probes: readonly Probed[]): Float64Array {
  const sizes = plan.parameters.map((path) => parameters.get(path)?.size ?? 0);
  const first = parameterPlace(plan, 'gradient', 0);
  return Float64Array.from(probes, ({ figures }) => sound(Math.sqrt(sizes.reduce((sum, size, i) => sum + size * figures[first + i]! ** 2, 0))));
}

/** One less the cosine between the gradients of neighbouring probes, both products taken over a window of them. */
function noise(plan: HealthPlan, index: number, probes: readonly Probed[]): Float64Array {
  const agreed = new Float64Array(probes.length);
  const most = new Float64Array(probes.length);
  let before: ParameterHealth | undefined;
  probes.forEach(({ figures }, p) => {
    const now = parameterAt(plan, index, figures);
    if (before) {
      agreed[p] = agreement(before, now);
      most[p] = before.gradient * now.gradient;
    }
    before = now;
  });
  return Float64Array.from(probes, (_, p) => {
    let [sum, whole] = [0, 0];
    for (let i = Math.max(1, p - NOISE_WINDOW + 1); i <= p; i++) {
      sum += agreed[i]!;
      whole += most[i]!;
    }
    return whole === 0 ? NaN : sound(1 - sum / whole);
  });
}

function parameterAt(plan: HealthPlan, index: number, figures: Float32Array): ParameterHealth {
  const at = (name: (typeof PARAMETER_FIGURES)[number]) => figures[parameterPlace(plan, name, index)]!;
  return { weight: at('weight'), gradient: at('gradient'), update: at('update'), sum: at('sum') };
}

/** Where a figure stands in a probe. Reading single ones spares the thousands of objects that reading whole probes makes. */
function parameterPlace({ parameters }: HealthPlan, name: (typeof PARAMETER_FIGURES)[number], index: number): number {
  return PARAMETER_FIGURES.indexOf(name) * parameters.length + index;
}

function sound(value: number): number {
  return Number.isFinite(value) ? value : Infinity;
}
