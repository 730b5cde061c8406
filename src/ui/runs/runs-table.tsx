import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { accuracyEstimate, percent } from '../../core/statistics';
import { latestMetrics, type RunRecord } from '../../store/run-record';
import { clockTime, lossText } from '../format';
import { icons } from '../icons';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { copy } from '../shared/clipboard';
import { removeFocused } from '../shared/remove-focused';
import { RunSwatch } from './run-swatch';
import classes from './runs.module.css';

const STATUS: Readonly<Record<RunRecord['status'], string>> = {
  starting: 'starting',
  training: 'training',
  paused: 'paused',
  finished: 'finished',
  failed: 'failed',
  stopped: 'stopped early',
};

/** The current run and those before it, newest first. */
export function RunsTable() {
  const runs = usePlaygroundState((state) => state.runs);
  if (runs.length === 0) return null;
  return (
    <section className={classes.runs} aria-labelledby="runs-title">
      <h2 id="runs-title">Runs</h2>
      {runs.length === 1 && <p className={classes.hint}>Change a setting and press Train: the next run joins this table, and both stay on the charts.</p>}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Table of runs">
        <table>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Dev accuracy</th>
              <th scope="col">Dev loss</th>
              <th scope="col">Time</th>
              <th scope="col">Status</th>
              <th scope="col">
                <VisuallyHidden>Actions</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.toReversed().map((run, i) => (
              <Row key={run.id} run={run} current={i === 0} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ run, current }: { readonly run: RunRecord; readonly current: boolean }) {
  const playground = usePlayground();
  const metrics = latestMetrics(run);
  const dev = metrics && accuracyEstimate(metrics.dev);
  const name = `run ${run.id}`;
  const remove = ({ currentTarget }: MouseEvent<HTMLElement>): void => {
    const rows = currentTarget.closest('tbody');
    removeFocused(currentTarget, rows, () => playground.removeRun(run.id), () => rows?.querySelector('button'));
  };
  return (
    <tr data-current={current}>
      <th scope="row">
        <span className={classes.name}>
          <RunSwatch colour={run.colour} />
          <span>
            {run.id}: {run.name}
          </span>
        </span>
      </th>
      <td>
        {dev ? percent(dev) : '–'}
        {dev && <span className={classes.interval}>{` ${(100 * dev.low).toFixed(1)} – ${(100 * dev.high).toFixed(1)}`}</span>}
      </td>
      <td>{metrics ? lossText(metrics.dev.loss) : '–'}</td>
      <td>{clockTime(run.seconds)}</td>
      <td>{STATUS[run.status]}</td>
      <td className={classes.actions}>
        <Action label={run.pinned ? `Let ${name} go when there are too many` : `Keep ${name} when there are too many`} pressed={run.pinned} onClick={() => playground.pin(run.id, !run.pinned)}>
          {icons.pin}
        </Action>
        <Action label={`Put the settings of ${name} back into the controls`} onClick={() => playground.restore(run)}>
          {icons.restore}
        </Action>
        <Action label={`Copy the link of ${name}`} onClick={() => void copyLink(run).then((text) => playground.notify(text))}>
          {icons.share}
        </Action>
        <Action label={`Remove ${name}`} disabled={current} removes="run" onClick={remove}>
          {icons.close}
        </Action>
      </td>
    </tr>
  );
}

interface ActionProps {
  readonly label: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** See {@link removeFocused}. */
  readonly removes?: string;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly children: ReactNode;
}

function Action({ label, pressed, disabled = false, removes, onClick, children }: ActionProps) {
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon
        variant={pressed ? 'light' : 'subtle'}
        color={pressed ? 'accent' : 'gray'}
        size="md"
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        data-remove={removes}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** @returns what to tell the visitor */
async function copyLink(run: RunRecord): Promise<string> {
  const address = `${window.location.href.replace(/#.*/, '')}${run.link}`;
  return (await copy(address)) ? `The link of run ${run.id} is in the clipboard.` : `The clipboard cannot be reached; the link is ${address}`;
}
