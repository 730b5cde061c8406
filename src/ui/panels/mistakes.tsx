import { useState } from 'react';
import type { SampleView } from '../../engine/protocol';
import type { PanelProps } from './panel-props';
import { PlanePicture } from './plane/plane-picture';
import { SampleDetails } from '../shared/samples/sample-details';
import { SampleGrid } from '../shared/samples/sample-grid';
import classes from '../shared/samples/samples.module.css';
import { dataFacts } from '../shared/data-facts';
import { Empty, Panel } from '../shared/panel';
import { argMax, confidence } from '../shared/pixels';
import { useAnswer } from '../shared/use-answer';

const SHOWN = 15;
const AMONG = 500;
/** Between two looks, in ms: each costs about as much as an evaluation. */
const GAP = 2000;

/** What the network gets wrong at this moment, the most confident mistakes first. */
export function Mistakes({ trainer, experiment, revision, status }: PanelProps) {
  /** Kept when the network has learned better in the meantime, so that it does not vanish under the pointer. */
  const [selected, setSelected] = useState<{ readonly subject: string; readonly sample: SampleView }>();
  const facts = dataFacts(experiment.data);
  const subject = JSON.stringify(experiment.data);
  const images = facts.shape.length === 3;
  const { answer: mistakes, ref } = useAnswer<SampleView[]>(trainer, {
    ask: () => trainer.mistakes(SHOWN, AMONG),
    subject,
    occasion: `${revision} ${status}`,
    gap: GAP,
  });
  const name = (label: number): string => facts.classes[label] ?? String(label);
  const chosen = selected?.subject === subject ? selected.sample : undefined;
  const select = (index: number): void => {
    const sample = mistakes?.find((mistake) => mistake.index === index);
    if (sample) setSelected({ subject, sample });
  };
  const describe = (sample: SampleView): string => {
    const said = argMax(sample.probabilities!);
    return `Dev sample ${sample.index + 1}: ${name(sample.label)}, taken for ${name(said)} with ${confidence(sample.probabilities![said]!)} confidence`;
  };

  return (
    <Panel
      ref={ref}
      title="Misclassified right now"
      help={`Dev samples among the first ${AMONG} that the network gets wrong${images ? ', the most confident mistakes first: label → what it says, and how sure it is' : '; the colour is their label'}.`}
    >
      {!mistakes ? (
        <Empty title="No network yet">Mistakes appear here as soon as a network has been looked at for the first time.</Empty>
      ) : mistakes.length === 0 ? (
        <Empty title={`No mistakes among the first ${AMONG} dev samples`}>A harder data set, fewer training samples or a smaller model would make some.</Empty>
      ) : (
        <>
          {images ? (
            <SampleGrid
              label="Misclassified dev samples"
              samples={mistakes}
              shape={facts.shape}
              wordy={facts.classes.some(({ length }) => length > 3)}
              selected={chosen?.index}
              onSelect={select}
              describe={describe}
              caption={(sample) => <Confusion sample={sample} name={name} />}
            />
          ) : (
            <PlanePicture label={`${mistakes.length} misclassified dev samples in the plane`} classes={facts.classes} dev={mistakes} onSelect={select} />
          )}
          <SampleDetails
            sample={mistakes.find(({ index }) => index === chosen?.index) ?? chosen}
            shape={facts.shape}
            names={facts.classes}
            hint="Point at a mistake, or go there with the arrow keys, to see what else the network thought of."
          />
        </>
      )}
    </Panel>
  );
}

function Confusion({ sample, name }: { readonly sample: SampleView; readonly name: (label: number) => string }) {
  const said = argMax(sample.probabilities!);
  return (
    <>
      {name(sample.label)} → <span className={classes.wrong}>{name(said)}</span>
      <br />
      <span className={classes.quiet}>{confidence(sample.probabilities![said]!)}</span>
    </>
  );
}
