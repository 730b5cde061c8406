/** Results that came along with the address. What reads them is fetched only where there are some, and then nothing trains by itself. */
import { createStore } from 'zustand/vanilla';
import { splitResults } from '../../core/result-link/address';
import type { SharedResults } from '../../store/lab/shared-results';
import type { Playground } from '../../store/playground';
import { page } from '../embed/page';

export interface Arrival {
  /** To be shown above the run. */
  readonly results: SharedResults | undefined;
}

export const arrival = createStore<Arrival>(() => ({ results: undefined }));

/** @returns whether there is something to show; if it cannot be read, a notice says so, and the settings are trained as usual */
export async function receiveResults(playground: Playground, address: string): Promise<boolean> {
  arrival.setState({ results: undefined });
  // An embedded page shows panels of a run, so it trains as usual.
  if (splitResults(address).payload === undefined || page.getState().embed) return false;
  try {
    const { openResults } = await import('../../store/lab/shared-results');
    const opened = openResults(playground.catalogue, address);
    if ('problem' in opened) playground.notify(opened.problem, 'problem');
    else arrival.setState({ results: opened });
    return !('problem' in opened);
  } catch {
    playground.notify('The part of the page that reads results could not be loaded, so only the settings of this link were opened. Reload the page to try again.', 'problem');
    return false;
  }
}

export function closeResults(): void {
  arrival.setState({ results: undefined });
}
