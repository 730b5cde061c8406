/** One lesson: the claim, the experiment, a prediction, what was measured, and a try of one's own. */
import { Button } from '@mantine/core';
import { Suspense, use, useMemo, useState } from 'react';
import { lessons, loadResult } from '../../lessons';
import { experimentOf } from '../../lessons/shared/experiments';
import { SOURCES, TOPICS, type Lesson } from '../../lessons/shared/lesson';
import { isCurrent, type LessonResult } from '../../lessons/shared/results';
import { usePlayground } from '../playground-context';
import { Formula } from '../tricks/formula';
import { AnswerSheet } from './answer-sheet-panel';
import { useAnswer } from './answers';
import { LabBoundary } from './lab-boundary';
import classes from './learn.module.css';
import { Measured } from './measured';
import { OwnRuns } from './own-runs';
import { Prediction } from './prediction';

const loaded = new Map<string, Promise<LessonResult | undefined>>();

/** What was measured of a lesson as it stands; what was measured of an older one does not count. */
function resultOf(lesson: Lesson): Promise<LessonResult | undefined> {
  const known = loaded.get(lesson.id) ?? loadResult(lesson.id).then((result) => (result && isCurrent(lesson, result) ? result : undefined), () => undefined);
  loaded.set(lesson.id, known);
  return known;
}

interface Props {
  readonly lesson: Lesson;
  /** Absent where there is nothing else to go to. */
  readonly onLeave?: () => void;
}

export function LessonPage({ lesson, onLeave }: Props) {
  return (
    <article className={classes.lesson} aria-labelledby="lesson-title">
      {onLeave && (
        <button type="button" className={classes.back} onClick={onLeave}>
          ← All {lessons.length} lessons
        </button>
      )}
      <header>
        <small>{TOPICS[lesson.topic]}</small>
        <h2 id="lesson-title">{lesson.title}</h2>
        <p className={classes.question}>{lesson.question}</p>
      </header>
      <LessonText lesson={lesson} />
      <Suspense fallback={<div className={classes.toCome} />}>
        <Work lesson={lesson} />
      </Suspense>
    </article>
  );
}

/** What is to be read. */
export function LessonText({ lesson }: { readonly lesson: Lesson }) {
  return (
    <section className={classes.text} aria-label="The claim">
      {lesson.claims.map(({ row, source, says }) => (
        <blockquote key={row} className={classes.claim}>
          {says}
          <cite>
            {SOURCES[source].title} ({SOURCES[source].by}); in our words
          </cite>
        </blockquote>
      ))}
      <p>{lesson.idea}</p>
      {lesson.formula !== undefined && <Formula tex={lesson.formula} />}
      <h3>What a fair test needs</h3>
      <p>{lesson.fair}</p>
      <h3>What to look at</h3>
      <p>{lesson.look}</p>
    </section>
  );
}

function Work({ lesson }: { readonly lesson: Lesson }) {
  const result = use(resultOf(lesson));
  const answer = useAnswer(lesson.id);
  const revealed = answer.revealed !== undefined;
  return (
    <>
      <Arms lesson={lesson} result={result} />
      <Prediction lesson={lesson} result={result} />
      {revealed && <Measured lesson={lesson} result={result} />}
      <LabBoundary>
        <Suspense fallback={<p className={classes.help}>The lab is being opened …</p>}>
          <OwnRuns lesson={lesson} result={result} />
        </Suspense>
      </LabBoundary>
      <AnswerSheet lesson={lesson} result={result} />
    </>
  );
}

interface ArmsProps {
  readonly lesson: Lesson;
  readonly result: LessonResult | undefined;
}

/** The experiments that are compared, to be opened one by one. */
function Arms({ lesson, result }: ArmsProps) {
  const playground = usePlayground();
  const [opened, setOpened] = useState<string>();
  const arms = useMemo(
    () => lesson.arms.map((arm) => ({ ...arm, rate: result?.arms.find(({ id }) => id === arm.id)?.rate })),
    [lesson, result],
  );
  return (
    <section aria-labelledby="arms-title">
      <h3 id="arms-title">The {lesson.arms.length} experiments</h3>
      <p className={classes.help}>
        They differ in nothing but what the lesson is about, and share all chance of a seed. Opening one puts its settings into the controls; press Train to run it, and look into it as into any other run.
        {lesson.rates && ` Each chooses its base rate from ${lesson.rates.join(', ')} with seeds of its own.`}
      </p>
      <ul className={classes.arms}>
        {arms.map(({ id, name, link, rate }) => (
          <li key={id} aria-current={opened === id ? 'true' : undefined}>
            <span>
              {name}
              {rate !== undefined && result && <small> at a rate of {rate}</small>}
            </span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Open this one: ${name}`}
              onClick={() => {
                playground.restore({ experiment: experimentOf(playground.catalogue, link, 1, rate) });
                setOpened(id);
              }}
            >
              {opened === id ? 'Opened' : 'Open this one'}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
