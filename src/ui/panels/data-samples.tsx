import { useState } from 'react';
import type { SampleView } from '../../engine/protocol';
import type { PanelProps } from './panel-props';
import { PlanePicture } from './plane/plane-picture';
import { SampleDetails } from '../shared/samples/sample-details';
import { SampleGrid } from '../shared/samples/sample-grid';
import classes from '../shared/samples/samples.module.css';
import { dataFacts } from '../shared/data-facts';
import { Empty, Panel } from '../shared/panel';
import { argMax } from '../shared/pixels';
import { Segments } from '../shared/segments';
import { useAnswer } from '../shared/use-answer';

type Shown = 'train' | 'dev';

const IMAGES = 40;
const POINTS = 400;
const HELP: Readonly<Record<Shown, string>> = {
  train: 'What the network learns from, with its labels.',
  dev: 'Samples that the network never learns from, kept to judge it by.',
};
const SPLITS = [
  { value: 'train', label: 'Train' },
  { value: 'dev', label: 'Dev' },
];

/** Samples of the data with their labels and, once there is a network, what it says of them. */
export function DataSamples({ trainer, experiment, revision, status }: PanelProps) {
  const [split, setSplit] = useState<Shown>('train');
  const [selected, setSelected] = useState<number>();
  const facts = dataFacts(experiment.data);
  const images = facts.shape.length === 3;
  const { answer: samples, ref } = useAnswer<SampleView[]>(trainer, {
    ask: () => trainer.samples(split, images ? IMAGES : POINTS),
    subject: JSON.stringify([split, experiment.data]),
    occasion: `${revision} ${status}`,
  });
  const name = (label: number): string => facts.classes[label] ?? String(label);
  const chosen = samples?.find(({ index }) => index === selected);

  return (
    <Panel
      ref={ref}
      title={split === 'train' ? 'Training samples' : 'Dev samples'}
      help={`${HELP[split]} ${images ? 'The mark says whether the network names them right at this moment.' : 'The colour is the label.'}`}
      controls={<Segments label="Which samples" data={SPLITS} value={split} onChange={(value) => setSplit(value as Shown)} />}
    >
      {!samples || samples.length === 0 ? (
        <Empty title={status === 'failed' ? 'No samples' : 'Getting the samples ready'}>{status === 'failed' && 'The data could not be opened; see the message of the run.'}</Empty>
      ) : images ? (
        <SampleGrid
          label={split === 'train' ? 'Training samples' : 'Dev samples'}
          samples={samples}
          shape={facts.shape}
          wordy={facts.classes.some(({ length }) => length > 3)}
          selected={selected}
          onSelect={setSelected}
          caption={(sample) => <Verdict sample={sample} name={name} />}
          describe={(sample) => describe(sample, name)}
        />
      ) : (
        <PlanePicture
          label={`${samples.length} ${split === 'train' ? 'training' : 'dev'} samples of ${facts.classes.length} classes in the plane`}
          classes={facts.classes}
          {...{ [split]: samples }}
          onSelect={setSelected}
        />
      )}
      <SampleDetails sample={chosen} shape={facts.shape} names={facts.classes} hint="Point at a sample, or go there with the arrow keys, to see what is known about it." />
    </Panel>
  );
}

interface Named {
  readonly sample: SampleView;
  readonly name: (label: number) => string;
}

function Verdict({ sample, name }: Named) {
  const said = sample.probabilities && argMax(sample.probabilities);
  if (said === undefined) return name(sample.label);
  if (said === sample.label) {
    return (
      <>
        {name(sample.label)} <span className={classes.right}>✓</span>
      </>
    );
  }
  return (
    <>
      {name(sample.label)} <span className={classes.wrong}>✗ {name(said)}</span>
    </>
  );
}

function describe(sample: SampleView, name: (label: number) => string): string {
  const said = sample.probabilities && argMax(sample.probabilities);
  if (said === undefined) return `Sample ${sample.index + 1}: ${name(sample.label)}`;
  return `Sample ${sample.index + 1}: ${name(sample.label)}, the network says ${name(said)}, ${said === sample.label ? 'right' : 'wrong'}`;
}
