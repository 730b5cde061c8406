import { Button, CloseButton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { counted } from '../../core/words';
import type { Trial } from '../../lab/trial';
import type { Lab } from '../../store/lab/lab';
import { usePlayground } from '../playground-context';
import { compare, copyLinks, removeTrials } from './actions';
import classes from './history.module.css';
import { readTags } from './tags';
import { tick } from './table-state';

interface Props {
  readonly lab: Lab;
  /** The trials that are ticked. */
  readonly trials: readonly Trial[];
}

/** What can be done with all runs that are ticked. */
export function SelectionBar({ lab, trials }: Props) {
  const playground = usePlayground();
  const ids = trials.map(({ id }) => id);
  const starred = trials.every((trial) => trial.starred);
  const again = trials.filter(({ status }) => status === 'failed' || status === 'stopped');
  return (
    <div className={classes.bar} role="toolbar" aria-label="Runs that are chosen">
      <b>{counted(trials.length, 'run')} chosen</b>
      <Button size="xs" onClick={() => compare(ids)}>
        Compare
      </Button>
      <Button size="xs" variant="default" onClick={() => lab.remark(ids, { starred: !starred })}>
        {starred ? 'Take stars off' : 'Star'}
      </Button>
      <TagForm lab={lab} trials={trials} />
      {again.length > 0 && (
        <Button size="xs" variant="default" title="Runs that failed or were stopped; those that were kept on the way go on from there." onClick={() => lab.retry(again.map(({ id }) => id))}>
          Queue {again.length === trials.length ? 'again' : `${again.length} again`}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => void copyLinks(playground, trials)}>
        Copy {trials.length === 1 ? 'link' : 'links'}
      </Button>
      <Button size="xs" variant="default" onClick={() => removeTrials(lab, ids)}>
        Delete
      </Button>
      <CloseButton size="sm" iconSize={16} aria-label="Choose none" onClick={() => tick([])} />
    </div>
  );
}

function TagForm({ lab, trials }: Props) {
  const [typed, setTyped] = useState('');
  const add = (): void => {
    const fresh = readTags(typed);
    if (fresh.length === 0) return;
    for (const { id, tags } of trials) lab.remark([id], { tags: [...new Set([...tags, ...fresh])] });
    setTyped('');
  };
  return (
    <form
      className={classes.tagForm}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextInput size="xs" aria-label="Tag to add" placeholder="Tag" value={typed} maxLength={60} onChange={(event) => setTyped(event.currentTarget.value)} />
      <Button size="xs" variant="default" type="submit" disabled={readTags(typed).length === 0}>
        Add tag
      </Button>
    </form>
  );
}
