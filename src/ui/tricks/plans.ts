/** What a trick does to the learning rate, to another trick's field and to the network, worked out by the functions that the engine calls. */
import type { Catalogue } from '../../core/catalogue';
import { enableTrick, type Experiment } from '../../core/experiment';
import { attempt, planKnob, tryFold, type Recipe } from '../../core/fold';
import type { NetworkPlan } from '../../core/network';
import type { TrickDeclaration } from '../../core/trick';
import { effectsAtDefaults } from './groups';

export interface Curve {
  /** x in epochs. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Epochs at which a cycle ends and another begins. */
  readonly cycleEnds: readonly number[];
  /** Epochs of the whole run. */
  readonly end: number;
}

/** Steps that are looked at, so that no cycle is missed, and points that are drawn. */
const MOST_STEPS = 2400;
const DRAWN = 240;

/** The planned learning rate with a schedule or a modifier on; undefined where the experiment cannot run at all. */
export function rateCurve(catalogue: Catalogue, experiment: Experiment, id: string): Curve | undefined {
  return curveOf(catalogue, enableTrick(catalogue, onlyRate(catalogue, experiment), id), 'lr');
}

/** The rate without a trick that modifies it. */
export function rateCurveWithout(catalogue: Catalogue, experiment: Experiment, id: string): Curve | undefined {
  return curveOf(catalogue, without(onlyRate(catalogue, experiment), id), 'lr');
}

/** The planned values of a field, with a trick that schedules it on. */
export function knobCurve(catalogue: Catalogue, experiment: Experiment, id: string, knob: string): Curve | undefined {
  return curveOf(catalogue, enableTrick(catalogue, experiment, id), knob);
}

/** What schedules and modifies the rate, without the rest, which may have troubles of its own. */
function onlyRate(catalogue: Catalogue, experiment: Experiment): Experiment {
  const kept = Object.entries(experiment.tricks).filter(([id]) => {
    const trick = catalogue.tricks[id];
    return trick !== undefined && (trick.exclusive === 'schedule' || trick.exclusive === 'optimizer' || modifiesRate(trick));
  });
  return { ...experiment, tricks: Object.fromEntries(kept) };
}

/** Whether a trick changes knobs by itself; one that names another trick's field changes that. */
export function modifiesRate(trick: TrickDeclaration): boolean {
  return effectsAtDefaults(trick).knobs !== undefined && knobField(trick) === undefined;
}

/** The name of the field by which a trick says whose setting it schedules. */
export function knobField({ fields }: TrickDeclaration): string | undefined {
  return Object.keys(fields).find((name) => fields[name]!.type === 'knob');
}

export function changesNetwork(trick: TrickDeclaration): boolean {
  const { blueprint, model } = effectsAtDefaults(trick);
  return (blueprint ?? model) !== undefined;
}

/** The networks with and without a trick; undefined where one of them cannot be built. */
export function networkChange(catalogue: Catalogue, experiment: Experiment, id: string): { readonly plan: NetworkPlan; readonly before: NetworkPlan } | undefined {
  const { recipe } = tryFold(catalogue, enableTrick(catalogue, experiment, id));
  const { recipe: before } = tryFold(catalogue, without(experiment, id));
  return recipe && before && { plan: recipe.network, before: before.network };
}

function without(experiment: Experiment, id: string): Experiment {
  return { ...experiment, tricks: Object.fromEntries(Object.entries(experiment.tricks).filter(([other]) => other !== id)) };
}

function curveOf(catalogue: Catalogue, experiment: Experiment, knob: string): Curve | undefined {
  const { recipe } = tryFold(catalogue, experiment);
  const plan = recipe && attempt(() => planKnob(recipe, knob, MOST_STEPS)).value;
  return recipe && plan && thinned(recipe, plan);
}

function thinned({ steps, stepsPerEpoch }: Recipe, plan: ReturnType<typeof planKnob>): Curve {
  const ends = plan.flatMap(({ step, cycle }, i) => (i > 0 && cycle > plan[i - 1]!.cycle ? [{ i, x: step / stepsPerEpoch }] : []));
  // Both sides of a jump are drawn, so that it stays upright.
  const jumps = new Set(ends.flatMap(({ i }) => [i - 1, i]));
  const stride = Math.max(1, Math.ceil(plan.length / DRAWN));
  const points = plan.filter((_, i) => i % stride === 0 || i === plan.length - 1 || jumps.has(i)).map(({ step, value }) => ({ x: step / stepsPerEpoch, y: value }));
  return { points, cycleEnds: ends.map(({ x }) => x), end: steps / stepsPerEpoch };
}
