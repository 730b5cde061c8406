import { flushSync } from 'react-dom';
import { TRICK_SEARCH_ID } from '../experiment/trick-search';
import { showScreen } from '../shell/views';

/** The id of the search box of the browser of tricks. */
export const BROWSER_SEARCH_ID = 'all-tricks-search';

/** Puts the cursor where a trick can be looked for: into the browser's search box if it is open, else into that of the experiment. */
export function findTrick(): void {
  const inSight = [BROWSER_SEARCH_ID, TRICK_SEARCH_ID].map((id) => document.getElementById(id)).find((box) => box?.checkVisibility());
  if (!inSight) flushSync(() => showScreen('experiment'));
  (inSight ?? document.getElementById(TRICK_SEARCH_ID))?.focus();
}
