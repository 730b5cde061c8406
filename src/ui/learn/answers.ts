/** What the visitor has answered, lesson by lesson, until the tab is closed. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { Fnv64 } from '../../core/fnv64';
import type { OwnLesson } from '../../core/page-options';
import type { OwnRun } from '../../store/lab/lesson-runs';
import { keepAnswer, keepName, keptAnswer, keptName, type KeptAnswer } from './kept-answers';

export interface Answer extends KeptAnswer {
  /** Runs of the visitor's own that have ended. */
  readonly own: readonly OwnRun[];
}

interface Answers {
  /** Of the visitor; for the sheet alone. */
  readonly name: string;
  readonly byLesson: Readonly<Record<string, Answer>>;
}

export const answers = createStore<Answers>(() => ({ name: keptName(), byLesson: {} }));

/** As they were when the page was opened; the same object whenever it is asked for. */
const atFirst = new Map<string, Answer>();

function answerOf({ byLesson }: Answers, lesson: string): Answer {
  const known = byLesson[lesson] ?? atFirst.get(lesson);
  if (known) return known;
  const kept = { ...keptAnswer(lesson), own: [] };
  atFirst.set(lesson, kept);
  return kept;
}

/** @param lesson its id */
export function useAnswer(lesson: string): Answer {
  return useStore(answers, (state) => answerOf(state, lesson));
}

/** Names a lesson that somebody wrote into a link: another text, or another question, is another lesson. */
export function ownLessonId({ title, text, ask, options }: OwnLesson): string {
  return `own-${new Fnv64().add(new TextEncoder().encode(JSON.stringify([title, text, ask, options]))).hex}`;
}

function change(lesson: string, by: (answer: Answer) => Answer): void {
  const answer = by(answerOf(answers.getState(), lesson));
  answers.setState(({ byLesson }) => ({ byLesson: { ...byLesson, [lesson]: answer } }));
  keepAnswer(lesson, answer);
}

export function takeName(name: string): void {
  answers.setState({ name });
  keepName(name);
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
