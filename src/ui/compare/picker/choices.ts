/** What can be chosen with one click. */
import type { Study } from '../../../lab/study';
import type { Trial } from '../../../lab/trial';

export interface Choice {
  readonly label: string;
  readonly ids: readonly string[];
}

/** Those that would choose something. @param trials in the order they were made */
export function quickChoices(trials: readonly Trial[], chosen: readonly Trial[]): Choice[] {
  const last = trials.slice(-5);
  const child = trials.findLast(({ parent }) => parent !== undefined && trials.some(({ id }) => id === parent));
  const ids = new Set(chosen.map(({ id }) => id));
  const parents = chosen.flatMap(({ parent }) => (parent !== undefined && !ids.has(parent) && trials.some(({ id }) => id === parent) ? [parent] : []));
  return [
    { label: last.length > 1 ? `The last ${last.length}` : 'The last run', ids: last.map(({ id }) => id) },
    { label: 'The latest and its parent', ids: child ? [child.parent!, child.id] : [] },
    { label: 'Starred', ids: trials.filter(({ starred }) => starred).map(({ id }) => id) },
    { label: 'Add parents of the chosen', ids: parents.length > 0 ? [...ids, ...new Set(parents)] : [] },
  ].filter((choice) => choice.ids.length > 0);
}

export function studyChoices(trials: readonly Trial[], studies: readonly Study[]): (Choice & { readonly id: string })[] {
  return studies
    .map(({ id, title }) => ({ id, label: title, ids: trials.filter(({ study }) => study === id).map((trial) => trial.id) }))
    .filter(({ ids }) => ids.length > 0);
}

/** Trials whose name, place, note or tags contain every word; the newest first. */
export function matching(trials: readonly Trial[], search: string): Trial[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const textOf = ({ path, name, label, note, tags, link }: Trial): string => [path, name, label, note, ...tags, link].join(' ').toLowerCase();
  return trials.filter((trial) => words.every((word) => textOf(trial).includes(word))).toReversed();
}
