import { Button } from '@mantine/core';
import { percent } from '../../core/statistics';
import type { Trial } from '../../lab/trial';
import type { Lab } from '../../store/lab/lab';
import { devEstimate, epochsText, secondsLeft, titleOf } from '../../store/lab/table/facts';
import { clockTime } from '../format';
import { rangeText } from './figures';
import classes from './queue.module.css';
import { Sparkline } from './sparkline';
import { openTrial } from './table-state';

interface Props {
  readonly lab: Lab;
  readonly trials: readonly Trial[];
}

export function RunningList({ lab, trials }: Props) {
  return (
    <ul className={classes.running} aria-label="In training">
      {trials.map((trial) => (
        <Running key={trial.id} lab={lab} trial={trial} />
      ))}
    </ul>
  );
}

function Running({ lab, trial }: { readonly lab: Lab; readonly trial: Trial }) {
  const dev = devEstimate(trial);
  const left = secondsLeft(trial);
  const title = titleOf(trial);
  return (
    <li>
      <div className={classes.line}>
        <button type="button" className={classes.name} onClick={() => openTrial(trial.id)}>
          <small>{trial.path}</small> {title}
        </button>
        <Sparkline spark={trial.spark} />
        <span className={classes.facts}>
          {trial.step === 0 ? 'starting …' : `epoch ${epochsText(trial)}`}
          {dev && ` · dev ${percent(dev)} (${rangeText(dev)})`}
          {left !== undefined && ` · ${clockTime(left)} left`}
        </span>
        <Button size="compact-xs" variant="default" aria-label={`Stop ${title}`} title="Ends it; what it has measured stays in the table." onClick={() => lab.stop([trial.id])}>
          Stop
        </Button>
      </div>
      <progress aria-label={`Progress of ${title}`} value={trial.step} max={trial.steps} />
    </li>
  );
}
