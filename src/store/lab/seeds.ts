/** The same experiment again, with other seeds: how much of a result is chance. */
import type { Catalogue } from '../../core/catalogue';
import { runFields, type Experiment } from '../../core/experiment';
import { writeLink } from '../../core/permalink';
import type { Trial } from '../../lab/trial';
import { seedlessLink } from './table/facts';

/** @returns n copies that differ in their seed: its own and those that follow, without seeds that were run, or are to be run, with these settings */
export function withFreshSeeds(catalogue: Catalogue, trials: readonly Trial[], experiment: Experiment, n: number): Experiment[] {
  const same = seedlessLink({ link: writeLink(catalogue, experiment) });
  const used = new Set(trials.filter((trial) => trial.status !== 'failed' && trial.status !== 'stopped' && seedlessLink(trial) === same).map((trial) => trial.experiment.run.seed));
  const copies: Experiment[] = [];
  const { max } = runFields.seed;
  for (let { seed } = experiment.run; copies.length < n; seed = seed >= max ? 0 : seed + 1) {
    if (!used.has(seed)) copies.push({ ...experiment, run: { ...experiment.run, seed } });
  }
  return copies;
}
