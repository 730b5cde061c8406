import { Text } from '@mantine/core';
import type { SampleView } from '../../../engine/protocol';
import { topClasses } from '../pixels';
import { ProbabilityBars } from './probability-bars';
import { attributeTexts } from './attributes';
import { SamplePicture } from './sample-grid';
import classes from './samples.module.css';

interface Props {
  readonly sample: SampleView | undefined;
  readonly shape: readonly number[];
  readonly names: readonly string[];
  /** What to do to see something here. */
  readonly hint: string;
}

const SHOWN_CLASSES = 3;

/** Everything known about one sample. Its room is kept while none is chosen, so that nothing jumps. */
export function SampleDetails({ sample, shape, names, hint }: Props) {
  if (!sample) {
    return (
      <Text size="sm" className={classes.hint}>
        {hint}
      </Text>
    );
  }
  const probable = sample.probabilities && topClasses(sample.probabilities, SHOWN_CLASSES);
  return (
    <div className={classes.details}>
      {shape.length === 3 ? <SamplePicture sample={sample} shape={shape} className={classes.large} /> : <span>{coordinates(sample)}</span>}
      <div>
        <span>
          Sample {sample.index + 1}, label <b>{names[sample.label]}</b>
        </span>
        {probable && (
          <ProbabilityBars
            label="What the network says of it"
            rows={probable.map(({ label, probability }) => ({ name: names[label] ?? String(label), probability }))}
          />
        )}
        {sample.attributes && (
          <ul className={classes.attributes}>
            {attributeTexts(sample.attributes).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function coordinates({ features }: SampleView): string {
  return `(${Array.from(features, (value) => value.toFixed(2)).join(', ')})`;
}
