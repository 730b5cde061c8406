/** A lesson run by the visitor: all arms with the same seeds, which are those of the data as well. */
import * as z from 'zod/mini';
import { experimentOf } from '../../lessons/shared/experiments';
import type { StudyKind } from '../study';
import type { NewTrial } from '../trial';

const planSchema = z.object({
  /** The lesson's id. */
  lesson: z.string(),
  arms: z.array(z.object({ id: z.string(), name: z.string(), link: z.string(), rate: z.optional(z.number()) })).check(z.minLength(1), z.maxLength(20)),
  seeds: z.array(z.int().check(z.nonnegative())).check(z.minLength(1), z.maxLength(50)),
});
export type LessonPlan = z.infer<typeof planSchema>;

/** @returns undefined where it is none */
export function readLessonPlan(plan: unknown): LessonPlan | undefined {
  return planSchema.safeParse(plan).data;
}

export const lessonStudy: StudyKind = {
  id: 'lesson',
  next(catalogue, plan, trials) {
    const read = readLessonPlan(plan);
    if (!read) throw new Error('The plan of this lesson cannot be read; it was made by another version of Grimoire.');
    if (trials.length > 0) return {};
    const { arms, seeds } = read;
    // Seed by seed, so that all arms can be compared as soon as the first seed is through.
    const add = seeds.flatMap((seed) => arms.map(({ id, name, link, rate }): NewTrial => ({ experiment: experimentOf(catalogue, link, seed, rate), name: `${name}, seed ${seed}`, arm: id })));
    return { add };
  },
};
