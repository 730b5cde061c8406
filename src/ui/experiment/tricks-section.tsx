import { ActionIcon, Button, Switch } from '@mantine/core';
import { useId, useState } from 'react';
import type { TrickDeclaration } from '../../core/trick';
import { obstacle } from '../../store/problem';
import { FieldGroup } from '../fields/field-group';
import { icons } from '../icons';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { showTrick } from '../shell/views';
import { standingOf, switchOn } from '../tricks/standing';
import classes from './experiment.module.css';
import { ProblemText, Section } from './section';
import { matches, TRICK_SEARCH_ID } from './trick-search';

/** Fields of a trick that come before the fold. */
const SHOWN = 2;
/** More hits than this are better looked at in the browser. */
const MOST_HITS = 8;
/** What a newcomer might begin with, as far as it is off and can act. */
const BEGINNINGS = ['label-smoothing', 'squeeze-excite', 'mixup', 'weight-decay', 'crop', 'swa'];
const MOST_BEGINNINGS = 3;

/** The tricks that are on, and a way to more; the schedule and the optimizer have sections of their own. */
export function TricksSection() {
  const { catalogue } = usePlayground();
  const on = usePlaygroundState((state) => state.experiment.tricks);
  const [query, setQuery] = useState('');
  const all = Object.values(catalogue.tricks);
  const active = all.filter(({ id, exclusive }) => id in on && exclusive !== 'schedule' && exclusive !== 'optimizer');
  const hits = query.trim() === '' ? [] : all.filter(({ title, summary, key, advice }) => matches(query, title, summary, key, advice));
  return (
    <Section
      title="Tricks"
      side={
        <button type="button" className={classes.link} onClick={() => showTrick(undefined)}>
          browse all {all.length}
        </button>
      }
    >
      <input
        id={TRICK_SEARCH_ID}
        className={classes.search}
        type="search"
        placeholder="Find a trick to add"
        aria-label="Find a trick"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setQuery('');
        }}
      />
      {query.trim() !== '' && (
        <div className={classes.hits} role="group" aria-label="Tricks found">
          {hits.slice(0, MOST_HITS).map((trick) => (
            <Hit key={trick.id} trick={trick} />
          ))}
          {hits.length === 0 && <p className={classes.summary}>No trick is called anything like that.</p>}
          {hits.length > MOST_HITS && <p className={classes.summary}>{hits.length - MOST_HITS} more: go on typing, or browse all.</p>}
        </div>
      )}
      {query.trim() === '' && <Beginnings />}
      {active.map((trick) => (
        <ActiveTrick key={trick.id} trick={trick} />
      ))}
    </Section>
  );
}

/** A trick that the search has found: its switch, or why it cannot be switched on. */
function Hit({ trick }: { readonly trick: TrickDeclaration }) {
  const playground = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const id = useId();
  const on = trick.id in experiment.tricks;
  const { required } = standingOf(playground.catalogue, experiment, trick);
  const reason = on ? undefined : obstacle(playground.catalogue, experiment, trick.id);
  return (
    <div className={classes.trick}>
      <div className={classes.head}>
        <Switch
          size="sm"
          label={trick.title}
          checked={on}
          disabled={reason !== undefined || (on && required)}
          aria-describedby={id}
          onChange={(event) => playground.toggleTrick(trick.id, event.currentTarget.checked)}
        />
        <button type="button" className={classes.link} aria-label={`About ${trick.title}`} onClick={() => showTrick(trick.id)}>
          about
        </button>
      </div>
      <p id={id} className={classes.summary}>
        {trick.summary}
        {reason !== undefined && <em> {reason}</em>}
      </p>
    </div>
  );
}

/** Something to try at once, so that nobody has to know a name first. */
function Beginnings() {
  const playground = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const offered = BEGINNINGS.flatMap((id) => {
    const trick = playground.catalogue.tricks[id];
    return trick && !(id in experiment.tricks) && obstacle(playground.catalogue, experiment, id) === undefined ? [trick] : [];
  });
  if (offered.length === 0) return null;
  return (
    <div className={classes.beginnings} role="group" aria-label="Tricks to begin with">
      {offered.slice(0, MOST_BEGINNINGS).map((trick) => (
        <Button key={trick.id} size="compact-xs" variant="light" title={trick.summary} onClick={() => switchOn(playground, trick)}>
          + {trick.title}
        </Button>
      ))}
    </div>
  );
}

function ActiveTrick({ trick }: { readonly trick: TrickDeclaration }) {
  const playground = usePlayground();
  const values = usePlaygroundState((state) => state.experiment.tricks[trick.id])!;
  const problem = usePlaygroundState((state) => state.problem);
  return (
    <section className={classes.active} aria-label={trick.title}>
      <header>
        <button type="button" title={trick.summary} onClick={() => showTrick(trick.id)}>
          {trick.title}
        </button>
        <ActionIcon variant="subtle" color="gray" aria-label={`Switch ${trick.title} off`} onClick={() => playground.toggleTrick(trick.id, false)}>
          {icons.close}
        </ActionIcon>
      </header>
      {problem?.place === `trick:${trick.id}` && <ProblemText>{problem.text}</ProblemText>}
      <FieldGroup owner={`trick:${trick.id}`} fields={trick.fields} values={values} shown={SHOWN} />
    </section>
  );
}
