/** The answer sheet, to be saved as a file. Nothing is sent anywhere. */
import { Button } from '@mantine/core';
import { useStore } from 'zustand';
import type { Relation } from '../../lessons/shared/judge';
import type { Lesson } from '../../lessons/shared/lesson';
import type { LessonResult } from '../../lessons/shared/results';
import { valuesOf } from '../../store/lab/lesson-runs';
import { saveFile } from '../shared/save-file';
import { answerSheet, type SheetOptions } from './answer-sheet';
import { answers, takeName, takeNote, useAnswer } from './answers';
import classes from './learn.module.css';
import { valuesOfResult } from './measured';

interface Props {
  readonly lesson: Lesson;
  readonly result: LessonResult | undefined;
}

/** Of a lesson of the gallery. */
export function AnswerSheet({ lesson, result }: Props) {
  const answer = useAnswer(lesson.id);
  const own = valuesOf(lesson, lesson.arms.map(({ id }) => id), answer.own);
  const chosen = answer.prediction as Relation | undefined;
  return (
    <SheetForm
      id={lesson.id}
      title={lesson.title}
      ask={lesson.prediction.ask}
      answered={chosen && lesson.prediction.options[chosen]}
      measured={{ lesson, result: answer.revealed === undefined ? undefined : result, own, values: result ? valuesOfResult(result) : () => undefined }}
    />
  );
}

interface FormProps extends Pick<SheetOptions, 'title' | 'ask' | 'answered' | 'measured'> {
  /** Of the lesson; names the file, too. */
  readonly id: string;
}

export function SheetForm({ id, ...sheet }: FormProps) {
  const answer = useAnswer(id);
  const name = useStore(answers, (state) => state.name);
  // Written when it is asked for, so that it bears that time and address.
  const save = (): void => {
    const text = answerSheet({ ...sheet, answer, name, address: window.location.href, now: new Date().toISOString() });
    saveFile(`answer-${id}.md`, 'text/markdown;charset=utf-8', [text]);
  };
  return (
    <section aria-labelledby="sheet-title" className={classes.sheet}>
      <h3 id="sheet-title">Answer sheet</h3>
      <p className={classes.help}>Your prediction, when you made it, what your own runs gave and what you make of it, as a file to hand in. Nothing is sent anywhere; without a name it stays anonymous.</p>
      <label>
        Name (optional)
        <input type="text" autoComplete="off" maxLength={100} value={name} onChange={(event) => takeName(event.currentTarget.value)} />
      </label>
      <label>
        What do you conclude?
        <textarea rows={3} maxLength={4000} value={answer.note} onChange={(event) => takeNote(id, event.currentTarget.value)} />
      </label>
      <Button size="sm" variant="default" onClick={save}>
        Save the answer sheet
      </Button>
    </section>
  );
}
