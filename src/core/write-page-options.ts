/** Writes what `page-options.ts` reads. */
import { keepPageEntries } from './page-keys';
import { DEFAULT_PAGE, type PageOptions } from './page-options';

/** The entries of a fragment, without those that are as usual; empty where all are. */
export function writePageOptions(options: Partial<PageOptions>): string {
  const { embed, panels, hide, lock, autoplay, projector, lesson, own } = { ...DEFAULT_PAGE, ...options };
  const entries: [string, string][] = [];
  if (embed) entries.push(['embed', '1']);
  if (panels.join() !== DEFAULT_PAGE.panels.join()) entries.push(['panels', panels.join()]);
  if (hide.length > 0) entries.push(['hide', hide.join()]);
  if (lock.length > 0) entries.push(['lock', lock.join()]);
  if (!autoplay) entries.push(['autoplay', 'off']);
  if (projector) entries.push(['projector', '1']);
  if (lesson !== undefined) entries.push(['lesson', lesson]);
  if (own) {
    entries.push(['title', own.title], ['text', own.text]);
    if (own.ask !== '') entries.push(['ask', own.ask]);
    if (own.options.length > 0) entries.push(['options', own.options.join('|')]);
  }
  return entries.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`).join('&');
}

/** A link of an experiment with these page options and no others. */
export function withPageOptions(link: string, options: Partial<PageOptions>): string {
  const entries = writePageOptions(options);
  return keepPageEntries(link, entries === '' ? '#' : entries);
}
