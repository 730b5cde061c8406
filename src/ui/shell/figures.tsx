import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { accuracyEstimate, percent } from '../../core/statistics';
import { grouped } from '../../core/words';
import { latestMetrics, type RunRecord } from '../../store/run-record';
import { lossText } from '../format';
import { useCurrentRun, usePlayground } from '../playground-context';
import { runColour } from '../theme';
import classes from './figures.module.css';

/** The current run in numbers. The test set stays covered until asked for. */
export function Figures() {
  const run = useCurrentRun();
  const metrics = run && latestMetrics(run);
  const dev = metrics && accuracyEstimate(metrics.dev);
  return (
    <dl className={classes.figures}>
      <Figure term="Dev accuracy" large note={dev && `${percentOf(dev.low)} – ${percentOf(dev.high)}`} hint="The share of dev samples named rightly; with 95 % confidence the true share lies in the range beside it.">
        <span style={run && { color: runColour(run.colour) }}>{dev ? percent(dev) : '–'}</span>
      </Figure>
      <Figure term="Train accuracy">{metrics ? percent(accuracyEstimate(metrics.train)) : '–'}</Figure>
      <Figure term="Dev loss">{metrics ? lossText(metrics.dev.loss) : '–'}</Figure>
      <Figure term="Step" hint={run && run.seconds > 0 && run.step > 0 ? `${speed(run.step / run.seconds)} steps per second` : undefined}>
        {run ? `${grouped(run.step)} of ${grouped(run.steps)}` : '–'}
      </Figure>
      {run && (
        <Figure term="Test accuracy">
          <TestFigure run={run} />
        </Figure>
      )}
    </dl>
  );
}

interface FigureProps {
  readonly term: string;
  readonly note?: string | undefined;
  /** Shown on hover. */
  readonly hint?: string | undefined;
  readonly large?: boolean;
  readonly children: ReactNode;
}

function Figure({ term, note, hint, large, children }: FigureProps) {
  return (
    <div className={classes.figure} data-large={large} title={hint}>
      <dt>{term}</dt>
      <dd>
        {children}
        {note !== undefined && <span className={classes.note}>{note}</span>}
      </dd>
    </div>
  );
}

function TestFigure({ run }: { readonly run: RunRecord }) {
  const playground = usePlayground();
  const reveal = (label: string) => (
    <UnstyledButton
      className={classes.reveal}
      title="Whoever chooses settings by the test set can no longer trust it, so every look is counted."
      onClick={() => void playground.revealTest()}
    >
      {label}
    </UnstyledButton>
  );
  if (!run.test) return <>covered {run.status !== 'starting' && reveal(`reveal (peek ${run.peeks + 1})`)}</>;
  return (
    <>
      {percent(accuracyEstimate(run.test))} {run.status === 'training' || run.status === 'paused' ? reveal(`look again (peek ${run.peeks + 1})`) : <span className={classes.peeks}>after {run.peeks === 1 ? '1 peek' : `${run.peeks} peeks`}</span>}
    </>
  );
}

function percentOf(share: number): string {
  return `${(100 * share).toFixed(1)}`;
}

function speed(perSecond: number): string {
  return perSecond >= 100 ? grouped(Math.round(perSecond)) : perSecond.toPrecision(2);
}
