import { lazy, Suspense, useState } from 'react';
import { ExperimentColumn } from '../experiment/experiment-column';
import { Header } from '../header/header';
import { icons } from '../icons';
import { RunsTable } from '../runs/runs-table';
import { DropZone } from './drop-zone';
import { Figures } from './figures';
import { Guide } from './guide';
import { Notices } from './notices';
import { PanelColumn } from './panel-column';
import classes from './shell.module.css';

const Charts = lazy(() => import('../charts/charts'));

const SCREENS = [
  { id: 'experiment', label: 'Experiment', icon: icons.tune },
  { id: 'train', label: 'Train', icon: icons.chart },
  { id: 'why', label: 'Why', icon: icons.look },
] as const;
type Screen = (typeof SCREENS)[number]['id'];

/** The page: what is trained, how it goes, why; side by side, or one at a time on a phone. */
export function Shell() {
  const [screen, setScreen] = useState<Screen>('train');
  return (
    <div className={classes.shell} data-screen={screen}>
      <Header />
      <Notices />
      <aside className={classes.experiment} aria-label="Experiment">
        <ExperimentColumn />
      </aside>
      <main className={classes.train}>
        <Guide />
        <Figures />
        <Suspense fallback={<div className={classes.chartsToCome} />}>
          <Charts />
        </Suspense>
        <RunsTable />
      </main>
      <aside className={classes.why} aria-label="Why: a look inside">
        <PanelColumn />
      </aside>
      <nav className={classes.screens} aria-label="Screens">
        {SCREENS.map(({ id, label, icon }) => (
          <button key={id} type="button" className={classes.screen} aria-current={screen === id ? 'page' : undefined} onClick={() => setScreen(id)}>
            {icon}
            {label}
          </button>
        ))}
      </nav>
      <DropZone />
    </div>
  );
}
