import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { messageOf } from '../../core/words';
import type { SampleView } from '../../engine/protocol';
import { PlanePicture } from '../panels/plane/plane-picture';
import { SampleDetails } from '../shared/samples/sample-details';
import { SampleGrid } from '../shared/samples/sample-grid';
import { Segments } from '../shared/segments';
import { inspector } from './connect';
import classes from './data.module.css';
import type { Subject } from './inspector';

type Shown = 'train' | 'dev' | 'test';

const IMAGES = 36;
const POINTS = 400;
const SPLITS = [
  { value: 'train', label: 'Train' },
  { value: 'dev', label: 'Dev' },
  { value: 'test', label: 'Test' },
];

interface Props {
  readonly subject: Subject;
  readonly shape: readonly number[];
  readonly names: readonly string[];
}

/** Samples of each split, drawn at random. */
export function RandomSamples({ subject, shape, names }: Props) {
  const [split, setSplit] = useState<Shown>('train');
  const [seed, setSeed] = useState(1);
  const [selected, setSelected] = useState<number>();
  const [answer, setAnswer] = useState<{ readonly subject: string; readonly split: Shown; readonly samples: readonly SampleView[] } | { readonly problem: string }>();
  const images = shape.length === 3;
  const { key } = subject;
  const draw = useEffectEvent(() => inspector.draw(subject, split, images ? IMAGES : POINTS, seed));
  useEffect(() => {
    let wanted = true;
    draw().then(
      (samples) => wanted && setAnswer({ subject: key, split, samples }),
      (error: unknown) => wanted && setAnswer({ problem: messageOf(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [key, split, seed]);

  const name = (label: number): string => names[label] ?? String(label);
  const samples = answer && 'samples' in answer && answer.subject === key ? answer.samples : undefined;
  return (
    <section className={classes.section} aria-labelledby="random-samples">
      <header className={classes.head}>
        <h3 id="random-samples">Look at them first</h3>
        <Segments label="Which samples" data={SPLITS} value={split} onChange={(value) => setSplit(value as Shown)} />
        <Button size="xs" variant="default" className={classes.button} onClick={() => setSeed(seed + 1)}>
          Draw others
        </Button>
      </header>
      <p className={classes.help}>
        Drawn at random. Would you give them these labels? Do the splits look alike?
        {split === 'test' && ' Looking at test samples to find mistakes in the data is right; choosing settings by them is not.'}
      </p>
      {answer && 'problem' in answer ? (
        <p className={classes.problem}>{answer.problem}</p>
      ) : !samples ? (
        <p className={classes.waiting}>Drawing samples …</p>
      ) : images ? (
        <SampleGrid
          label={`Random ${split} samples`}
          samples={samples}
          shape={shape}
          wordy={names.some(({ length }) => length > 3)}
          selected={selected}
          onSelect={setSelected}
          caption={({ label }) => name(label)}
          describe={({ index, label }) => `Sample ${index + 1}: ${name(label)}`}
        />
      ) : (
        <PlanePicture label={`${samples.length} ${split} samples of ${names.length} classes in the plane`} classes={names} {...{ [split === 'train' ? 'train' : 'dev']: samples }} onSelect={setSelected} />
      )}
      {samples && <SampleDetails sample={samples.find(({ index }) => index === selected)} shape={shape} names={names} hint="Point at a sample, or go there with the arrow keys, to see what is known about it." />}
    </section>
  );
}
