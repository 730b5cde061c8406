import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useThrottledValue } from '@mantine/hooks';
import { useDeferredValue, useMemo, useState } from 'react';
import { percent } from '../../../core/statistics';
import { devEstimate, statusText } from '../../../store/lab/table/facts';
import { groupBySeed } from '../../../store/lab/compare/seed-groups';
import { clearCompared, MOST_COMPARED, setCompared, toggleCompared } from '../../../store/lab/selection';
import type { Trial } from '../../../lab/trial';
import { useLabState } from '../../lab/use-lab';
import shared from '../compare.module.css';
import { nameOf } from '../entries';
import { matching, quickChoices, studyChoices } from './choices';
import classes from './picker.module.css';

interface Props {
  /** All of them, though no more than {@link MOST_COMPARED} are shown. */
  readonly chosen: readonly Trial[];
  readonly average: boolean;
  readonly onAverage: (average: boolean) => void;
}

/** Trials that run change many times a second, in ms. */
const LOOK_INTERVAL = 500;
/** Of a long list; a search finds the others. */
const MOST_LISTED = 50;

/** Which runs are compared, and whether seeds are taken together. */
export function Picker({ chosen, average, onAverage }: Props) {
  const trials = useThrottledValue(useLabState((state) => state.trials), LOOK_INTERVAL);
  const studies = useLabState((state) => state.studies);
  const [open, setOpen] = useState(chosen.length < 2);
  const seeds = useMemo(() => groupBySeed(chosen.slice(0, MOST_COMPARED)).some((group) => group.seeds.length > 1), [chosen]);
  const byStudy = open ? studyChoices(trials, studies) : [];
  return (
    <section aria-label="Runs to compare">
      <div className={classes.line}>
        <b>{chosen.length === 0 ? 'No run is chosen' : chosen.length === 1 ? '1 run is chosen' : `${chosen.length} runs are chosen`}</b>
        <Button variant="default" size="xs" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Done choosing' : 'Choose runs'}
        </Button>
        {chosen.length > 0 && (
          <Button variant="subtle" size="xs" onClick={clearCompared}>
            Choose none
          </Button>
        )}
        <Switch
          label="Average over seeds"
          title="Draws runs that differ in their seed alone as one: their mean, and how sure it is"
          checked={average}
          onChange={({ currentTarget }) => onAverage(currentTarget.checked)}
        />
        {average && !seeds && chosen.length > 0 && <span className={shared.help}>No two of the chosen runs differ in their seed alone.</span>}
      </div>
      <p className={shared.help} role="status">
        {chosen.length > MOST_COMPARED &&
          `Only the first ${MOST_COMPARED} of them are shown, since more cannot be told apart. The other ${chosen.length - MOST_COMPARED} are marked “not shown” in the list: they follow when some of the first are taken out.`}
      </p>
      {open && (
        <div className={classes.panel}>
          <div className={classes.quick} role="group" aria-label="Quick choices">
            {quickChoices(trials, chosen).map(({ label, ids }) => (
              <Button key={label} variant="light" size="xs" onClick={() => setCompared(ids)}>
                {label}
              </Button>
            ))}
            {byStudy.length > 0 && (
              <NativeSelect
                aria-label="All runs of a study"
                size="xs"
                value=""
                data={[{ value: '', label: 'All of a study …' }, ...byStudy.map(({ id, label, ids }) => ({ value: id, label: `${label} (${ids.length})` }))]}
                onChange={({ currentTarget }) => setCompared(byStudy.find(({ id }) => id === currentTarget.value)?.ids ?? [])}
              />
            )}
          </div>
          <List trials={trials} chosen={chosen} />
        </div>
      )}
    </section>
  );
}

function List({ trials, chosen }: { readonly trials: readonly Trial[]; readonly chosen: readonly Trial[] }) {
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed);
  const found = useMemo(() => matching(trials, search), [trials, search]);
  const places = new Map(chosen.map(({ id }, place) => [id, place]));
  return (
    <>
      <TextInput
        type="search"
        size="xs"
        aria-label="Find a run"
        placeholder="Find a run by its name, settings, note or tag"
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <ul className={classes.list} aria-label="All runs">
        {found.slice(0, MOST_LISTED).map((trial) => {
          const accuracy = devEstimate(trial);
          const place = places.get(trial.id);
          return (
            <li key={trial.id}>
              <label className={classes.choice}>
                <input type="checkbox" checked={place !== undefined} onChange={() => toggleCompared(trial.id)} />
                <span className={classes.name}>{nameOf(trial)}</span>
                <span className={classes.facts}>
                  {place !== undefined && place >= MOST_COMPARED && 'not shown · '}
                  {`seed ${trial.experiment.run.seed}`}
                  {accuracy && ` · ${percent(accuracy)}`}
                  {trial.status !== 'finished' && ` · ${statusText(trial)}`}
                </span>
              </label>
            </li>
          );
        })}
      </ul>
      {found.length === 0 && <p className={shared.help}>No run matches.</p>}
      {found.length > MOST_LISTED && <p className={shared.help}>{`${found.length - MOST_LISTED} more: type some words of their names to find them.`}</p>}
    </>
  );
}
