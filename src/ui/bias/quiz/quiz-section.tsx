import { Button } from '@mantine/core';
import { memo, useState } from 'react';
import { useStore } from 'zustand';
import type { Experiment } from '../../../core/experiment';
import { messageOf } from '../../../core/words';
import { beginQuiz, forgetQuiz, quizzes, renewPredictions } from '../../../store/quiz';
import { dataFacts } from '../../shared/data-facts';
import { Segments } from '../../shared/segments';
import { usePlayground } from '../../playground-context';
import classes from './quiz.module.css';
import { QuizQuestion } from './quiz-question';
import { QuizResult } from './quiz-result';

interface Props {
  /** Of the run that the engine holds; undefined where there is none yet. */
  readonly experiment: Experiment | undefined;
  /** The data set's id. */
  readonly dataset: string;
}

const COUNTS = ['20', '50', '100'];

/** Human level, measured by the visitor: dev samples one by one, no word about right or wrong before the end. */
export const QuizSection = memo(function QuizSection({ experiment, dataset }: Props) {
  const { trainer, notify } = usePlaygroundParts();
  const { quiz } = useStore(quizzes);
  const [count, setCount] = useState(20);
  const [round, setRound] = useState(1);
  const [busy, setBusy] = useState(false);
  // A quiz about another data set is of no use here; about other settings of this one it may still be looked at.
  const own = quiz?.experiment.data.id === dataset ? quiz : undefined;

  const begin = async (): Promise<void> => {
    if (!experiment) return;
    setBusy(true);
    const seed = round;
    try {
      beginQuiz(experiment, seed, await trainer.draw('dev', count, seed));
      setRound(seed + 1);
    } catch (error) {
      notify(error);
    }
    setBusy(false);
  };
  /** The network has learned on meanwhile; the review should show what it says now. */
  const renew = async (): Promise<void> => {
    if (!own || JSON.stringify(own.experiment.data) !== JSON.stringify(experiment?.data)) return;
    try {
      renewPredictions(own.seed, await trainer.draw('dev', own.samples.length, own.seed));
    } catch (error) {
      notify(error);
    }
  };

  return (
    <section aria-labelledby="quiz-title" className={classes.section}>
      <h3 id="quiz-title">Measure yourself</h3>
      {!own && (
        <>
          <p className={classes.help}>
            You see dev samples one at a time and say what they are. The more answers, the narrower the interval: 2 wrong of 20 could mean a true error of 3 to 30 %, 10 of 100 one of 5 to 17 %. You can stop early.
          </p>
          <div className={classes.begin}>
            <Segments label="Samples in the quiz" data={COUNTS.map((value) => ({ value, label: `${value} samples` }))} value={String(count)} onChange={(value) => setCount(Number(value))} />
            <Button size="xs" loading={busy} disabled={!experiment} onClick={() => void begin()}>
              Begin the quiz
            </Button>
            {!experiment && <span className={classes.help}>Press Train first: the samples come from the engine.</span>}
          </div>
        </>
      )}
      {own && !own.over && <QuizQuestion quiz={own} facts={dataFacts(own.experiment.data)} onEnd={() => void renew()} />}
      {own?.over && <QuizResult quiz={own} facts={dataFacts(own.experiment.data)} onAgain={forgetQuiz} />}
    </section>
  );
});

function usePlaygroundParts() {
  const playground = usePlayground();
  return { trainer: playground.trainer, notify: (error: unknown) => playground.notify(messageOf(error), 'problem') };
}
