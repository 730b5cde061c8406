/** All lessons as cards, found by topic and by word. */
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import { lessons } from '../../lessons';
import { SOURCES, TOPICS, type Lesson, type Topic } from '../../lessons/shared/lesson';
import { matches } from '../experiment/trick-search';
import { Boundary } from '../shell/boundary';
import classes from './learn.module.css';

const Teachers = lazy(() => import('./teachers'));

export function Gallery({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const [typed, setTyped] = useState('');
  const [topic, setTopic] = useState<Topic>();
  const query = useDeferredValue(typed);
  const passes = (lesson: Lesson): boolean =>
    (topic === undefined || lesson.topic === topic) && matches(query, lesson.title, lesson.question, TOPICS[lesson.topic], ...lesson.claims.flatMap(({ says, source }) => [says, SOURCES[source].title]));
  const shown = lessons.filter(passes);
  const topics = (Object.keys(TOPICS) as Topic[]).filter((one) => lessons.some((lesson) => lesson.topic === one));
  return (
    <div className={classes.view}>
      <header>
        <h2>Lessons</h2>
        <p className={classes.lead}>
          Each puts one claim of the sources to the test, with small networks that train in seconds. Say first what you expect; then see what was measured, over several seeds and with its interval, or run it yourself.
        </p>
      </header>
      <div>
        <input className={classes.search} type="search" placeholder={`Search ${lessons.length} lessons`} aria-label="Search all lessons" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <div className={classes.filters} role="group" aria-label="Topic">
          <button type="button" aria-pressed={topic === undefined} onClick={() => setTopic(undefined)}>
            All
          </button>
          {topics.map((one) => (
            <button key={one} type="button" aria-pressed={topic === one} onClick={() => setTopic(topic === one ? undefined : one)}>
              {TOPICS[one]}
            </button>
          ))}
        </div>
      </div>
      {shown.length === 0 && <p className={classes.help}>No lesson matches. Try another word, such as “rate” or “label”, or another topic.</p>}
      <ul className={classes.cards}>
        {shown.map(({ id, title, topic: of, question, claims }) => (
          <li key={id}>
            <button type="button" className={classes.card} onClick={() => onOpen(id)}>
              <small>{TOPICS[of]}</small>
              <b>{title}</b>
              <span>{question}</span>
              <em>{SOURCES[claims[0].source].title}</em>
            </button>
          </li>
        ))}
      </ul>
      <Boundary>
        <Suspense>
          <Teachers />
        </Suspense>
      </Boundary>
    </div>
  );
}
