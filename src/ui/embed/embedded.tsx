/** The page inside another one: a slim bar and the panels that the address names. It keeps nothing and takes the focus from nobody. */
import { VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { writeLink } from '../../core/permalink';
import type { PanelId } from '../../core/page-options';
import { ExperimentColumn } from '../experiment/experiment-column';
import { FilesNeeded } from '../experiment/files-needed';
import { RunProgress, StatusLine } from '../header/status-line';
import { icons } from '../icons';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import { RunsTable } from '../runs/runs-table';
import { Boundary } from '../shell/boundary';
import { DropZone } from '../shell/drop-zone';
import { Figures } from '../shell/figures';
import { Guide } from '../shell/guide';
import { Notices } from '../shell/notices';
import { PanelColumn, type LookId } from '../shell/panel-column';
import classes from './embedded.module.css';
import { page } from './page';

const Charts = lazy(() => import('../charts/charts'));
const WhyView = lazy(() => import('../why/why-view'));
const LessonPanel = lazy(() => import('../learn/lesson-panel'));

const CHARTS = ['loss', 'accuracy', 'rate'] as const;
const LOOKS: readonly LookId[] = ['boundary', 'draw', 'mistakes', 'filters', 'samples'];

export default function Embedded() {
  const panels = useStore(page, (options) => options.panels);
  const shows = (id: PanelId): boolean => panels.includes(id);
  const charts = CHARTS.filter(shows);
  const looks = LOOKS.filter(shows);
  return (
    <div className={classes.page}>
      <Bar />
      <Notices />
      <main className={classes.panels}>
        {shows('lesson') && (
          <Later>
            <LessonPanel />
          </Later>
        )}
        <Guide besideRun={false} />
        {!shows('experiment') && <FilesNeeded />}
        {shows('figures') && <Figures />}
        {charts.length > 0 && (
          <Later>
            <Charts only={charts} />
          </Later>
        )}
        {shows('why') && (
          <Later>
            <WhyView />
          </Later>
        )}
        {looks.length > 0 && <PanelColumn only={looks} />}
        {shows('runs') && <RunsTable />}
        {shows('experiment') && (
          <section className={classes.settings} aria-label="Settings">
            <ExperimentColumn />
          </section>
        )}
      </main>
      <DropZone />
    </div>
  );
}

function Later({ children }: { readonly children: ReactNode }) {
  return (
    <Boundary>
      <Suspense fallback={<div className={classes.toCome} />}>{children}</Suspense>
    </Boundary>
  );
}

/** Name, train or pause, status. */
function Bar() {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  return (
    <header className={classes.bar}>
      <h1 className={classes.name}>
        <a href={writeLink(catalogue, experiment)} target="_blank" rel="noreferrer" title="Open this experiment in the whole of Grimoire, in a new tab">
          Grimoire <span aria-hidden>↗</span>
          <VisuallyHidden> (opens in a new tab)</VisuallyHidden>
        </a>
      </h1>
      <TrainOrPause />
      <div className={classes.what}>
        <StatusLine />
      </div>
      <RunProgress />
    </header>
  );
}

function TrainOrPause() {
  const playground = usePlayground();
  const run = useCurrentRun();
  const ready = usePlaygroundState((state) => state.backend !== undefined);
  const training = run?.status === 'training';
  const goesOn = run?.status === 'paused' && !playground.changed;
  const label = training ? 'Pause' : goesOn ? 'Resume' : 'Train';
  return (
    <button type="button" className={classes.train} disabled={!ready || run?.status === 'starting'} onClick={() => void playground.trainOrPause()}>
      {training ? icons.pause : icons.train}
      {label}
    </button>
  );
}
