import { Button } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { answerQuiz, endQuiz, undoAnswer, type Quiz } from '../../../store/quiz';
import { SamplePicture } from '../../shared/samples/sample-grid';
import type { DataFacts } from '../../shared/data-facts';
import { classKeys, classOfKey } from './keys';
import classes from './quiz.module.css';

interface Props {
  readonly quiz: Quiz;
  readonly facts: DataFacts;
  /** The last answer was given, or the visitor stopped. */
  readonly onEnd: () => void;
}

/** One sample, large, and a button for each class. */
export function QuizQuestion({ quiz: { samples, answers }, facts: { classes: names, shape }, onEnd }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const keys = classKeys(names);
  const sample = samples[answers.length]!;
  const place = answers.length + 1;

  const answer = (label: number): void => {
    answerQuiz(label);
    if (place === samples.length) onEnd();
    // A button that was clicked would keep the focus, and the space bar press it again.
    else box.current?.focus();
  };
  const stop = (): void => {
    endQuiz();
    onEnd();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const label = classOfKey(event.key, keys);
    if (label === undefined && event.key !== 'Backspace') return;
    // So that no shortcut of the page acts on it as well.
    event.preventDefault();
    if (label === undefined) undoAnswer();
    else if (!event.repeat) answer(label);
  };

  return (
    <div ref={box} className={classes.quiz} role="group" tabIndex={-1} aria-label={`Quiz: sample ${place} of ${samples.length}`} onKeyDown={onKeyDown}>
      <div className={classes.stage}>
        <div role="img" aria-label="The sample to name">
          <SamplePicture sample={sample} shape={shape} className={classes.large} />
        </div>
        <p className={classes.place} role="status">
          Sample {place} of {samples.length}
        </p>
        <progress className={classes.progress} max={samples.length} value={answers.length} aria-label="Answered so far" />
      </div>
      <div>
        <p className={classes.ask}>What is it?</p>
        <div className={classes.answers} data-wordy={names.some((name) => name.length > 5) || undefined}>
          {names.map((name, label) => (
            <Button key={name} variant="default" size="sm" className={classes.answer ?? ''} onClick={() => answer(label)} {...(keys[label] === undefined ? {} : { 'aria-keyshortcuts': keys[label] })}>
              {name}
              {keys[label] !== undefined && keys[label] !== name && <kbd className={classes.key}>{keys[label]}</kbd>}
            </Button>
          ))}
        </div>
        <p className={classes.help}>{keys.some((key) => key !== undefined) && 'Or press the key. '}Where you cannot tell, guess: the network has to, too. No word about right or wrong before the end.</p>
        <div className={classes.begin}>
          <Button size="compact-sm" variant="subtle" disabled={answers.length === 0} onClick={undoAnswer}>
            Undo the last answer
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={stop}>
            {answers.length === 0 ? 'Leave the quiz' : 'Stop here and count'}
          </Button>
        </div>
      </div>
    </div>
  );
}
