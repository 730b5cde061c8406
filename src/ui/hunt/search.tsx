import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Experiment } from '../../core/experiment';
import { writeLink } from '../../core/permalink';
import { plantOf } from '../../core/plant';
import { usePlayground } from '../playground-context';
import { Answer } from './answer';
import { CopyLink } from './copy-link';
import { game, gameOf, giveUp, guess } from './game';
import classes from './hunt.module.css';
import { suspectsOf } from './links';

interface Props {
  readonly experiment: Experiment;
  /** Ids of those that are hidden. */
  readonly bugs: readonly string[];
}

/** The guesses of a hunt, until it is found or given up. */
export function Search({ experiment, bugs }: Props) {
  const { catalogue } = usePlayground();
  const code = `${bugs.join(',')} ${experiment.plants?.hunt}`;
  const { wrong, end } = gameOf(useStore(game), code);
  const suspects = suspectsOf(catalogue, experiment);
  const [chosen, setChosen] = useState('');
  const titles = (ids: readonly string[]) => ids.map((id) => plantOf(catalogue, id)?.title ?? id);
  if (end) return <Answer experiment={experiment} bugs={bugs} found={end === 'found'} guesses={wrong.length + (end === 'found' ? 1 : 0)} />;
  return (
    <>
      <p className={classes.help}>
        {bugs.length === 1 ? 'One bug is' : `${bugs.length} bugs are`} hidden in this experiment. Train, look at Why, Errors and Data, overfit one batch, check the device; then name the culprit.
      </p>
      <div className={classes.choice}>
        <NativeSelect
          label="The culprit"
          data={[{ value: '', label: 'Choose …' }, ...suspects.map(({ id, title }) => ({ value: id, label: wrong.includes(id) ? `${title} (no)` : title }))]}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button size="sm" disabled={chosen === ''} onClick={() => guess(code, bugs, chosen)}>
            This is it
          </Button>
          <Button size="sm" variant="default" onClick={() => giveUp(code)}>
            Show me
          </Button>
          <CopyLink label="Copy hunt link" link={() => writeLink(catalogue, experiment)} />
        </div>
      </div>
      <p className={classes.hint} aria-live="polite">
        {wrong.length > 0 && `No, it is not “${titles(wrong.slice(-1))[0]}”. ${wrong.length === 1 ? 'One guess' : `${wrong.length} guesses`} so far.`}
      </p>
    </>
  );
}
