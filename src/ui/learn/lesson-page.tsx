/** One lesson: the claim, the experiment, a prediction, what was measured, and a try of one's own. */
import { Button } from '@mantine/core';
import { Suspense, use, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { lessons, loadResult } from '../../lessons';
import { experimentOf } from '../../lessons/shared/experiments';
import { SOURCES, TOPICS, type Lesson } from '../../lessons/shared/lesson';
import { isCurrent, type LessonResult } from '../../lessons/shared/results';
import { page } from '../embed/page';
import { usePlayground } from '../playground-context';
import { Boundary } from '../shell/boundary';
import { Formula } from '../tricks/formula';
import { AnswerSheet } from './answer-sheet-panel';
import { useAnswer } from './answers';
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
      <InTheLab lesson={lesson} result={result} />
      <AnswerSheet lesson={lesson} result={result} />
    </>
  );
}

interface PartProps {
  readonly lesson: Lesson;
  readonly result: LessonResult | undefined;
}

/**
 * The visitor's own runs. The lab goes on with whatever waits in this browser's queue as soon as it is open, so a page in somebody else's opens it only
 * when it is asked to.
 */
function InTheLab({ lesson, result }: PartProps) {
  const embedded = useStore(page, ({ embed }) => embed);
  const [asked, setAsked] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  // The button that was pressed has gone.
  useEffect(() => {
    if (asked) place.current?.focus();
  }, [asked]);
  if (embedded && !asked) {
    return (
      <section aria-labelledby="own-title">
        <h3 id="own-title">Run it yourself</h3>
        <div className={classes.row}>
          <Button size="sm" onClick={() => setAsked(true)}>
            Run it yourself …
          </Button>
        </div>
        <p className={classes.help}>Opens the lab of this browser, which trains several experiments one after the other, and goes on with what still waits there.</p>
      </section>
    );
  }
  return (
    <Boundary instead={<p className={classes.problem}>{NO_LAB}</p>}>
      <div ref={place} tabIndex={-1} className={classes.lab}>
        <Suspense fallback={<p className={classes.help}>The lab is being opened …</p>}>
          <OwnRuns lesson={lesson} result={result} />
        </Suspense>
      </div>
    </Boundary>
  );
}

/** Where the lab cannot be opened, in a frame without storage say, the rest of the lesson stays. */
const NO_LAB =
  'The lab, which runs several experiments one after the other, cannot be opened here. Open this page in a tab of its own, or open the experiments above one by one and train them.';

/** The experiments that are compared, to be opened one by one. */
function Arms({ lesson, result }: PartProps) {
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
                // The only lesson of an embedded page is the one that its address names, and brings these experiments along.
                if (playground.restore({ experiment: experimentOf(playground.catalogue, link, 1, rate) }, { byPage: page.getState().embed })) setOpened(id);
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
