import { Button } from '@mantine/core';
import { counted } from '../../core/words';
import type { Trial } from '../../lab/trial';
import type { Lab } from '../../store/lab/lab';
import { titleOf } from '../../store/lab/table/facts';
import { removeTrials } from './actions';
import classes from './queue.module.css';

/** The rest is found in the table. */
const MOST_SHOWN = 10;

interface Props {
  readonly lab: Lab;
  /** Newest first. */
  readonly trials: readonly Trial[];
}

export function FailedList({ lab, trials }: Props) {
  return (
    <details className={classes.failed}>
      <summary>{counted(trials.length, 'run')} failed: why, and what to do</summary>
      {trials.length > 1 && (
        <Button size="xs" variant="default" onClick={() => lab.retry(trials.map(({ id }) => id))}>
          Try all {trials.length} again
        </Button>
      )}
      <ul>
        {trials.slice(0, MOST_SHOWN).map((trial) => (
          <li key={trial.id}>
            <p>
              <b>
                {trial.path} {titleOf(trial)}
              </b>
              {trial.failure ? ` ${trial.failure.reason} ${trial.failure.advice}` : ' It ended without a reason.'}
            </p>
            <Button size="compact-xs" variant="default" aria-label={`Try ${titleOf(trial)} again`} onClick={() => lab.retry([trial.id])}>
              Try again
            </Button>
            <Button size="compact-xs" variant="subtle" color="gray" aria-label={`Delete ${titleOf(trial)}`} onClick={() => removeTrials(lab, [trial.id])}>
              Delete
            </Button>
          </li>
        ))}
      </ul>
      {trials.length > MOST_SHOWN && <p className={classes.help}>The newest {MOST_SHOWN} are listed; choose the status “failed” below to see them all.</p>}
    </details>
  );
}
