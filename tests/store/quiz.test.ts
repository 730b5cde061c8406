import { beforeEach, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { defaultExperiment } from '../../src/core/experiment';
import type { SampleView } from '../../src/engine/protocol';
import { answerQuiz, beginQuiz, endQuiz, forgetQuiz, quizzes, renewPredictions, scoreOf, undoAnswer } from '../../src/store/quiz';

const experiment = defaultExperiment(catalogue);
/** Samples with these labels, of which the network says 0. */
const samples = (...labels: number[]): SampleView[] =>
  labels.map((label, index) => ({ index, label, features: new Uint8Array(4), probabilities: Float32Array.of(0.6, 0.3, 0.1) }));
const quiz = () => quizzes.getState().quiz!;

describe('the quiz', () => {
  beforeEach(() => beginQuiz(experiment, 7, samples(0, 1, 2, 0)));

  it('takes one answer a sample and ends with the last', () => {
    for (const label of [0, 1, 1]) answerQuiz(label);
    expect(quiz()).toMatchObject({ answers: [0, 1, 1], over: false });
    answerQuiz(2);
    expect(quiz().over).toBe(true);
    answerQuiz(0);
    undoAnswer();
    expect(quiz().answers).toEqual([0, 1, 1, 2]);
    expect(scoreOf(quiz())).toEqual({ samples: 4, wrong: 2, person: [true, true, false, false], network: [true, false, false, true] });
  });

  it('takes answers back, and none where there is none', () => {
    undoAnswer();
    answerQuiz(2);
    undoAnswer();
    answerQuiz(0);
    expect(quiz().answers).toEqual([0]);
  });

  it('can end early, and counts what was answered', () => {
    answerQuiz(1);
    endQuiz();
    expect(quiz().over).toBe(true);
    expect(scoreOf(quiz())).toMatchObject({ samples: 1, wrong: 1 });
  });

  it('takes newer predictions for its own samples only', () => {
    const newer = samples(0, 1, 2, 0).map((sample) => ({ ...sample, probabilities: Float32Array.of(0, 1, 0) }));
    renewPredictions(8, newer);
    expect(quiz().samples[0]!.probabilities![0]).toBeCloseTo(0.6, 6);
    renewPredictions(7, newer);
    answerQuiz(0);
    answerQuiz(0);
    expect(scoreOf(quiz()).network).toEqual([false, true]);
    forgetQuiz();
    expect(quizzes.getState().quiz).toBeUndefined();
    renewPredictions(7, newer);
    expect(quizzes.getState().quiz).toBeUndefined();
  });
});
