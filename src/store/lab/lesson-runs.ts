/** Lessons that the visitor runs: the studies of a lesson, and what their trials have measured so far. */
import { describeData } from '../../core/experiment';
import type { Catalogue } from '../../core/catalogue';
import { hasDiverged } from '../../lab/checklist/outcomes';
import { readLessonPlan, type LessonPlan } from '../../lab/lessons/lesson-study';
import type { Study } from '../../lab/study';
import { hasEnded, type Trial, type TrialCurves } from '../../lab/trial';
import type { Lesson } from '../../lessons/shared/lesson';
import { earlyUpdateRatio, measureOf, type MeasureId, type Outcome } from '../../lessons/shared/measures';
import type { LessonResult } from '../../lessons/shared/results';
import type { Lab } from './lab';

export { hasEnded };

/** Puts all arms into the queue, each with the seeds; with the rates that were measured to suit them, where there are any. */
export function beginLesson(lab: Lab, lesson: Lesson, result: LessonResult | undefined, seeds: readonly number[]): Study {
  const arms = lesson.arms.map(({ id, name, link }) => {
    const rate = result?.arms.find((arm) => arm.id === id)?.rate;
    return { id, name, link, ...(rate === undefined ? {} : { rate }) };
  });
  const plan: LessonPlan = { lesson: lesson.id, arms, seeds: [...seeds] };
  return lab.beginStudy({ kind: 'lesson', title: `Lesson: ${lesson.title}`, plan });
}

/** The latest study of a lesson. */
export function studyOf(studies: readonly Study[], lesson: string): Study | undefined {
  return studies.findLast(({ kind, plan }) => kind === 'lesson' && readLessonPlan(plan)?.lesson === lesson);
}

/** Whether a measure needs more of a trial than its last figures. */
export function needsCurves({ measures }: Lesson): boolean {
  return measures.some((id) => id === 'steps-to' || id === 'update-ratio');
}

/** Whether a trial has come to its end by its own settings: a worker that broke down, say, tells nothing of them. */
export function counts({ status, final, failure }: Trial): boolean {
  return status === 'finished' ? final !== undefined : status === 'failed' && failure !== undefined && hasDiverged(failure.reason);
}

/** What lessons measure of a trial that has finished or diverged; undefined of one that was stopped or lost, or goes on. */
export function outcomeOf(catalogue: Catalogue, trial: Trial, curves: TrialCurves | undefined): Outcome | undefined {
  if (!counts(trial)) return undefined;
  const ratio = curves?.health && earlyUpdateRatio(curves.health, curves.probes);
  return {
    steps: trial.steps,
    classes: describeData(catalogue, trial.experiment.data).classes,
    ...(trial.status === 'finished' && trial.final ? { final: trial.final } : {}),
    evaluations: (curves?.evaluations ?? []).map(({ step, dev }) => ({ step, accuracy: dev.accuracy })),
    ...(ratio === undefined ? {} : { updateRatio: ratio }),
  };
}

export interface OwnRun {
  readonly arm: string;
  readonly seed: number;
  readonly outcome: Outcome;
}

/** A run that has been read, with the ending that it was read of. */
export interface ReadRun extends OwnRun {
  readonly ending: string;
}

/** Of a trial that has ended. One that is queued again ends anew, at another time. */
export function endingOf({ id, ended }: Trial): string {
  return `${id} ${ended}`;
}

/** Trials that count and have not been read since they ended. */
export function unread(trials: readonly Trial[], read: readonly ReadRun[]): Trial[] {
  const known = new Set(read.map(({ ending }) => ending));
  return trials.filter((trial) => counts(trial) && !known.has(endingOf(trial)));
}

/**
 * One value of each seed that all arms have been through, in the order of seeds.
 * @param arms ids
 */
export function valuesOf({ measures, target = 1 }: Lesson, arms: readonly string[], runs: readonly OwnRun[]): (arm: string, measure: MeasureId) => readonly number[] {
  const at = new Map(runs.map((run) => [`${run.arm} ${run.seed}`, run.outcome]));
  const seeds = [...new Set(runs.map(({ seed }) => seed))].filter((seed) => arms.every((arm) => at.has(`${arm} ${seed}`))).sort((a, b) => a - b);
  const known = new Set(measures);
  return (arm, measure) => (known.has(measure) ? seeds.map((seed) => measureOf(measure).of(at.get(`${arm} ${seed}`)!, target)) : []);
}
