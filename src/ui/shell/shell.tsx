import { lazy, Suspense, useEffect, useRef, type ComponentType, type LazyExoticComponent } from 'react';
import { useStore } from 'zustand';
import { ExperimentColumn } from '../experiment/experiment-column';
import { Header } from '../header/header';
import { icons } from '../icons';
import { RunsTable } from '../runs/runs-table';
import { arrival } from '../share/arrival';
import { Boundary } from './boundary';
import { DropZone } from './drop-zone';
import { Figures } from './figures';
import { Guide } from './guide';
import { Notices } from './notices';
import { PanelColumn } from './panel-column';
import classes from './shell.module.css';
import { tabId, VIEW_PANEL_ID, ViewTabs } from './view-tabs';
import { place, showScreen, showView, type View } from './views';

const Charts = lazy(() => import('../charts/charts'));
const RecordedResults = lazy(() => import('../share/recorded-results'));
const VerdictStrip = lazy(() => import('../why/verdict-strip'));

/** Each is fetched when it is first opened. */
const OTHER_VIEWS: Record<Exclude<View, 'train'>, LazyExoticComponent<ComponentType>> = {
  tricks: lazy(() => import('../tricks/tricks-view')),
  why: lazy(() => import('../why/why-view')),
  errors: lazy(() => import('../errors/errors-view')),
  data: lazy(() => import('../data/data-view')),
  bias: lazy(() => import('../bias/bias-view')),
  runs: lazy(() => import('../history/history-view')),
  compare: lazy(() => import('../compare/compare-view')),
  sweeps: lazy(() => import('../sweeps/sweeps-view')),
  checklist: lazy(() => import('../checklist/checklist-view')),
  learn: lazy(() => import('../learn/learn-view')),
  export: lazy(() => import('../export/export-view')),
  device: lazy(() => import('../device/device-view')),
};

const SCREENS = [
  { id: 'experiment', label: 'Experiment', icon: icons.tune, show: () => showScreen('experiment') },
  { id: 'view', label: 'Train', icon: icons.chart, show: () => showView('train') },
  { id: 'why', label: 'Inside', icon: icons.look, show: () => showScreen('why') },
] as const;

/** The page: what is trained, how it goes, why; side by side, or one at a time on a phone. */
export function Shell() {
  const screen = useStore(place, (state) => state.screen);
  const view = useStore(place, (state) => state.view);
  const main = useRef<HTMLElement>(null);
  // Another view begins at its top.
  useEffect(() => {
    main.current?.scrollTo(0, 0);
  }, [view]);
  return (
    <div className={classes.shell} data-screen={screen} data-view={view}>
      <Header />
      <Notices />
      <aside className={classes.experiment} aria-label="Experiment">
        <Boundary>
          <ExperimentColumn />
        </Boundary>
      </aside>
      <ViewTabs className={classes.tabs} />
      <main ref={main} className={classes.view}>
        <div id={VIEW_PANEL_ID} className={classes.panel} role="tabpanel" aria-labelledby={tabId(view)}>
          <Guide besideRun={view === 'train'} />
          {view === 'train' ? <Training /> : <OtherView view={view} />}
        </div>
      </main>
      {view === 'train' && (
        <aside className={classes.why} aria-label="A look inside">
          <PanelColumn />
        </aside>
      )}
      <nav className={classes.screens} aria-label="Screens">
        {SCREENS.map(({ id, label, icon, show }) => (
          <button key={id} type="button" className={classes.screen} aria-current={screen === id && (id !== 'view' || view === 'train') ? 'page' : undefined} onClick={show}>
            {icon}
            {label}
          </button>
        ))}
      </nav>
      <DropZone />
    </div>
  );
}

function OtherView({ view }: { readonly view: Exclude<View, 'train'> }) {
  const Content = OTHER_VIEWS[view];
  return (
    <Boundary key={view}>
      <Suspense fallback={<div className={classes.toCome} />}>
        <Content />
      </Suspense>
    </Boundary>
  );
}

/** How the run goes. */
function Training() {
  const results = useStore(arrival, (state) => state.results);
  return (
    <>
      {results && (
        <Boundary key={results.id}>
          <Suspense fallback={<div className={classes.toCome} />}>
            <RecordedResults results={results} />
          </Suspense>
        </Boundary>
      )}
      <Figures />
      <Suspense fallback={<div className={classes.toCome} />}>
        <Boundary>
          <Charts />
        </Boundary>
        <Boundary>
          <VerdictStrip />
        </Boundary>
      </Suspense>
      <RunsTable />
    </>
  );
}
