import { statusText } from '../../store/run-record';
import { clockTime } from '../format';
import { useCurrentRun, usePlaygroundState } from '../playground-context';
import { RunSwatch } from '../runs/run-swatch';
import { runColour } from '../theme';
import classes from './header.module.css';

/** What the current run is doing, and its name. */
export function StatusLine() {
  const run = useCurrentRun();
  const broken = usePlaygroundState((state) => state.broken);
  const backend = usePlaygroundState((state) => state.backend);
  const fallback = broken === undefined ? (backend ? 'Ready · nothing is training yet' : 'Starting · loading the engine …') : `Failed · ${broken}`;
  return (
    <div className={classes.status}>
      <div className={classes.now}>
        <span role="status" className={classes.text}>
          {run ? statusText(run) : fallback}
        </span>
        {run?.status === 'training' && run.secondsLeft !== undefined && <span className={classes.left}>{clockTime(run.secondsLeft)} left</span>}
        {run?.status === 'finished' && <span className={classes.left}>in {clockTime(run.seconds)}</span>}
      </div>
      {run && (
        <div className={classes.runName}>
          <RunSwatch colour={run.colour} />
          <span>
            Run {run.id}: {run.name}
          </span>
        </div>
      )}
    </div>
  );
}

/** A thin line along the lower edge of the header. */
export function RunProgress() {
  const run = useCurrentRun();
  const share = run ? Math.min(1, run.step / run.steps) : 0;
  return (
    <div className={classes.progress} role="progressbar" aria-label="Progress of the run" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(100 * share)}>
      {run && <div style={{ transform: `scaleX(${share})`, background: runColour(run.colour) }} />}
    </div>
  );
}
