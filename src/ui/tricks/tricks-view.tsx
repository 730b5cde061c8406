/** The browser of tricks: a list of all, and the card of one. Loaded when it is first opened. */
import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { TrickDeclaration } from '../../core/trick';
import { matches } from '../experiment/trick-search';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { place, showTrick } from '../shell/views';
import { BROWSER_SEARCH_ID } from './find-trick';
import { GROUP_TITLES, sections } from './groups';
import classes from './list.module.css';
import { canSwitchOn, standingOf } from './standing';
import { TrickCard } from './trick-card';
import { TrickSwitch } from './trick-switch';

type Filter = 'all' | 'on' | TrickDeclaration['group'];

export default function TricksView() {
  const { catalogue } = usePlayground();
  const on = usePlaygroundState((state) => state.experiment.tricks);
  const chosen = useStore(place, ({ trick }) => trick);
  const opened = chosen === undefined ? undefined : catalogue.tricks[chosen];
  // With room for both, a card is always open beside the list: at first that of the schedule, whose curve says most at a glance.
  const card = opened ?? Object.values(catalogue.tricks).find(({ id, exclusive }) => exclusive === 'schedule' && id in on);
  const { browser, leaveList } = useListPlace(opened !== undefined);
  return (
    <div ref={browser} className={classes.browser} data-open={opened !== undefined}>
      <TrickList selected={card?.id} onLeave={leaveList} />
      <div key={card?.id} className={classes.card}>
        <button type="button" className={classes.back} onClick={() => showTrick(undefined)}>
          ← All tricks
        </button>
        {card && <TrickCard key={card.id} trick={card} />}
      </div>
    </div>
  );
}

/** Where a card takes the place of the list, it begins at its top, and the list is found again as it was left. */
function useListPlace(open: boolean) {
  const browser = useRef<HTMLDivElement>(null);
  const listAt = useRef(0);
  useLayoutEffect(() => {
    const { current } = browser;
    const scroller = current?.closest('main');
    if (scroller && getComputedStyle(current!).display === 'block') scroller.scrollTop = open ? 0 : listAt.current;
  }, [open]);
  const leaveList = (): void => {
    listAt.current = browser.current?.closest('main')?.scrollTop ?? 0;
  };
  return { browser, leaveList };
}

interface ListProps {
  readonly selected: string | undefined;
  /** Called before a card is opened from the list. */
  readonly onLeave: () => void;
}

function TrickList({ selected, onLeave }: ListProps) {
  const { catalogue } = usePlayground();
  const on = usePlaygroundState((state) => state.experiment.tricks);
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const query = useDeferredValue(typed);
  const all = Object.values(catalogue.tricks);
  const passes = (trick: TrickDeclaration): boolean => filter === 'all' || (filter === 'on' ? trick.id in on : trick.group === filter);
  const shown = sections(catalogue, (trick) => passes(trick) && matches(query, trick.title, trick.summary, trick.key, trick.advice, GROUP_TITLES[trick.group]));
  const filters: readonly (readonly [Filter, string])[] = [['all', `All ${all.length}`], ['on', `On now ${Object.keys(on).length}`], ...(Object.entries(GROUP_TITLES) as [Filter, string][])];
  return (
    <div className={classes.list}>
      <div className={classes.find}>
        <input
          id={BROWSER_SEARCH_ID}
          className={classes.search}
          type="search"
          placeholder={`Search ${all.length} tricks`}
          aria-label="Search all tricks"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={classes.filters} role="group" aria-label="Which tricks are listed">
          {filters.map(([id, title]) => (
            <button key={id} type="button" aria-pressed={filter === id} onClick={() => setFilter(id)}>
              {title}
            </button>
          ))}
        </div>
      </div>
      {shown.length === 0 && <p className={classes.none}>No trick matches. Try a word of what it does, such as “rate” or “pictures”.</p>}
      {shown.map(({ group, title, parts }) => (
        <section key={group} aria-label={title}>
          <h2 className={classes.group}>{title}</h2>
          {parts.map((part) => (
            <div key={part.title ?? ''} role="group" aria-label={part.title ?? title}>
              {part.title !== undefined && <h3 className={classes.part}>{part.title}</h3>}
              {part.tricks.map((trick) => (
                <TrickRow key={trick.id} trick={trick} selected={trick.id === selected} onLeave={onLeave} />
              ))}
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

interface RowProps extends Pick<ListProps, 'onLeave'> {
  readonly trick: TrickDeclaration;
  readonly selected: boolean;
}

function TrickRow({ trick, selected, onLeave }: RowProps) {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const standing = standingOf(catalogue, experiment, trick);
  const blocked = !standing.on && !canSwitchOn(standing);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The card that is open because there is room for one leaves the list where it is.
    if (selected && place.getState().trick === trick.id) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected, trick]);
  return (
    <div ref={row} className={classes.row} data-selected={selected} data-blocked={blocked}>
      <TrickSwitch trick={trick} standing={standing} place="list" />
      <button
        type="button"
        className={classes.open}
        aria-current={selected ? 'true' : undefined}
        onClick={() => {
          onLeave();
          showTrick(trick.id);
        }}
      >
        <b>{trick.title}</b>
        <span>{trick.summary}</span>
        {blocked && <em>{standing.cannotAct !== undefined ? 'cannot act here' : `not with ${standing.conflicts.map((conflict) => conflict.trick.title).join(', ')}`}</em>}
      </button>
    </div>
  );
}
