import { useId, useMemo, useRef, useState, type MouseEvent, type RefObject } from 'react';
import type { Experiment } from '../../../core/experiment';
import { grouped } from '../../../core/words';
import type { Dimension } from '../../../lab/sweeps/dimensions';
import { addFactor, dimensionsOf, nameOf, removeFactor, showValue, type SweepDraft } from '../../../store/lab/sweep';
import { matches } from '../../experiment/trick-search';
import { short } from '../../format';
import { usePlayground } from '../../playground-context';
import { removeFocused } from '../../shared/remove-focused';
import shared from '../sweeps.module.css';
import classes from './form.module.css';
import { FactorRow } from './factor-row';

/** As many as are found at a glance. */
const MOST_FOUND = 8;
/** What one varies first, as far as the experiment has it. */
const FIRST = ['run.lr', 'run.batch', 'model.width', 'optimizer', 'weight-decay.lambda', 'label-smoothing.epsilon'];

/** What is varied, and a search for more of it among all settings that the experiment has. */
export function FactorList({ draft, base }: { readonly draft: SweepDraft; readonly base: Experiment }) {
  const { catalogue } = usePlayground();
  const dimensions = useMemo(() => dimensionsOf(catalogue, base), [catalogue, base]);
  const chosen = new Set(draft.factors.map(({ field }) => field));
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const remove = ({ currentTarget }: MouseEvent<HTMLElement>, field: string): void =>
    removeFocused(currentTarget, list.current, () => removeFactor(field), () => search.current);
  return (
    <div ref={list} className={shared.part} role="group" aria-labelledby="sweep-factors">
      <h4 id="sweep-factors">What to vary</h4>
      {draft.factors.map((factor) => {
        const dimension = dimensions.find(({ id }) => id === factor.field);
        return dimension ? (
          <FactorRow
            key={factor.field}
            factor={factor}
            dimension={dimension}
            base={base}
            counted={draft.strategy === 'grid' || draft.strategy === 'one-factor'}
            onRemove={(event) => remove(event, factor.field)}
          />
        ) : (
          <p key={factor.field} className={shared.problem} role="alert">
            The experiment has no setting “{factor.field}” any more.{' '}
            <button type="button" className={shared.link} data-remove="factor" onClick={(event) => remove(event, factor.field)}>
              Take it out
            </button>
          </p>
        );
      })}
      <Search ref={search} dimensions={dimensions.filter(({ id }) => !chosen.has(id))} base={base} />
    </div>
  );
}

interface SearchProps {
  readonly dimensions: readonly Dimension[];
  readonly base: Experiment;
  /** Of the field that is typed in. */
  readonly ref: RefObject<HTMLInputElement | null>;
}

function Search({ dimensions, base, ref }: SearchProps) {
  const [query, setQuery] = useState('');
  const id = useId();
  const usual = FIRST.flatMap((first) => dimensions.find((dimension) => dimension.id === first) ?? []);
  const all = query.trim() === '' ? [] : dimensions.filter((dimension) => matches(query, dimension.group, dimension.field.label, dimension.short, dimension.id, dimension.field.help));
  // What is called so comes before what only mentions it.
  const found = [...all].sort((a, b) => Number(matches(query, nameOf(b), b.short)) - Number(matches(query, nameOf(a), a.short)));
  const add = (dimension: Dimension): void => {
    addFactor(dimension, base);
    setQuery('');
    // The list of what was found is gone.
    ref.current?.focus();
  };
  const addUsual = ({ currentTarget }: MouseEvent<HTMLElement>, dimension: Dimension): void =>
    removeFocused(currentTarget, currentTarget.parentElement, () => addFactor(dimension, base), () => ref.current);
  return (
    <div className={classes.search}>
      <label htmlFor={id}>Add a setting</label>
      <input
        ref={ref}
        id={id}
        type="search"
        className={classes.input}
        autoComplete="off"
        placeholder={`Search ${dimensions.length} settings: rate, width, dropout …`}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && found[0]) add(found[0]);
        }}
      />
      {query.trim() === '' ? (
        <div className={classes.chips} role="group" aria-label="Settings that are often varied">
          {usual.map((dimension) => (
            <button key={dimension.id} type="button" className={classes.add} data-remove="suggestion" onClick={(event) => addUsual(event, dimension)}>
              + {nameOf(dimension)}
            </button>
          ))}
        </div>
      ) : (
        <>
          <p className={shared.help} role="status">
            {found.length === 0 ? 'No setting matches.' : found.length > MOST_FOUND ? `The first ${MOST_FOUND} of ${found.length}; type more to find others.` : `${found.length} found.`}
          </p>
          <ul className={classes.found} aria-label="Settings found">
            {found.slice(0, MOST_FOUND).map((dimension) => (
              <li key={dimension.id}>
                <button type="button" className={classes.foundEntry} onClick={() => add(dimension)}>
                  <b>+ {nameOf(dimension)}</b>
                  <span>
                    {bounds(dimension, base)} · {dimension.field.help}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Whole numbers in full. */
function bound(value: number): string {
  return Number.isInteger(value) ? grouped(value) : short(value);
}

/** `now 0.05, from 1e−7 to 100` */
export function bounds({ field, read, trick, id }: Dimension, base: Experiment): string {
  const present = read(base);
  const now = present === undefined ? `${trick?.title ?? id} is off` : `now ${showValue(field, present)}`;
  return field.type === 'number' || field.type === 'numbers' ? `${now}, from ${bound(field.min)} to ${bound(field.max)}` : now;
}
