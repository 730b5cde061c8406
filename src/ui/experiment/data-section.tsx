import { describeData } from '../../core/experiment';
import { useKept } from '../embed/part';
import { FieldGroup } from '../fields/field-group';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { ChoiceSelect } from './choice-select';
import classes from './experiment.module.css';
import { FilesNeeded } from './files-needed';
import { Section } from './section';

/** Fields that come before the fold. */
const SHOWN = 3;

export function DataSection() {
  const playground = usePlayground();
  const { catalogue } = playground;
  const data = usePlaygroundState((state) => state.experiment.data);
  const declaration = catalogue.datasets[data.id]!;
  const kept = useKept('data');
  const { shape, classes: classCount, encoding } = describeData(catalogue, data);
  return (
    <Section title="Data">
      <ChoiceSelect label="Data set" value={data.id} options={Object.values(catalogue.datasets)} onChange={(id) => playground.chooseData(id)} />
      <p className={classes.summary}>{declaration.summary}</p>
      <p className={classes.facts}>
        {encoding === 'pixels' ? `${shape.join(' × ')} pixels` : `${shape[0]} coordinates`} · {classCount} classes
      </p>
      {/* Where the data are kept as they are, the files have a place of their own. */}
      {!kept && <FilesNeeded />}
      <FieldGroup key={data.id} owner="data" fields={declaration.fields} values={data} shown={SHOWN} />
      {declaration.source && (
        <a className={classes.source} href={declaration.source.url} target="_blank" rel="noreferrer">
          {declaration.source.citation}
        </a>
      )}
    </Section>
  );
}
