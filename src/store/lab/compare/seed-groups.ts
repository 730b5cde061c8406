/** Trials that differ in their seed alone say together how much is luck. */
import type { Trial } from '../../../lab/trial';
import { seedlessLink } from '../table/facts';

export interface SeedGroup {
  /** Id of its first trial. */
  readonly id: string;
  /** As many as there are, repeats included. */
  readonly trials: readonly Trial[];
  /** One for each seed, the newest: the same seed again is no new evidence. */
  readonly seeds: readonly Trial[];
}

/** Groups trials with the same link but for the seed, or of the same arm of a study; in the order of their first trials. */
export function groupBySeed(trials: readonly Trial[]): SeedGroup[] {
  const groups: Trial[][] = [];
  const found = new Map<string, Trial[]>();
  for (const trial of trials) {
    const { study, arm } = trial;
    const keys = [seedlessLink(trial), ...(study === undefined || arm === undefined ? [] : [JSON.stringify([study, arm])])];
    let group = keys.map((key) => found.get(key)).find((known) => known !== undefined);
    if (!group) groups.push((group = []));
    group.push(trial);
    for (const key of keys) if (!found.has(key)) found.set(key, group);
  }
  return groups.map((members) => ({ id: members[0]!.id, trials: members, seeds: onePerSeed(members) }));
}

export function single(trial: Trial): SeedGroup {
  return { id: trial.id, trials: [trial], seeds: [trial] };
}

function onePerSeed(trials: readonly Trial[]): Trial[] {
  const bySeed = new Map(trials.map((trial) => [trial.experiment.run.seed, trial]));
  return [...bySeed.values()];
}
