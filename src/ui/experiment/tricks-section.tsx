import { Switch } from '@mantine/core';
import { useId, useState } from 'react';
import type { TrickDeclaration, TrickGroup } from '../../core/trick';
import { obstacle } from '../../store/problem';
import { FieldGroup } from '../fields/field-group';
import { usePlayground, usePlaygroundState } from '../playground-context';
import classes from './experiment.module.css';
import { ProblemText, Section } from './section';
import { matches, TRICK_SEARCH_ID } from './trick-search';
import { TrickText } from './trick-text';

const GROUPS: readonly { readonly id: TrickGroup; readonly title: string }[] = [
  { id: 'schedule', title: 'Learning rate' },
  { id: 'regularisation', title: 'Regularisation' },
  { id: 'architecture', title: 'Architecture' },
  { id: 'optimizer', title: 'Optimizer' },
  { id: 'evaluation', title: 'At evaluation' },
];

/** All tricks that are not the schedule or the optimizer themselves; a search finds those too. */
export function TricksSection() {
  const { catalogue } = usePlayground();
  const [query, setQuery] = useState('');
  const offered = Object.values(catalogue.tricks).filter(({ exclusive }) => query !== '' || (exclusive !== 'schedule' && exclusive !== 'optimizer'));
  const found = offered.filter(({ title, summary, key, advice }) => matches(query, title, summary, key, advice));
  return (
    <Section title="Tricks">
      <input
        id={TRICK_SEARCH_ID}
        className={classes.search}
        type="search"
        placeholder="Find a trick"
        aria-label="Find a trick"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {found.length === 0 && <p className={classes.summary}>No trick is called anything like that.</p>}
      {GROUPS.map(({ id, title }) => {
        const members = found.filter(({ group }) => group === id);
        return members.length === 0 ? null : (
          <div key={id} className={classes.group} role="group" aria-label={title}>
            <h3>{title}</h3>
            {members.map((trick) => (
              <TrickRow key={trick.id} trick={trick} />
            ))}
          </div>
        );
      })}
    </Section>
  );
}

function TrickRow({ trick }: { readonly trick: TrickDeclaration }) {
  const playground = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const problem = usePlaygroundState((state) => state.problem);
  const id = useId();
  const values = experiment.tricks[trick.id];
  const on = values !== undefined;
  const reason = on ? undefined : obstacle(playground.catalogue, experiment, trick.id);
  return (
    <div className={classes.trick} data-on={on}>
      <Switch
        size="sm"
        label={trick.title}
        checked={on}
        disabled={reason !== undefined}
        aria-describedby={id}
        onChange={(event) => playground.toggleTrick(trick.id, event.currentTarget.checked)}
      />
      <p id={id} className={classes.summary}>
        {trick.summary}
        {reason !== undefined && <em> {reason}</em>}
      </p>
      {problem?.place === `trick:${trick.id}` && <ProblemText>{problem.text}</ProblemText>}
      {on && <FieldGroup owner={`trick:${trick.id}`} fields={trick.fields} values={values} />}
      {on && <TrickText trick={trick} />}
    </div>
  );
}
