/** The checklist as a study: every trick alone, and when all of that is there, the winners together. */
import type { NewTrial } from '../trial';
import type { StudyKind } from '../study';
import { outcomesOf } from './outcomes';
import { BASELINE, readPlan } from './plan';
import { firstPartEnded, firstRuns, secondRuns, type ChecklistRun } from './runs';

export const checklist: StudyKind = {
  id: 'checklist',
  evaluations: 'epochs',
  next: (catalogue, stored, trials) => {
    const plan = readPlan(catalogue, stored);
    if (trials.length === 0) return { add: firstRuns(catalogue, plan).map(newTrial) };
    const first = new Set([BASELINE, ...plan.arms.map(({ id }) => id)]);
    if (trials.some(({ arm }) => !first.has(arm ?? ''))) return {};
    const outcomes = outcomesOf(trials);
    if (!firstPartEnded(plan, outcomes)) return {};
    return { add: secondRuns(catalogue, plan, outcomes).map(newTrial) };
  },
};

function newTrial({ arm, name, experiment, withTest }: ChecklistRun): NewTrial {
  return { experiment, arm, name, withTest };
}
