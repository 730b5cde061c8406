import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Trial } from '../../lab/trial';
import type { Lab } from '../../store/lab/lab';
import { titleOf } from '../../store/lab/table/facts';
import { usePlayground } from '../playground-context';
import { compare, copyLinks, removeTrials } from './actions';
import classes from './detail.module.css';
import { queueSeeds } from './queue-experiment';

const SEEDS = [1, 2, 4, 9];

interface Props {
  readonly lab: Lab;
  readonly trial: Trial;
  readonly parent: Trial | undefined;
}

export function DetailActions({ lab, trial, parent }: Props) {
  const playground = usePlayground();
  const [seeds, setSeeds] = useState(1);
  const { id, status } = trial;
  const open = (): void => {
    if (!playground.restore(trial)) return;
    playground.notify(`The controls show the settings of “${titleOf(trial)}”. Press Train to run them again, or change something first.`);
  };
  return (
    <div className={classes.actions} role="group" aria-label="What can be done with this run">
      <Button size="xs" title="Puts the settings of this run into the controls; nothing is trained yet." onClick={open}>
        Open its settings
      </Button>
      {parent && (
        <Button size="xs" variant="default" title="Shows both on one chart, with what differs between them." onClick={() => compare([parent.id, id])}>
          Compare with its parent
        </Button>
      )}
      {(status === 'failed' || status === 'stopped') && (
        <Button size="xs" variant="default" title="Puts it back into the queue; where it was kept on the way, it goes on from there." onClick={() => lab.retry([id])}>
          Queue again
        </Button>
      )}
      {(status === 'waiting' || status === 'running') && trial.origin !== 'page' && (
        <Button size="xs" variant="default" title="Ends it; what it has measured stays in the table." onClick={() => lab.stop([id])}>
          Stop
        </Button>
      )}
      <span className={classes.seeds}>
        <NativeSelect size="xs" aria-label="How many more seeds" data={SEEDS.map((n) => ({ value: String(n), label: `${n} more ${n === 1 ? 'seed' : 'seeds'}` }))} value={String(seeds)} onChange={(event) => setSeeds(Number(event.currentTarget.value))} />
        <Button size="xs" variant="default" aria-label="Queue it with more seeds" title="Trains the same settings again with other seeds, which shows how much of the result is luck." onClick={() => queueSeeds(lab, playground, trial, seeds)}>
          Queue
        </Button>
      </span>
      <Button size="xs" variant="default" onClick={() => void copyLinks(playground, [trial])}>
        Copy link
      </Button>
      <Button size="xs" variant="default" onClick={() => removeTrials(lab, [id])}>
        Delete
      </Button>
    </div>
  );
}
