/** Joins the store with this browser: the address bar, the storage, the back button. */
import type { Remote } from 'comlink';
import { catalogue } from '../catalogue';
import { keepPageEntries } from '../core/page-keys';
import { keptParts } from '../core/page-options';
import type { Trainer } from '../engine/protocol';
import { watchOutcomes } from '../store/outcomes';
import { Playground } from '../store/playground';
import { browserMemory } from '../store/settings';
import { page } from './embed/page';
import { follow, start } from './embed/start';
import { loadLab } from './lab/use-lab';

/** Some browsers refuse to change the address more often than a hundred times in thirty seconds. */
const LINK_DELAY = 120;
/** The lab is opened after so long, even if no run has been measured by then, in ms. */
const LAB_DELAY = 8000;

/** Makes the playground of this page and starts its first run. */
export function boot(trainer: Remote<Trainer>): Playground {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending: string | undefined;
  const writeLink = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const link = pending === undefined ? undefined : keepPageEntries(pending, window.location.hash);
    if (link !== undefined && link !== window.location.hash) window.history.replaceState(null, '', link);
    pending = undefined;
  };
  const playground = new Playground({
    catalogue,
    trainer,
    link: window.location.hash,
    showLink: (fragment) => {
      pending = fragment;
      timer ??= setTimeout(writeLink, LINK_DELAY);
    },
    memory: browserMemory(),
    kept: () => keptParts(page.getState()),
  });
  watchOutcomes(playground);
  window.addEventListener('hashchange', () => void follow(playground));
  window.addEventListener('pagehide', writeLink);
  void start(playground);
  // An embedded page has no table of runs, and often no storage either.
  if (!page.getState().embed) openLabLater(playground);
  return playground;
}

/** The lab records the runs and goes on with the queue. The first run comes first; where there is none, the queue is of use all the same. */
function openLabLater(playground: Playground): void {
  let unsubscribe = (): void => undefined;
  const open = (): void => {
    clearTimeout(timer);
    unsubscribe();
    void loadLab(playground).catch(() => playground.notify('The table of all runs could not be loaded, so this visit is not recorded; reload the page to try again.', 'problem'));
  };
  const timer = setTimeout(open, LAB_DELAY);
  unsubscribe = playground.store.subscribe(({ runs }) => {
    if (runs.at(-1)?.evaluations.length) open();
  });
}
