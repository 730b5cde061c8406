/** The checklist that is being set up on the page, and what the page may know of checklists. */
import { createStore } from 'zustand/vanilla';
import type { Catalogue } from '../../core/catalogue';
import type { Experiment } from '../../core/experiment';
import { fold } from '../../core/fold';
import { readLink } from '../../core/permalink';
import type { ChecklistPlan } from '../../lab/checklist/plan';

export { html } from '../../lab/checklist/html';
export { markdown } from '../../lab/checklist/markdown';
export { outcomesOf } from '../../lab/checklist/outcomes';
export { planChecklist, readPlan } from '../../lab/checklist/plan';
export { placeOf, plotOf } from '../../lab/checklist/plot';
export { reportOf } from '../../lab/checklist/report';
export { baselineText, correctedText, effectText, jointSentences, methodOf, smallestText, summaryOf, timeText, troubleOf, VERDICTS, withoutJoint } from '../../lab/checklist/words';

export interface ChecklistDraft {
  readonly seeds: number;
  /** Ids of arms that are left out. */
  readonly without: readonly string[];
  /** The checklist that is looked at; the newest where none is chosen. */
  readonly shown: string | undefined;
}

export const MOST_SEEDS = 20;
/** Fewer tell little: the interval of three pairs is half as wide again as that of five. */
export const ENOUGH_SEEDS = 5;

export const checklistDraft = createStore<ChecklistDraft>(() => ({ seeds: ENOUGH_SEEDS, without: [], shown: undefined }));

export function editChecklist(change: Partial<ChecklistDraft>): void {
  checklistDraft.setState(change);
}

/** Takes one arm out of the checklist, or back in. */
export function toggleArm(id: string): void {
  checklistDraft.setState(({ without }) => ({ without: without.includes(id) ? without.filter((other) => other !== id) : [...without, id] }));
}

/** The plan without the arms that are left out. */
export function chosenPart(plan: ChecklistPlan, without: readonly string[]): ChecklistPlan {
  return { ...plan, arms: plan.arms.filter(({ id }) => !without.includes(id)) };
}

/** A run that has been timed. */
export interface Timed {
  readonly experiment: Experiment;
  readonly step: number;
  readonly seconds: number;
}

/** Fewer steps are mostly beginning. */
const FEWEST_STEPS = 20;

/**
 * Seconds that the first part of a checklist takes, guessed from a run of the same page by its arithmetic; undefined where there is nothing to go by.
 * @param slots runs at once
 */
export function guessSeconds(catalogue: Catalogue, plan: ChecklistPlan, timed: Timed | undefined, slots: number): number | undefined {
  if (!timed || timed.step < FEWEST_STEPS || timed.seconds <= 0) return undefined;
  const workOf = (experiment: Experiment): { perStep: number; steps: number } => {
    const { network, batchSize, steps } = fold(catalogue, experiment);
    return { perStep: network.multiplyAdds * batchSize, steps };
  };
  const pace = timed.seconds / (timed.step * workOf(timed.experiment).perStep);
  const work = [plan.baseline, ...plan.arms.map(({ link }) => link)].reduce((sum, link) => {
    const { experiment } = readLink(catalogue, link);
    const { perStep, steps } = workOf(experiment);
    return sum + perStep * steps * ('pretraining' in experiment.tricks ? 2 : 1);
  }, 0);
  return (pace * work * plan.seeds.length) / slots;
}
