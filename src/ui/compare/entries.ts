/** What the sections of this view compare: trials one by one, or settings over their seeds, each with its name and its look. */
import { groupBySeed, single, type SeedGroup } from '../../store/lab/compare/seed-groups';
import { titleOf } from '../../store/lab/table/facts';
import type { Trial } from '../../lab/trial';
import { lookOf, type LineLook } from './styles';

export interface Entry {
  readonly group: SeedGroup;
  readonly name: string;
  readonly look: LineLook;
}

/** @param slots by trial */
export function entriesOf(trials: readonly Trial[], average: boolean, slots: ReadonlyMap<string, number>): Entry[] {
  const groups = average ? groupBySeed(trials) : trials.map(single);
  return groups.map((group) => ({ group, name: nameOf(group.trials[0]!), look: lookOf(slots.get(group.id) ?? 0) }));
}

/** With its place in the tree, since many trials change the same thing. */
export function nameOf(trial: Trial): string {
  return `${trial.path} ${titleOf(trial)}`;
}
