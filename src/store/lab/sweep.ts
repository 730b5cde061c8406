/** The sweep that is being put together on the page, and what the page may know of sweeps: plans, previews, results. */
import { createStore } from 'zustand/vanilla';
import type { Catalogue } from '../../core/catalogue';
import type { Experiment } from '../../core/experiment';
import type { FieldValue } from '../../core/fields';
import { softened } from '../../core/words';
import { dimensionsOf, type Dimension } from '../../lab/sweeps/dimensions';
import { nameOf, type Factor, type Listed, type Range, type Strategy, type SweepPlan } from '../../lab/sweeps/plan';
import { suggestedRange, suggestedValues } from '../../lab/sweeps/suggest';
import type { Trial } from '../../lab/trial';

export { dimensionsOf, showValue } from '../../lab/sweeps/dimensions';
export { mainEffects } from '../../lab/sweeps/effects';
export { MOST_ARMS, MOST_SEEDS, nameOf } from '../../lab/sweeps/plan';
export { previewSweep } from '../../lab/sweeps/preview';
export { progressOf } from '../../lab/sweeps/progress';
export { bestAgainstSecond, rankArms } from '../../lab/sweeps/results';

/** A factor as it is being edited: both of its forms are kept, so that changing one's mind loses nothing. */
export interface DraftFactor {
  readonly field: string;
  readonly form: 'values' | 'range';
  readonly values: readonly FieldValue[];
  readonly range?: Range;
}

export interface SweepDraft {
  readonly strategy: Strategy;
  readonly factors: readonly DraftFactor[];
  readonly seeds: number;
  readonly draws: number;
  readonly drawSeed: number;
  readonly even: boolean;
  readonly halving: boolean;
  readonly limit: 'none' | 'runs' | 'minutes';
  readonly runs: number;
  readonly minutes: number;
}

export const sweepDraft = createStore<SweepDraft>(() => ({
  strategy: 'grid',
  factors: [],
  seeds: 3,
  draws: 12,
  drawSeed: 1,
  even: false,
  halving: false,
  limit: 'none',
  runs: 20,
  minutes: 10,
}));

export function editDraft(change: Partial<Omit<SweepDraft, 'strategy' | 'factors'>>): void {
  sweepDraft.setState(change);
}

/** Numbers are listed for a grid and drawn from a range, unless the visitor says otherwise afterwards. */
export function chooseStrategy(strategy: Strategy): void {
  sweepDraft.setState(({ factors }) => ({ strategy, factors: factors.map((factor) => ({ ...factor, form: formFor(strategy, factor.range) })) }));
}

export function addFactor(dimension: Dimension, base: Experiment): void {
  const range = suggestedRange(dimension, base);
  sweepDraft.setState(({ factors, strategy }) => {
    if (factors.some(({ field }) => field === dimension.id)) return {};
    const { values } = suggestedValues(dimension, base);
    return { factors: [...factors, { field: dimension.id, form: formFor(strategy, range), values, ...(range ? { range } : {}) }] };
  });
}

export function changeFactor(field: string, change: Partial<Pick<DraftFactor, 'form' | 'values' | 'range'>>): void {
  sweepDraft.setState(({ factors }) => ({ factors: factors.map((factor) => (factor.field === field ? { ...factor, ...change } : factor)) }));
}

export function removeFactor(field: string): void {
  sweepDraft.setState(({ factors }) => ({ factors: factors.filter((factor) => factor.field !== field) }));
}

function formFor(strategy: Strategy, range: Range | undefined): DraftFactor['form'] {
  return range && (strategy === 'random' || strategy === 'big-step') ? 'range' : 'values';
}

/** The plan that a draft describes. */
export function planFrom(draft: SweepDraft, base: Experiment, seen: { readonly parent?: string | undefined; readonly pace?: number | undefined } = {}): SweepPlan {
  const { strategy, seeds, draws, drawSeed, even, limit, runs, minutes } = draft;
  return {
    version: 1,
    base,
    ...(seen.parent === undefined ? {} : { parent: seen.parent }),
    ...(seen.pace === undefined ? {} : { pace: seen.pace }),
    strategy,
    factors: draft.factors.map(({ field, form, values, range }): Factor => (form === 'range' && range ? range : { field, values: [...values] as Listed['values'] })),
    seeds,
    draws,
    drawSeed,
    even,
    halving: draft.halving && strategy !== 'big-step',
    ...(limit === 'none' ? {} : { budget: limit === 'runs' ? { runs } : { minutes } }),
  };
}

/** The trial that has run an experiment outside of a study: the parent of a sweep's trials. */
export function parentOf(link: string, trials: readonly Trial[]): string | undefined {
  return trials.findLast((trial) => trial.link === link && trial.study === undefined)?.id;
}

/** Seconds a step of this network on these data took lately; in steps of a fifth, since it is an estimate and changes all the time. */
export function paceSeen(base: Experiment, trials: readonly Trial[]): number | undefined {
  const alike = trials.findLast(({ experiment: { data, model }, step, seconds }) => data.id === base.data.id && model.id === base.model.id && step > 0 && seconds > 0);
  return alike && 1.2 ** Math.round(Math.log(alike.seconds / alike.step) / Math.log(1.2));
}

/** In a few words, such as `Grid: learning rate, width`. */
export function titleOf(catalogue: Catalogue, { strategy, factors, base }: SweepPlan): string {
  const dimensions = new Map(dimensionsOf(catalogue, base).map((dimension) => [dimension.id, dimension]));
  const names = factors.map(({ field }) => {
    const dimension = dimensions.get(field);
    return dimension ? softened(nameOf(dimension)) : field;
  });
  const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return `${STRATEGY_TITLES[strategy]}: ${shown.join(', ')}`;
}

export const STRATEGY_TITLES: Readonly<Record<Strategy, string>> = {
  grid: 'Grid',
  random: 'Random search',
  'one-factor': 'One factor at a time',
  'big-step': 'Big step, baby steps',
};
