/** Bug hunts: hides a bug in the experiment, takes the guesses, and gives the answer with what should have been seen. */
import { Title } from '@mantine/core';
import { usePlayground, usePlaygroundState } from '../playground-context';
import classes from './hunt.module.css';
import { PlantForm } from './plant-form';
import { Search } from './search';
import { suspectsOf } from './links';

export default function Hunt() {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const { plants } = experiment;
  return (
    <section aria-labelledby="hunt-title" className={classes.hunt}>
      <Title order={2} size="h5" id="hunt-title">
        Bug hunt
      </Title>
      {plants?.hunt === undefined ? (
        <PlantForm key={suspectsOf(catalogue, experiment).length} experiment={experiment} />
      ) : (
        <Search experiment={experiment} bugs={Object.keys(plants.bugs)} />
      )}
    </section>
  );
}
