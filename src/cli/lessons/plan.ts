/** Which runs a lesson needs, and what comes of them. Pure. */
import type { Catalogue } from '../../core/catalogue';
import { writeLink } from '../../core/permalink';
import { experimentOf } from '../../lessons/shared/experiments';
import { TUNING_SEEDS, type Lesson, type LessonArm } from '../../lessons/shared/lesson';
import { measureOf, type MeasureId, type Outcome } from '../../lessons/shared/measures';
import { summarise, type ArmResult, type LessonResult, type Measured } from '../../lessons/shared/results';
import type { Row } from './measure';

/** What was measured, by link. */
export type Rows = ReadonlyMap<string, Row>;

const linkOf = (catalogue: Catalogue, { link }: LessonArm, seed: number, rate?: number): string => writeLink(catalogue, experimentOf(catalogue, link, seed, rate));

/** Runs that choose the rates. */
export function tuningLinks(catalogue: Catalogue, { arms, rates = [] }: Lesson): string[] {
  return TUNING_SEEDS.flatMap((seed) => arms.flatMap((arm) => rates.map((rate) => linkOf(catalogue, arm, seed, rate))));
}

/** Runs that are reported. @throws Error where a rate has yet to be chosen */
export function reportedLinks(catalogue: Catalogue, lesson: Lesson, seeds: readonly number[], rows: Rows): string[] {
  // Arms of one seed share their data, so they follow each other.
  return seeds.flatMap((seed) => lesson.arms.map((arm) => linkOf(catalogue, arm, seed, tune(catalogue, lesson, arm, rows)?.rate)));
}

/** The rate with the best mean of the first measure. Of two that are level the smaller wins. */
function tune(catalogue: Catalogue, { rates, measures, target = 1 }: Lesson, arm: LessonArm, rows: Rows) {
  if (!rates) return undefined;
  const tried = rates.map((rate) => {
    const values = TUNING_SEEDS.map((seed) => valueOf(measures[0], outcomeAt(rows, linkOf(catalogue, arm, seed, rate)), target));
    return { rate, mean: values.reduce((sum, value) => sum + value, 0) / values.length };
  });
  const sign = measures[0] === 'dev-accuracy' ? 1 : -1;
  const best = tried.reduce((one, other) => (sign * other.mean > sign * one.mean ? other : one));
  return { rate: best.rate, tried };
}

/** @param date ISO, without time */
export function resultOf(catalogue: Catalogue, lesson: Lesson, seeds: readonly number[], rows: Rows, date: string): LessonResult {
  const { arms, measures, target = 1 } = lesson;
  const firstValues = new Map<MeasureId, readonly number[]>();
  let engine = '';
  const measuredArms = arms.map((arm, i): ArmResult => {
    const tuned = tune(catalogue, lesson, arm, rows);
    const runs = seeds.map((seed) => rowAt(rows, linkOf(catalogue, arm, seed, tuned?.rate)));
    engine = runs[0]!.engine;
    const summary = measures.flatMap((id): [MeasureId, Measured][] => {
      const values = runs.map(({ outcome }) => valueOf(id, outcome, target));
      if (values.some((value) => !Number.isFinite(value))) return [];
      if (i === 0) firstValues.set(id, values);
      return [[id, summarise(id, values, i === 0 ? undefined : firstValues.get(id))]];
    });
    return {
      id: arm.id,
      link: arm.link,
      ...(tuned ? { rate: tuned.rate, tuning: tuned.tried } : {}),
      seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0) / runs.length,
      measures: Object.fromEntries(summary),
    };
  });
  return { lesson: lesson.id, date, engine, seeds: [...seeds], ...(lesson.rates ? { tuningSeeds: [...TUNING_SEEDS] } : {}), arms: measuredArms };
}

const valueOf = (id: MeasureId, outcome: Outcome, target: number): number => measureOf(id).of(outcome, target);
const outcomeAt = (rows: Rows, link: string): Outcome => rowAt(rows, link).outcome;

function rowAt(rows: Rows, link: string): Row {
  const row = rows.get(link);
  if (!row) throw new Error(`This run has not been measured: ${link}`);
  return row;
}
