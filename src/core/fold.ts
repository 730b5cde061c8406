/**
 * Joins the effects of all active tricks into one recipe, in a fixed order, or says why that cannot be done. Pure: the page greys out exactly what the
 * engine refuses, and draws the schedule by the function that the engine calls.
 */
import type { Blueprint } from './blueprint';
import type { Catalogue } from './catalogue';
import { clockAt, type Clock } from './clock';
import type { ExtraLabel } from './dataset';
import { describeData, startingValues, type Experiment } from './experiment';
import { defaultsOf, isSchedulable, type AnyValues } from './fields';
import type { LayerKinds } from './layer';
import { BlueprintError, planNetwork, type NetworkPlan } from './network';
import { plantOf } from './plant';
import { AUGMENTATION_STAGES, type Effects, type FoldContext, type Knobs, type Schedule, type SchedulePoint, type ScheduleState, type Situation, type TrickDeclaration } from './trick';

/** Tricks take part in this order; within a group by id. */
const GROUP_ORDER = ['schedule', 'optimizer', 'architecture', 'regularisation', 'evaluation'] as const;

export interface ActiveTrick {
  readonly declaration: TrickDeclaration;
  readonly values: AnyValues;
  readonly effects: Effects;
}

/** Everything the engine needs to know about an experiment. */
export interface Recipe {
  readonly experiment: Experiment;
  readonly tricks: readonly ActiveTrick[];
  readonly network: NetworkPlan;
  readonly layers: LayerKinds;
  readonly batchSize: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly schedule: Schedule;
  /** What of the tricks cannot act here, a sentence each. */
  readonly caveats: readonly string[];
  /** The data's extra label, where a trick asks for it. */
  readonly extraLabel?: ExtraLabel | undefined;
}

/** Why an experiment cannot run; each a sentence for the user. */
export class RecipeError extends Error {
  override readonly name = 'RecipeError';
}

/**
 * Folds the experiment.
 * @param trainSize how many training samples there really are, once the data are open; files may hold fewer than the experiment asks for
 * @param more effects that come after those of all tricks
 * @throws RecipeError where tricks, model and data do not go together
 */
export function fold(catalogue: Catalogue, experiment: Experiment, trainSize?: number, more: readonly ActiveTrick[] = []): Recipe {
  const data = describeData(catalogue, experiment.data);
  const model = catalogue.models[experiment.model.id];
  if (!model) throw new RecipeError(`There is no model "${experiment.model.id}"`);
  const accepted = model.accepts(data.shape);
  if (accepted !== true) throw new RecipeError(accepted);

  const { batchSize, stepsPerEpoch, steps } = runLength(experiment, trainSize ?? data.trainSize);
  const context = { classes: data.classes, shape: data.shape, extraLabel: data.extraLabel, batchSize, steps, stepsPerEpoch };
  const tricks = [...activate(catalogue, experiment, context), ...more];
  for (const problem of conflicts(tricks.map((trick) => trick.declaration))) throw new RecipeError(problem);
  const plain = plainBlueprint(catalogue, experiment, tricks);
  const caveats = tricks.flatMap(({ declaration, values }) => {
    const { cannotAct, caveat } = askTrick(declaration, situationOf(catalogue, experiment, plain, values));
    if (cannotAct !== undefined) throw new RecipeError(`${declaration.title} cannot act here: ${cannotAct}`);
    return caveat === undefined ? [] : [`${declaration.title}: ${caveat}`];
  });

  for (const problem of plantProblems(catalogue, experiment, plain)) throw new RecipeError(problem);

  const schedules = tricks.flatMap(({ effects }): readonly Schedule[] => (effects.schedule ? [effects.schedule] : []));
  if (schedules.length !== 1) throw new RecipeError('A run needs exactly one learning-rate schedule');
  if (tricks.filter(({ effects }) => effects.optimizer).length !== 1) throw new RecipeError('A run needs exactly one optimizer');

  const layers: LayerKinds = { ...catalogue.layers, ...Object.fromEntries(tricks.flatMap(({ effects }) => effects.layers ?? []).map((kind) => [kind.kind, kind])) };
  const extraLabel = tricks.some(({ effects }) => effects.extraLabel) ? data.extraLabel : undefined;
  const blueprint = tricks.reduce((current, { effects }) => effects.blueprint?.(current) ?? current, plain);
  return { experiment, tricks, network: plan(blueprint, layers), layers, batchSize, steps, stepsPerEpoch, schedule: schedules[0]!, caveats, extraLabel };
}

type Folded = { readonly recipe: Recipe; readonly problem?: undefined } | { readonly recipe?: undefined; readonly problem: string };
type Attempt<T> = { readonly value: T; readonly problem?: undefined } | { readonly value?: undefined; readonly problem: string };

/** {@link fold}, or why it cannot be done. @throws what is no RecipeError, which is a bug of ours */
export function tryFold(catalogue: Catalogue, experiment: Experiment): Folded {
  const { value: recipe, problem } = attempt(() => fold(catalogue, experiment));
  return problem === undefined ? { recipe } : { problem };
}

/** What work on an experiment gives, or in one sentence why it cannot be done: what its RecipeError says. @throws what else it throws */
export function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof RecipeError) return { problem: error.message };
    throw error;
  }
}

/** Batch size (never more than there are samples), steps per epoch (a last partial batch is dropped) and steps in all. */
export function runLength(experiment: Experiment, trainSize: number): { batchSize: number; stepsPerEpoch: number; steps: number } {
  const batchSize = Math.min(experiment.run.batch, trainSize);
  const stepsPerEpoch = Math.floor(trainSize / batchSize);
  return { batchSize, stepsPerEpoch, steps: Math.max(1, Math.round(experiment.run.epochs * stepsPerEpoch)) };
}

/** One sentence for every pair of tricks that cannot be on together. */
export function conflicts(tricks: readonly TrickDeclaration[]): string[] {
  return tricks.flatMap((a, i) =>
    tricks.slice(i + 1).flatMap((b) => {
      if (a.exclusive !== undefined && a.exclusive === b.exclusive) return [`${a.title} and ${b.title} both set the ${a.exclusive}; only one can`];
      const reason = a.conflicts?.[b.id] ?? b.conflicts?.[a.id];
      return reason === undefined ? [] : [`${a.title} cannot be combined with ${b.title}: ${reason}`];
    }),
  );
}

/** The numbers of one step, by name: the base rate times the schedule, every value field, and what knob effects make of them. */
export function knobsAt(recipe: Pick<Recipe, 'experiment' | 'tricks' | 'schedule'>, clock: Clock, state: ScheduleState): { knobs: Knobs; point: SchedulePoint } {
  const point = recipe.schedule.at(clock, state);
  const start: Record<string, number> = { lr: recipe.experiment.run.lr * point.factor };
  for (const { declaration, values } of recipe.tricks) {
    for (const [name, field] of Object.entries(declaration.fields)) {
      if (isSchedulable(field)) start[`${declaration.id}.${name}`] = values[name] as number;
    }
  }
  const knobs = recipe.tricks.reduce<Knobs>((current, { effects }) => effects.knobs?.(current, clock, point) ?? current, start);
  return { knobs: withinBounds(recipe.tricks, knobs), point };
}

/** Whatever effects make of a value field, it stays what its declaration allows. */
function withinBounds(tricks: readonly ActiveTrick[], knobs: Knobs): Knobs {
  const bounded: Record<string, number> = { ...knobs };
  for (const { declaration } of tricks) {
    for (const [name, field] of Object.entries(declaration.fields)) {
      if (!isSchedulable(field)) continue;
      const knob = `${declaration.id}.${name}`;
      const value = Math.min(field.max, Math.max(field.min, bounded[knob]!));
      bounded[knob] = field.integer ? Math.round(value) : value;
    }
  }
  return bounded;
}

/** What a recipe's knobs depend on. */
type KnobSource = Pick<Recipe, 'experiment' | 'tricks' | 'schedule' | 'steps' | 'stepsPerEpoch'>;

/** The planned value of a knob (`lr`, `<trick>.<field>`) at `points` evenly spaced steps, the first and the last included, as far as it does not depend on the run. */
export function planKnob(recipe: KnobSource, name: string, points: number) {
  const count = Math.min(points, recipe.steps);
  return Array.from({ length: count }, (_, i) => {
    const step = count === 1 ? 0 : Math.round((i * (recipe.steps - 1)) / (count - 1));
    const { knobs, point } = knobsAt(recipe, clockAt(step, recipe.steps, recipe.stepsPerEpoch), recipe.schedule.init ?? {});
    const value = knobs[name];
    if (value === undefined) throw new RecipeError(`Nothing that is on has a setting "${name}" that can change during a run`);
    return { step, value, cycle: point.cycle };
  });
}

/** {@link planKnob} of the learning rate. */
export function planLearningRate(recipe: KnobSource, points: number) {
  return planKnob(recipe, 'lr', points).map(({ value, ...place }) => ({ ...place, rate: value }));
}

/** All tricks that are on, in the order in which they take part. */
function activate(catalogue: Catalogue, experiment: Experiment, context: FoldContext): ActiveTrick[] {
  return Object.entries(experiment.tricks)
    .map(([id, values]) => {
      const declaration = catalogue.tricks[id];
      if (!declaration) throw new RecipeError(`There is no trick "${id}"`);
      return { declaration, values, effects: declaration.effects(values, context) };
    })
    .sort((a, b) => order(a) - order(b) || (a.declaration.id < b.declaration.id ? -1 : 1));
}

/** The network as the model builds it, with the settings that tricks give it. */
function plainBlueprint(catalogue: Catalogue, experiment: Experiment, tricks: readonly ActiveTrick[]): Blueprint {
  const model = catalogue.models[experiment.model.id]!;
  const settings = tricks.reduce<AnyValues>((current, { effects }) => effects.model?.(current, model) ?? current, experiment.model);
  return model.build(settings, describeData(catalogue, experiment.data));
}

function situationOf(catalogue: Catalogue, experiment: Experiment, blueprint: Blueprint, values: AnyValues): Situation {
  return {
    values,
    data: describeData(catalogue, experiment.data),
    model: catalogue.models[experiment.model.id]!,
    settings: experiment.model,
    blueprint,
    tricks: experiment.tricks,
    declaration: (id) => catalogue.tricks[id],
  };
}

/** A sentence for every bug that cannot be planted here; of a hunt, one that gives nothing away. */
function plantProblems(catalogue: Catalogue, experiment: Experiment, blueprint: Blueprint): string[] {
  const { bugs = {}, hunt } = experiment.plants ?? {};
  return Object.entries(bugs).flatMap(([id, values]) => {
    const declaration = plantOf(catalogue, id);
    if (!declaration) return [`There is no bug "${id}"`];
    const applies = declaration.applies?.(situationOf(catalogue, experiment, blueprint, values)) ?? true;
    if (applies === true) return [];
    return [hunt === undefined ? `The bug “${declaration.title}” cannot be planted here: ${applies}` : 'The hidden bug cannot act with these settings; go back to those of the hunt, or give it up'];
  });
}

/** Ids of the bugs that can be planted in an experiment, in the order of their titles; none where there is no network to plant them in. */
export function plantable(catalogue: Catalogue, experiment: Experiment): string[] {
  const data = describeData(catalogue, experiment.data);
  if (catalogue.models[experiment.model.id]?.accepts(data.shape) !== true) return [];
  const context = { classes: data.classes, shape: data.shape, extraLabel: data.extraLabel, ...runLength(experiment, data.trainSize) };
  const blueprint = plainBlueprint(catalogue, experiment, activate(catalogue, experiment, context));
  return Object.values(catalogue.plants ?? {}).flatMap(({ id, fields, applies }) =>
    (applies?.(situationOf(catalogue, experiment, blueprint, defaultsOf(fields))) ?? true) === true ? [id] : [],
  );
}

/** Whether a trick can act. */
export interface Ability {
  /** Why it cannot, as the end of a sentence. */
  readonly cannotAct?: string;
  /** What of it cannot, though the rest can; a sentence. */
  readonly caveat?: string;
}

function askTrick(declaration: TrickDeclaration, situation: Situation): Ability {
  const applies = declaration.applies?.(situation) ?? true;
  if (applies !== true) return { cannotAct: applies };
  const caveat = declaration.caveat?.(situation);
  return caveat === undefined ? {} : { caveat };
}

/** Whether a trick could act if it were on, whatever else is wrong with the experiment; where there is no network to act on, nothing speaks against it. */
export function abilityOf(catalogue: Catalogue, experiment: Experiment, id: string): Ability {
  const declaration = catalogue.tricks[id];
  const data = describeData(catalogue, experiment.data);
  if (!declaration || catalogue.models[experiment.model.id]?.accepts(data.shape) !== true) return {};
  const tricks = activate(catalogue, experiment, { classes: data.classes, shape: data.shape, extraLabel: data.extraLabel, ...runLength(experiment, data.trainSize) });
  const values = experiment.tricks[id] ?? startingValues(catalogue, experiment, id);
  return askTrick(declaration, situationOf(catalogue, experiment, plainBlueprint(catalogue, experiment, tricks), values));
}

/** Groups in their order; among augmentations of one group, by stage. */
function order({ declaration, effects }: ActiveTrick): number {
  const stage = effects.augment ? AUGMENTATION_STAGES.indexOf(effects.augment.stage) : AUGMENTATION_STAGES.length;
  return GROUP_ORDER.indexOf(declaration.group) * (AUGMENTATION_STAGES.length + 1) + stage;
}

function plan(blueprint: Blueprint, layers: LayerKinds): NetworkPlan {
  try {
    return planNetwork(blueprint, layers);
  } catch (error) {
    if (error instanceof BlueprintError) throw new RecipeError(error.message);
    throw error;
  }
}
