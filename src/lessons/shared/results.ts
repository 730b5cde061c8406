/** What `npm run lessons` has measured of a lesson, as it is kept in `results/<id>.json`. */
import * as z from 'zod/mini';
import { studentQuantile } from '../../core/statistics';
import type { Lesson } from './lesson';
import { MEASURES, measureOf, type MeasureId } from './measures';

const interval = z.object({ mean: z.number(), low: z.number(), high: z.number() });
export type Interval = z.infer<typeof interval>;

const measuredSchema = z.object({
  ...interval.shape,
  /** One of each seed. */
  values: z.array(z.number()).check(z.minLength(2)),
  /** From the first arm, paired by seed. */
  difference: z.optional(interval),
});
export type Measured = z.infer<typeof measuredSchema>;

const armSchema = z.object({
  id: z.string(),
  /** As it stood in the lesson; another one there now means that this is of an older lesson. */
  link: z.string(),
  /** The base rate that was chosen from the grid, with the mean that each had. */
  rate: z.optional(z.number()),
  tuning: z.optional(z.array(z.object({ rate: z.number(), mean: z.number() }))),
  /** Of the processor for one run, mean, with data and all evaluations. */
  seconds: z.number(),
  measures: z.partialRecord(z.enum(Object.keys(MEASURES) as [MeasureId, ...MeasureId[]]), measuredSchema),
});
export type ArmResult = z.infer<typeof armSchema>;

export const lessonResultSchema = z.object({
  lesson: z.string(),
  /** ISO date, without time. */
  date: z.string(),
  /** What computed it, such as `WebAssembly, 1 thread`. */
  engine: z.string(),
  seeds: z.array(z.number()).check(z.minLength(2)),
  tuningSeeds: z.optional(z.array(z.number())),
  arms: z.array(armSchema).check(z.minLength(2)),
});
export type LessonResult = z.infer<typeof lessonResultSchema>;

/**
 * The mean of at least two values with Student's interval.
 * @param leastVariance what they are taken to vary at least, be they ever so alike
 */
export function intervalOf(values: readonly number[], confidence = 0.95, leastVariance = 0): Interval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = Math.max(leastVariance, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const half = studentQuantile(n - 1, confidence) * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}

/**
 * The mean of a − b, seed by seed, with Student's interval; undefined where there are fewer than two seeds of both. A few differences of accuracies may
 * happen to be alike, so they are never taken to vary less than rounding makes them: by resolution² / 12 for either value (as `pairedTest` does).
 */
export function pairedInterval(measure: MeasureId, a: readonly number[], b: readonly number[], confidence = 0.95): Interval | undefined {
  const pairs = a.slice(0, b.length).flatMap((value, i): [number, number][] => (Number.isFinite(value - b[i]!) ? [[value, b[i]!]] : []));
  if (pairs.length < 2) return undefined;
  const resolution = measureOf(measure).resolution?.(pairs.flat()) ?? 0;
  return intervalOf(pairs.map(([value, other]) => value - other), confidence, resolution ** 2 / 6);
}

/**
 * What was measured of an arm, with the difference from the first one.
 * @param first values of the first arm, where this is another one
 */
export function summarise(measure: MeasureId, values: readonly number[], first: readonly number[] | undefined): Measured {
  const difference = first && pairedInterval(measure, values, first);
  return { ...intervalOf(values), values: [...values], ...(difference ? { difference } : {}) };
}

/** Whether it was measured with the lesson as it stands. */
export function isCurrent(lesson: Lesson, result: LessonResult): boolean {
  return lesson.id === result.lesson && lesson.arms.length === result.arms.length && lesson.arms.every(({ id, link }, i) => result.arms[i]!.id === id && result.arms[i]!.link === link);
}
