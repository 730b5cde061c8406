import { describeData, runFields } from '../../core/experiment';
import { runLength } from '../../core/fold';
import { grouped } from '../../core/words';
import { FieldGroup } from '../fields/field-group';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { RateFinder } from '../rate-finder/rate-finder';
import classes from './experiment.module.css';
import { ProblemText, Section } from './section';

export function TrainingSection() {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const problem = usePlaygroundState((state) => state.problem);
  const { trainSize } = describeData(catalogue, experiment.data);
  const { steps, stepsPerEpoch, batchSize } = runLength(experiment, trainSize);
  return (
    <Section title="Training">
      {problem?.place === 'experiment' && <ProblemText>{problem.text}</ProblemText>}
      <FieldGroup owner="run" fields={runFields} values={experiment.run} />
      <RateFinder />
      <p className={classes.facts}>
        {grouped(steps)} steps, {grouped(stepsPerEpoch)} per epoch
        {batchSize < experiment.run.batch && `; a batch cannot be larger than the ${grouped(trainSize)} training samples`}
      </p>
    </Section>
  );
}
