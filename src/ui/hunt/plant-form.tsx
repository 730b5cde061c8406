import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Experiment } from '../../core/experiment';
import { plantOf } from '../../core/plant';
import { usePlayground } from '../playground-context';
import { CopyLink } from './copy-link';
import classes from './hunt.module.css';
import { hideAtRandom, linkWith, linkWithout, suspectsOf } from './links';

/** Plants a bug where everybody sees it, or hides one. */
export function PlantForm({ experiment }: { readonly experiment: Experiment }) {
  const playground = usePlayground();
  const { catalogue } = playground;
  const suspects = suspectsOf(catalogue, experiment);
  const [chosen, setChosen] = useState(suspects[0]?.id ?? '');
  const bug = plantOf(catalogue, chosen);
  const planted = Object.keys(experiment.plants?.bugs ?? {}).flatMap((id) => plantOf(catalogue, id) ?? []);
  const open = (link: string | undefined) => link !== undefined && void playground.openLink(link);
  if (suspects.length === 0 || !bug) return <p className={classes.help}>Choose a model that can read these data; then a bug can be planted here.</p>;
  return (
    <>
      <p className={classes.help}>
        A bug hides somewhere in the data, the training or the evaluation, as it would in your own program. Find it by its traces: the verdicts, the errors, the samples. Or plant one and see what it does.
      </p>
      {planted.map(({ id, title, summary, lesson }) => (
        <div key={id} className={classes.planted}>
          <p>
            <b>Planted: {title}.</b> {summary}
          </p>
          <details>
            <summary>What to look for</summary>
            <p>{lesson}</p>
          </details>
        </div>
      ))}
      <div className={classes.buttons}>
        <Button size="sm" onClick={() => open(hideAtRandom(catalogue, experiment))}>
          Hide one at random, and train
        </Button>
        {planted.length > 0 && (
          <Button size="sm" variant="default" onClick={() => open(linkWithout(catalogue, experiment))}>
            Take it out, and train
          </Button>
        )}
      </div>
      <div className={classes.choice}>
        <NativeSelect
          label="Or choose a bug"
          description={bug.summary}
          inputWrapperOrder={['label', 'input', 'description']}
          data={suspects.map(({ id, title }) => ({ value: id, label: title }))}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button size="sm" variant="default" onClick={() => open(linkWith(catalogue, experiment, bug))}>
            Plant it, and train
          </Button>
          <CopyLink label="Copy hunt link" link={() => linkWith(catalogue, experiment, bug, Math.floor(Math.random() * 2 ** 16))} />
        </div>
      </div>
      <p className={classes.hint}>A hunt link opens this experiment with the bug in it and does not say which.</p>
    </>
  );
}
