import type { Catalogue } from '../../../core/catalogue';
import { defaultExperiment, type Experiment } from '../../../core/experiment';
import { describeDifference } from '../../run-name';

/** Whether this version knows all that an experiment names; a stored one may be of another. */
export function hasSettings(catalogue: Catalogue, { data, model, tricks }: Experiment): boolean {
  return data.id in catalogue.datasets && model.id in catalogue.models && Object.keys(tricks).every((id) => id in catalogue.tricks);
}

/** What an experiment changes against the one that its data set and model begin with, such as `lr 0.05→0.1`. */
export function settingsOf(catalogue: Catalogue, experiment: Experiment): string[] {
  return describeDifference(catalogue, defaultExperiment(catalogue, experiment.data.id, experiment.model.id), experiment);
}
