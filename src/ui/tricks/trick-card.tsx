import { Button } from '@mantine/core';
import { Suspense } from 'react';
import type { TrickDeclaration } from '../../core/trick';
import { FieldGroup } from '../fields/field-group';
import { usePlayground, usePlaygroundState } from '../playground-context';
import classes from './card.module.css';
import { Formula } from './formula';
import { GROUP_TITLES } from './groups';
import { Obstacles } from './obstacles';
import { slotsOf } from './slots';
import { describeValues, isSetTo, standingOf, switchOn, type Standing } from './standing';
import { TrickSwitch } from './trick-switch';

/** All there is to know of one trick, and everything that can be done with it. */
export function TrickCard({ trick }: { readonly trick: TrickDeclaration }) {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const problem = usePlaygroundState((state) => state.problem);
  const standing = standingOf(catalogue, experiment, trick);
  const values = experiment.tricks[trick.id];
  return (
    <article className={classes.card} aria-labelledby="trick-title">
      <header className={classes.head}>
        <p className={classes.quiet}>{GROUP_TITLES[trick.group]}</p>
        <div className={classes.title}>
          <h2 id="trick-title">{trick.title}</h2>
          <TrickSwitch trick={trick} standing={standing} place="card" label={standing.required ? (standing.on ? 'In use' : 'Use it') : standing.on ? 'On' : 'Off'} />
        </div>
        <p className={classes.summary}>{trick.summary}</p>
      </header>
      <Obstacles trick={trick} standing={standing} />
      {standing.on && standing.cannotAct === undefined && problem?.place === `trick:${trick.id}` && standing.conflicts.length === 0 && (
        <div className={classes.obstacle} role="alert">
          <p>{problem.text}.</p>
        </div>
      )}
      <Trials trick={trick} standing={standing} />
      {values && Object.keys(trick.fields).length > 0 && (
        <div className={classes.fields}>
          <FieldGroup key={trick.id} owner={`trick:${trick.id}`} fields={trick.fields} values={values} />
        </div>
      )}
      {slotsOf(trick).map(({ id, content: Content }) => (
        <Suspense key={`${trick.id} ${id}`} fallback={<div className={classes.toCome} />}>
          <Content trick={trick} />
        </Suspense>
      ))}
      <section className={classes.part}>
        <h3>When it helps, and when not</h3>
        <p>{trick.advice}</p>
      </section>
      <section className={classes.part}>
        <h3>Formula</h3>
        <Formula tex={trick.formula} />
      </section>
      {!values && <Settings trick={trick} />}
      <Facts trick={trick} />
    </article>
  );
}

/** What a checklist would try, a button each. */
function Trials({ trick, standing }: { readonly trick: TrickDeclaration; readonly standing: Standing }) {
  const playground = usePlayground();
  const settings = usePlaygroundState((state) => state.experiment.tricks[trick.id]);
  if (!trick.trials || standing.cannotAct !== undefined || standing.conflicts.length > 0) return null;
  return (
    <div className={classes.trials} role="group" aria-label="Suggested trials">
      {trick.trials.map((trial) => {
        const words = describeValues(trick, trial);
        const now = isSetTo(trick, settings, trial);
        return (
          <Button key={words} size="compact-sm" variant="light" aria-pressed={now} onClick={() => switchOn(playground, trick, trial)}>
            {now ? `${words || 'As it is'} ✓` : `Try ${words || 'it as it is'}`}
          </Button>
        );
      })}
    </div>
  );
}

/** The settings of a trick that is off: what they would be, and what they mean. */
function Settings({ trick }: { readonly trick: TrickDeclaration }) {
  const fields = Object.entries(trick.fields);
  if (fields.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3>Settings</h3>
      <dl className={classes.settings}>
        {fields.map(([name, field]) => (
          <div key={name}>
            <dt>{describeValues(trick, { [name]: field.default })}</dt>
            <dd>{field.help}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Facts({ trick }: { readonly trick: TrickDeclaration }) {
  const { key, changes, neutral, source } = trick;
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Source</dt>
        <dd>
          <a href={source.url} target="_blank" rel="noreferrer">
            {source.citation}
          </a>
        </dd>
      </div>
      <div>
        <dt>Changes besides</dt>
        <dd>{changes ? `The ${changes.join(' and the ')}: a difference between two runs is not the trick’s alone.` : 'Nothing: two runs that differ in it differ through it alone.'}</dd>
      </div>
      {neutral && (
        <div>
          <dt>The same as off</dt>
          <dd>{describeValues(trick, neutral)}</dd>
        </div>
      )}
      <div>
        <dt>In a link</dt>
        <dd>
          <code>{[key, ...Object.keys(trick.fields).map((name) => `${key}.${name}=…`)].join(' · ')}</code>
        </dd>
      </div>
    </dl>
  );
}
