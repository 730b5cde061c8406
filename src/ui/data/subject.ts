import type { Catalogue } from '../../core/catalogue';
import type { NamedFile } from '../../core/dataset';
import { defaultExperiment, type Experiment } from '../../core/experiment';
import { writeLink } from '../../core/permalink';
import type { Subject } from './inspector';

/** What is to be checked of an experiment. Its key is the part of the link that the data depend on, and the files they are read from. */
export function subjectOf(catalogue: Catalogue, experiment: Experiment, files: readonly NamedFile[]): Subject {
  const { data, run, plants } = experiment;
  const base = defaultExperiment(catalogue, data.id);
  // What was done to the data on purpose depends on the run's seed.
  const part: Experiment = plants ? { ...base, data, plants, run: { ...base.run, seed: run.seed } } : { ...base, data };
  const sizes = files.map(({ name, bytes }) => `${name} ${bytes.length}`);
  return { key: [writeLink(catalogue, part), ...sizes].join(' '), experiment, files };
}
