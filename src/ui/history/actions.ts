/** What can be done with runs, wherever on the page it is asked for. */
import { counted } from '../../core/words';
import type { Lab } from '../../store/lab/lab';
import { setCompared } from '../../store/lab/selection';
import { titleOf } from '../../store/lab/table/facts';
import type { Trial } from '../../lab/trial';
import type { Playground } from '../../store/playground';
import { copy } from '../shared/clipboard';
import { showView } from '../shell/views';
import { openTrial, table, tick } from './table-state';

export const UNDO_ID = 'runs-undo';

/** Trials that wait are stopped when they are removed; an undo puts them back into the queue, before the one that came after them. */
let waited: readonly { readonly id: string; readonly before: string | undefined }[] = [];

export function compare(ids: readonly string[]): void {
  setCompared(ids);
  showView('compare');
}

/** Takes runs out of the table and puts the focus where they can be brought back. */
export function removeTrials(lab: Lab, ids: readonly string[]): void {
  const gone = new Set(ids);
  const queue = lab.state.trials.filter(({ status }) => status === 'waiting').toSorted((a, b) => a.order - b.order);
  waited = queue.flatMap(({ id }, i) => (gone.has(id) ? [{ id, before: queue.slice(i + 1).find((later) => !gone.has(later.id))?.id }] : []));
  lab.remove(ids);
  const { ticked, opened } = table.getState();
  tick([...ticked].filter((id) => !gone.has(id)));
  if (opened !== undefined && gone.has(opened)) openTrial(undefined);
  // Once it is there.
  setTimeout(() => document.getElementById(UNDO_ID)?.focus(), 50);
}

export function undoRemoval(lab: Lab): void {
  lab.undoRemove();
  lab.retry(waited.map(({ id }) => id));
  lab.place(waited);
  waited = [];
}

export async function copyLinks(playground: Playground, trials: readonly Trial[]): Promise<void> {
  const text = trials.map(({ link }) => new URL(link, window.location.href).href).join('\n');
  const copied = await copy(text);
  if (copied) playground.notify(trials.length === 1 ? `The link of “${titleOf(trials[0]!)}” is in the clipboard.` : `${counted(trials.length, 'link')} are in the clipboard, one a line.`);
  else playground.notify(`This browser does not let the page copy. ${trials.length === 1 ? 'The link is' : 'The links are'}: ${text}`);
}
