/** Joins the store with this browser: the address bar, the storage, the back button. */
import type { Remote } from 'comlink';
import { catalogue } from '../catalogue';
import type { Trainer } from '../engine/protocol';
import { watchOutcomes } from '../store/outcomes';
import { Playground } from '../store/playground';
import { browserMemory } from '../store/settings';

/** Some browsers refuse to change the address more often than a hundred times in thirty seconds. */
const LINK_DELAY = 120;

/** Makes the playground of this page and starts its first run. */
export function boot(trainer: Remote<Trainer>): Playground {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending: string | undefined;
  const writeLink = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (pending !== undefined && pending !== window.location.hash) window.history.replaceState(null, '', pending);
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
  });
  watchOutcomes(playground);
  window.addEventListener('hashchange', () => void playground.openLink(window.location.hash));
  window.addEventListener('pagehide', writeLink);
  void playground.open();
  return playground;
}
