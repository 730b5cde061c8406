import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { icons } from '../icons';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import classes from './header.module.css';

/** Train, pause, step, stop, reset. */
export function RunControls() {
  const playground = usePlayground();
  const run = useCurrentRun();
  const queue = (): void => {
    const unavailable = (): void => playground.notify('The queue could not be loaded. Reload the page to try again.', 'problem');
    void import('../history/queue-now').then(({ queueNow }) => queueNow(playground)).catch(unavailable);
  };
  // Drawn anew when the experiment changes, since a paused run that was changed is not gone on with but trained afresh.
  usePlaygroundState((state) => state.experiment);
  const goesOn = run?.status === 'paused' && !playground.changed;
  const active = run?.status === 'training' || run?.status === 'paused';
  return (
    <div className={classes.controls} role="group" aria-label="Run">
      <Tooltip label={goesOn ? 'Go on with this run (space)' : 'Start a new run of the experiment on the left; earlier curves stay (space)'} openDelay={400}>
        <Button className={classes.train} leftSection={icons.train} onClick={() => void (goesOn ? playground.togglePause() : playground.train())}>
          {goesOn ? 'Resume' : 'Train'}
        </Button>
      </Tooltip>
      <Tooltip label="Train this experiment in the background, after what already waits: see Runs" openDelay={400}>
        <Button variant="default" className={classes.queue} onClick={queue}>
          Queue
        </Button>
      </Tooltip>
      <Control label="Pause" help="Pause (space)" icon={icons.pause} enabled={run?.status === 'training'} onClick={() => playground.togglePause()} />
      <Control label="Step" help="Pause and take a single step (s)" icon={icons.step} enabled={run !== undefined && run.status !== 'starting'} onClick={() => playground.step()} />
      <Control label="Stop" help="End this run; what it has learned can still be looked at (.)" icon={icons.stop} enabled={active} onClick={() => playground.stop()} />
      <Control label="Reset" help="Put this run back to step 0, untrained and paused (r)" icon={icons.reset} enabled={run !== undefined} onClick={() => playground.reset()} />
    </div>
  );
}

interface ControlProps {
  readonly label: string;
  readonly help: string;
  readonly icon: React.ReactNode;
  readonly enabled: boolean;
  readonly onClick: () => Promise<void>;
}

function Control({ label, help, icon, enabled, onClick }: ControlProps) {
  return (
    <Tooltip label={help} openDelay={400}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} disabled={!enabled} onClick={() => void onClick()}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
