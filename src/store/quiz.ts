/** A quiz that measures the visitor: samples one after the other, no word about right or wrong before the end. */
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '../core/experiment';
import type { SampleView } from '../engine/protocol';

export interface Quiz {
  /** Of the run whose dev samples they are. */
  readonly experiment: Experiment;
  /** What the samples were drawn by. */
  readonly seed: number;
  readonly samples: readonly SampleView[];
  /** Classes, in the order of the samples. */
  readonly answers: readonly number[];
  readonly over: boolean;
}

export interface QuizScore {
  readonly samples: number;
  readonly wrong: number;
  /** Whether the visitor, and the network, knew each sample that was answered. */
  readonly person: readonly boolean[];
  readonly network: readonly boolean[];
}

/** The latest quiz, or none; it waits while the visitor looks at something else. */
export const quizzes = createStore<{ readonly quiz: Quiz | undefined }>(() => ({ quiz: undefined }));

export function beginQuiz(experiment: Experiment, seed: number, samples: readonly SampleView[]): void {
  quizzes.setState({ quiz: { experiment, seed, samples, answers: [], over: samples.length === 0 } });
}

/** Answers the sample that is shown. @param label a class, 0 … K−1 */
export function answerQuiz(label: number): void {
  change((quiz) => {
    const answers = [...quiz.answers, label];
    return { answers, over: answers.length === quiz.samples.length };
  });
}

/** Takes the last answer back. */
export function undoAnswer(): void {
  change(({ answers }) => ({ answers: answers.slice(0, -1) }));
}

/** Ends it before its time; what was answered counts. */
export function endQuiz(): void {
  change(() => ({ over: true }));
}

export function forgetQuiz(): void {
  quizzes.setState({ quiz: undefined });
}

/** What the network says by now of the samples of a quiz that is over. */
export function renewPredictions(seed: number, samples: readonly SampleView[]): void {
  quizzes.setState(({ quiz }) => (quiz?.seed === seed && samples.length === quiz.samples.length ? { quiz: { ...quiz, samples } } : {}));
}

/** Of the samples that were answered. */
export function scoreOf({ samples, answers }: Quiz): QuizScore {
  const person = answers.map((answer, i) => answer === samples[i]!.label);
  const network = answers.map((_, i) => predictedOf(samples[i]!) === samples[i]!.label);
  return { samples: answers.length, wrong: person.filter((right) => !right).length, person, network };
}

/** The most probable class of a sample; undefined where no network was asked. */
export function predictedOf({ probabilities }: SampleView): number | undefined {
  return probabilities && probabilities.indexOf(Math.max(...probabilities));
}

/** A quiz that is over stays as it is. */
function change(by: (quiz: Quiz) => Partial<Quiz>): void {
  quizzes.setState(({ quiz }) => (!quiz || quiz.over ? {} : { quiz: { ...quiz, ...by(quiz) } }));
}
