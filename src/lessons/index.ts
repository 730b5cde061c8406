/** All lessons: every file here declares one; what they share is in `shared`, what was measured of them in `results`. */
import type { Lesson } from './shared/lesson';
import { lessonResultSchema, type LessonResult } from './shared/results';

export const lessons: readonly Lesson[] = Object.values(import.meta.glob(['./*.ts', '!./index.ts'], { eager: true }))
  .flatMap((module) => Object.values(module as Record<string, unknown>))
  .filter((value): value is Lesson => typeof value === 'object' && value !== null && 'arms' in value)
  .sort((a, b) => a.claims[0].row - b.claims[0].row || (a.id < b.id ? -1 : 1));

const files = import.meta.glob('./results/*.json', { import: 'default' });

/** What was measured of a lesson; undefined where nothing was, or where the file is no such result. */
export async function loadResult(id: string): Promise<LessonResult | undefined> {
  const read = await files[`./results/${id}.json`]?.();
  return lessonResultSchema.safeParse(read).data;
}
