/** What the entries of one link say otherwise than those of another. */

const keyOf = (entry: string): string => entry.split('=', 1)[0]!;
const entriesOf = (settings: string): Map<string, string> => new Map(settings.split('&').filter((entry) => entry !== '').map((entry) => [keyOf(entry), entry]));

/** The entries of `other` that `first` lacks or has otherwise, and `-key` for each that only `first` has. */
export function settingsDifference(first: string, other: string): string {
  const [from, to] = [entriesOf(first), entriesOf(other)];
  const gone = [...from.keys()].filter((key) => !to.has(key)).map((key) => `-${key}`);
  return [...gone, ...[...to].flatMap(([key, entry]) => (from.get(key) === entry ? [] : [entry]))].join('&');
}

/** Undoes {@link settingsDifference}, but for the order of the entries. */
export function joinSettings(first: string, difference: string): string {
  const entries = entriesOf(first);
  for (const entry of difference.split('&')) {
    if (entry.startsWith('-')) entries.delete(entry.slice(1));
    else if (entry !== '') entries.set(keyOf(entry), entry);
  }
  return [...entries.values()].join('&');
}

/** Keys that one has and the other has not, or has otherwise. */
export function differingKeys(one: string, other: string): string[] {
  return settingsDifference(one, other).split('&').filter((entry) => entry !== '').map((entry) => keyOf(entry).replace(/^-/, ''));
}
