/**
 * Answers in the storage of this tab, so that a reload neither loses a sheet nor lets a prediction be made again after the result was seen. Each lesson
 * has an entry of its own, since a course page may show several at once. Where the browser forbids storage, answers last as long as the page does.
 */
import * as z from 'zod/mini';

const ANSWER = z.object({
  /** The option that was chosen, or what was written. */
  prediction: z.optional(z.string()),
  /** ISO times. */
  predicted: z.optional(z.string()),
  revealed: z.optional(z.string()),
  note: z.string(),
});
export type KeptAnswer = Readonly<z.infer<typeof ANSWER>>;

const ANSWER_KEY = 'grimoire:answer:';
const NAME_KEY = 'grimoire:answer-name';

/** @param lesson its id @returns an empty answer where none is kept that can be read */
export function keptAnswer(lesson: string): KeptAnswer {
  const kept = attempt(() => JSON.parse(globalThis.sessionStorage.getItem(ANSWER_KEY + lesson) ?? 'null') as unknown);
  return ANSWER.safeParse(kept).data ?? { note: '' };
}

export function keepAnswer(lesson: string, { prediction, predicted, revealed, note }: KeptAnswer): void {
  attempt(() => globalThis.sessionStorage.setItem(ANSWER_KEY + lesson, JSON.stringify({ prediction, predicted, revealed, note })));
}

/** Of the visitor; empty where none is kept. */
export function keptName(): string {
  return attempt(() => globalThis.sessionStorage.getItem(NAME_KEY)) ?? '';
}

export function keepName(name: string): void {
  attempt(() => globalThis.sessionStorage.setItem(NAME_KEY, name));
}

function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
