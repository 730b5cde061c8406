/** A lesson that somebody wrote into a link: its text, its question, an answer sheet. */
import type { OwnLesson } from '../../core/page-options';
import { ownLessonId, predict, useAnswer } from './answers';
import { SheetForm } from './answer-sheet-panel';
import classes from './learn.module.css';
import { Markdown } from './markdown';

interface Props {
  readonly lesson: OwnLesson;
  /** Absent where there is nothing else to go to. */
  readonly onLeave?: () => void;
}

export function OwnLessonPage({ lesson, onLeave }: Props) {
  const { title, ask } = lesson;
  const id = ownLessonId(lesson);
  const answer = useAnswer(id);
  return (
    <article className={classes.lesson} aria-labelledby="lesson-title">
      {onLeave && (
        <button type="button" className={classes.back} onClick={onLeave}>
          ← All lessons
        </button>
      )}
      <OwnLessonText lesson={lesson} />
      {ask !== '' && <Question id={id} lesson={lesson} />}
      <SheetForm id={id} title={title === '' ? 'A lesson' : title} ask={ask} answered={answer.prediction} />
    </article>
  );
}

export function OwnLessonText({ lesson: { title, text } }: { readonly lesson: OwnLesson }) {
  return (
    <>
      <header>
        <small>A lesson from the link; Grimoire has not checked its text</small>
        <h2 id="lesson-title">{title === '' ? 'A lesson' : title}</h2>
      </header>
      <section className={classes.text} aria-label="Text of the lesson">
        {text === '' ? <p className={classes.help}>This lesson has no text. Its experiment is in the controls.</p> : <Markdown text={text} />}
      </section>
    </>
  );
}

function Question({ id, lesson: { ask, options } }: { readonly id: string; readonly lesson: OwnLesson }) {
  const answer = useAnswer(id);
  return (
    <section aria-labelledby="prediction-title" className={classes.prediction}>
      <h3 id="prediction-title">Predict first</h3>
      {options.length > 0 ? (
        <fieldset className={classes.options}>
          <legend>{ask}</legend>
          {options.map((option) => (
            <label key={option}>
              <input type="radio" name="own-prediction" checked={answer.prediction === option} onChange={() => predict(id, option)} />
              {option}
            </label>
          ))}
        </fieldset>
      ) : (
        <label className={classes.free}>
          {ask}
          <textarea rows={2} maxLength={1000} value={answer.prediction ?? ''} onChange={(event) => predict(id, event.currentTarget.value)} />
        </label>
      )}
      <p className={classes.help}>Then press Train and see. Your answer goes into the answer sheet and nowhere else.</p>
    </section>
  );
}
