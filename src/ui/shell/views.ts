/** Where the visitor is: which view the middle of the page shows, which trick is looked at, and, on a phone, which screen. */
import { createStore } from 'zustand/vanilla';

export const VIEWS = ['train', 'tricks', 'why', 'errors', 'data', 'bias', 'runs', 'compare', 'sweeps', 'checklist', 'learn', 'export', 'device'] as const;
export type View = (typeof VIEWS)[number];

/** `view` is the middle of the page, whatever it shows. */
export type Screen = 'experiment' | 'view' | 'why';

export interface Place {
  readonly view: View;
  readonly screen: Screen;
  /** The trick whose card is open; on a phone there is only the list without one. */
  readonly trick: string | undefined;
}

export const place = createStore<Place>(() => ({ view: 'train', screen: 'view', trick: undefined }));

export function showView(view: View): void {
  place.setState({ view, screen: 'view' });
}

/** A look inside belongs to the run, so it brings the run's view along. */
export function showScreen(screen: Screen): void {
  place.setState(screen === 'why' ? { screen, view: 'train' } : { screen });
}

/** Opens the card of a trick, or the list of all. */
export function showTrick(trick: string | undefined): void {
  place.setState({ view: 'tricks', screen: 'view', trick });
}
