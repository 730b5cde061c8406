/** The id of the search box, which a shortcut puts the cursor into. */
export const TRICK_SEARCH_ID = 'trick-search';

/** Whether all words of a query occur somewhere in the texts, in any case. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const all = texts.join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
