/** Every run there has been, and the queue of those to come. Loaded when it is first opened. */
import { useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Study } from '../../lab/study';
import type { Trial } from '../../lab/trial';
import type { Lab } from '../../store/lab/lab';
import { linesOf, NO_FILTER, passes } from '../../store/lab/table/lines';
import { useLab, useLabState } from '../lab/use-lab';
import { usePlayground } from '../playground-context';
import { useSame } from '../shared/use-same';
import { Empty } from './empty';
import classes from './history.module.css';
import { LIST_ID } from './list-id';
import { QueuePanel } from './queue-panel';
import { SelectionBar } from './selection-bar';
import { changeLook, openTrial, table } from './table-state';
import { Toolbar, type Choices } from './toolbar';
import { TrialDetail } from './trial-detail';
import { TrialsTable } from './trials-table';
import { UndoBar } from './undo-bar';
import { useDetailPlace } from './use-detail-place';
import { useNow } from './use-now';

const MINUTE = 60_000;

export default function HistoryView() {
  const lab = useLab();
  const loaded = useLabState((state) => state.loaded);
  const none = useLabState((state) => state.trials.length === 0);
  const trouble = useLabState((state) => state.trouble);
  return (
    <div className={classes.view}>
      {trouble !== undefined && (
        <p className={classes.trouble} role="alert">
          {trouble}
        </p>
      )}
      <QueuePanel lab={lab} />
      {loaded ? none ? <Empty /> : <AllRuns lab={lab} /> : <p className={classes.help}>Reading what was kept …</p>}
      <UndoBar lab={lab} />
    </div>
  );
}

function AllRuns({ lab }: { readonly lab: Lab }) {
  const { catalogue } = usePlayground();
  const trials = useLabState((state) => state.trials);
  const studies = useLabState((state) => state.studies);
  const look = useStore(table, (state) => state.look);
  const toggled = useStore(table, (state) => state.toggled);
  const ticked = useStore(table, (state) => state.ticked);
  const opened = useStore(table, (state) => state.opened);
  // What is typed appears at once; the table follows when there is time.
  const calm = useDeferredValue(look);
  const lines = useMemo(() => linesOf(trials, calm, toggled, { dataTitle: (id) => catalogue.datasets[id]?.title ?? id, studies }), [trials, calm, toggled, studies, catalogue]);
  const shown = useMemo(() => trials.filter(passes(calm)).length, [trials, calm]);
  const choices = useSame(useMemo(() => choicesOf(trials, studies), [trials, studies]));
  const chosen = useMemo(() => trials.filter(({ id }) => ticked.has(id)), [trials, ticked]);
  const trial = opened === undefined ? undefined : trials.find(({ id }) => id === opened);
  const { list, detail } = useDetailPlace(trial?.id);
  const now = useNow(MINUTE);
  return (
    <section className={classes.all} aria-labelledby="all-runs" data-detail={trial !== undefined}>
      <h2 id="all-runs">All runs</h2>
      <Toolbar choices={choices} total={trials.length} shown={shown} />
      <div className={classes.columns}>
        <div ref={list} id={LIST_ID} className={classes.list} tabIndex={-1}>
          {lines.length > 0 ? (
            <TrialsTable lab={lab} lines={lines} now={now} />
          ) : (
            <p className={classes.help}>
              No run is like that.{' '}
              <button type="button" className={classes.link} onClick={() => changeLook(NO_FILTER)}>
                Show all runs
              </button>
            </p>
          )}
          {trials.length === 1 && <p className={classes.help}>Change a setting and press Train, or Queue to let it wait its turn: the next run joins this one here.</p>}
          {chosen.length > 0 && <SelectionBar lab={lab} trials={chosen} />}
        </div>
        {trial && (
          <div ref={detail} className={classes.beside}>
            <TrialDetail lab={lab} trial={trial} parent={trials.find(({ id }) => id === trial.parent)} now={now} onClose={() => openTrial(undefined)} />
          </div>
        )}
      </div>
    </section>
  );
}

function choicesOf(trials: readonly Trial[], studies: readonly Study[]): Choices {
  const held = new Set(trials.map(({ study }) => study));
  return {
    tags: [...new Set(trials.flatMap(({ tags }) => tags))].toSorted(),
    data: [...new Set(trials.map(({ experiment }) => experiment.data.id))],
    studies: studies.filter(({ id }) => held.has(id)).map(({ id, title }) => [id, title] as const),
  };
}
