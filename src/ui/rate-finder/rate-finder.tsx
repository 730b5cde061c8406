import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { runFields } from '../../core/experiment';
import { writeLink } from '../../core/permalink';
import type { RateSweep } from '../../engine/protocol';
import { short } from '../format';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { Boundary } from '../shell/boundary';
import classes from './rate-finder.module.css';

const SweepChart = lazy(() => import('./sweep-chart'));

/** Two digits are as much as a sweep can say of a rate. */
const rounded = (rate: number): number => Number(rate.toPrecision(2));

/** A lowest loss above this share of the first one shows little. */
const HARDLY = 0.97;

/** A tool beneath the learning rate: tries ever larger rates on some mini-batches, and suggests one. */
export function RateFinder() {
  const playground = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const backend = usePlaygroundState((state) => state.backend);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<{ readonly subject: string; readonly sweep: RateSweep }>();
  // A sweep holds for another base rate and another length of run just as well.
  const { lr, epochs } = runFields;
  const subject = writeLink(playground.catalogue, { ...experiment, run: { ...experiment.run, lr: lr.default, epochs: epochs.default } });

  const sweep = async (): Promise<void> => {
    setBusy(true);
    const result = await playground.findRate();
    setBusy(false);
    if (result) setFound({ subject, sweep: result });
  };

  return (
    <div className={classes.finder}>
      <Button variant="default" size="xs" onClick={() => void sweep()} loading={busy} disabled={!backend}>
        {found ? 'Search again' : 'Find a learning rate'}
      </Button>
      <p className={classes.help}>
        Raises the rate from far too small to far too large over some hundred mini-batches and watches the loss. Takes a few seconds; your run waits meanwhile, and no weight of it changes.
      </p>
      {found && <Found sweep={found.sweep} stale={found.subject !== subject} current={experiment.run.lr} onUse={(rate) => playground.setField('run', 'lr', rate)} />}
    </div>
  );
}

interface FoundProps {
  readonly sweep: RateSweep;
  /** Whether it was of another experiment. */
  readonly stale: boolean;
  readonly current: number;
  readonly onUse: (rate: number) => void;
}

function Found({ sweep, stale, current, onUse }: FoundProps) {
  const { suggestions, rates, smoothed } = sweep;
  const lowest = smoothed.reduce((best, loss, i) => (loss < smoothed[best]! ? i : best), 0);
  return (
    <>
      {stale && <p className={classes.stale}>The experiment has changed since this sweep; search again.</p>}
      <Boundary>
        <Suspense fallback={<div className={classes.chart} />}>
          <SweepChart sweep={sweep} />
        </Suspense>
      </Boundary>
      {suggestions.length === 0 ? (
        <p className={classes.help}>The loss never fell, so there is nothing to suggest: look at the data and the initial weights, or try a smaller batch.</p>
      ) : (
        <>
          <p className={classes.help}>
            The smoothed loss went from {short(smoothed[0]!)} down to {short(smoothed[lowest]!)} at a rate of {short(rates[lowest]!)}
            {sweep.diverged ? ', and blew up soon after.' : '.'}
            {smoothed[lowest]! > HARDLY * smoothed[0]! && ' That is hardly a fall, so do not trust the suggestions much.'}
          </p>
          <ul className={classes.suggestions} aria-label="Suggested learning rates">
            {suggestions.map(({ rule, rate, reason }, i) => (
              <li key={rule}>
                <Button variant="light" size="xs" disabled={rounded(rate) === current} onClick={() => onUse(rounded(rate))} aria-label={`Use ${rounded(rate)}, found by the rule “${rule}”`}>
                  {rounded(rate) === current ? `${rounded(rate)} is set` : `Use ${rounded(rate)}`}
                </Button>
                <span>
                  <b>
                    {i + 1} {rule}
                  </b>{' '}
                  {reason}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
