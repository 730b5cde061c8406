/** Trials that differ in their seed alone say together how much is luck. */
import type { Trial } from '../../../lab/trial';
import { seedlessLink } from '../table/facts';

export interface SeedGroup {
  /** Id of its first trial. */
  readonly id: string;
  /** As many as there are, repeats included. */
  readonly trials: readonly Trial[];
  /** One for each seed, since the same seed again is no new evidence: the newest that was measured at its end, or else the newest. */
  readonly seeds: readonly Trial[];
}

/**
 * Groups trials with the same link but for the seed, whatever study they belong to, or of the same arm of a study: what is alike to one of a group
 * belongs to it. Groups are in the order of their first trials.
 */
export function groupBySeed(trials: readonly Trial[]): SeedGroup[] {
  const groups = new Set<Set<Trial>>();
  const found = new Map<string, Set<Trial>>();
  for (const trial of trials) {
    const { study, arm } = trial;
    const keys = [seedlessLink(trial), ...(study === undefined || arm === undefined ? [] : [JSON.stringify([study, arm])])];
    const [group = new Set<Trial>(), ...others] = new Set(keys.flatMap((key) => found.get(key) ?? []));
    groups.add(group.add(trial));
    for (const key of keys) found.set(key, group);
    // An arm whose seeds are those of its data as well has many links, so that this trial may be what two groups have in common.
    for (const other of others) {
      groups.delete(other);
      for (const member of other) group.add(member);
      for (const [key, known] of found) if (known === other) found.set(key, group);
    }
  }
  const place = new Map(trials.map((trial, i) => [trial, i]));
  return [...groups]
    .map((group) => [...group].sort((a, b) => place.get(a)! - place.get(b)!))
    .sort(([a], [b]) => place.get(a!)! - place.get(b!)!)
    .map((members) => ({ id: members[0]!.id, trials: members, seeds: onePerSeed(members) }));
}

export function single(trial: Trial): SeedGroup {
  return { id: trial.id, trials: [trial], seeds: [trial] };
}

function onePerSeed(trials: readonly Trial[]): Trial[] {
  const bySeed = new Map<number, Trial>();
  for (const trial of trials) {
    const { seed } = trial.experiment.run;
    const known = bySeed.get(seed);
    if (!known || isMoreTelling(trial, known)) bySeed.set(seed, trial);
  }
  return [...bySeed.values()];
}

function isMoreTelling(trial: Trial, other: Trial): boolean {
  const [own, its] = [trial, other].map(({ status, final }) => status === 'finished' && final !== undefined);
  return own === its ? trial.created >= other.created : own === true;
}
