/** What the visitor has answered, lesson by lesson, until the page is closed. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { OwnRun } from '../../store/lab/lesson-runs';

export interface Answer {
  /** The option that was chosen, or what was written. */
  readonly prediction?: string;
  /** ISO times. */
  readonly predicted?: string;
  readonly revealed?: string;
  readonly note: string;
  /** Runs of the visitor's own that have ended. */
  readonly own: readonly OwnRun[];
}

const NONE: Answer = { note: '', own: [] };

interface Answers {
  /** Of the visitor; for the sheet alone. */
  readonly name: string;
  readonly byLesson: Readonly<Record<string, Answer>>;
}

export const answers = createStore<Answers>(() => ({ name: '', byLesson: {} }));

export function useAnswer(lesson: string): Answer {
  return useStore(answers, ({ byLesson }) => byLesson[lesson] ?? NONE);
}

function change(lesson: string, by: (answer: Answer) => Answer): void {
  answers.setState(({ byLesson }) => ({ byLesson: { ...byLesson, [lesson]: by(byLesson[lesson] ?? NONE) } }));
}

/** A prediction stands once the result has been seen. */
export function predict(lesson: string, prediction: string, now = new Date()): void {
  change(lesson, (answer) => (answer.revealed === undefined ? { ...answer, prediction, predicted: now.toISOString() } : answer));
}

export function reveal(lesson: string, now = new Date()): void {
  change(lesson, (answer) => ({ ...answer, revealed: answer.revealed ?? now.toISOString() }));
}

export function takeNote(lesson: string, note: string): void {
  change(lesson, (answer) => ({ ...answer, note }));
}

export function keepOwn(lesson: string, own: readonly OwnRun[]): void {
  change(lesson, (answer) => ({ ...answer, own }));
}
