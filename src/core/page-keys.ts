/** Keys in the fragment that say how the page looks and not what is trained; they stand beside those of the experiment. */
export const PAGE_KEYS: ReadonlySet<string> = new Set(['embed', 'panels', 'hide', 'lock', 'autoplay', 'projector', 'lesson', 'title', 'text', 'ask', 'options']);

/** Whether an entry of a fragment, `key` or `key=value`, is about the page. */
export function isPageEntry(entry: string): boolean {
  return PAGE_KEYS.has(entry.split('=', 1)[0]!);
}

/** A link of the experiment with the page options that an address has, letter for letter. */
export function keepPageEntries(link: string, address: string): string {
  const fragment = address.slice(address.indexOf('#') + 1);
  return [link, ...fragment.split('&').filter(isPageEntry)].join('&');
}
