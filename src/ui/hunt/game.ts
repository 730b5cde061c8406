/** How far a hunt has come. It outlives the view, so that looking elsewhere for traces loses nothing. */
import { createStore } from 'zustand/vanilla';

export interface Game {
  /** The link's code of the hunt that this is about. */
  readonly code: string;
  /** Ids of the bugs that were named and were not it, in order. */
  readonly wrong: readonly string[];
  readonly end?: 'found' | 'given up';
}

export const game = createStore<Game>(() => ({ code: '', wrong: [] }));

/** The game of a hunt: a fresh one where the last was of another. */
export function gameOf(state: Game, code: string): Game {
  return state.code === code ? state : { code, wrong: [] };
}

/** @param bugs ids of those that are hidden */
export function guess(code: string, bugs: readonly string[], id: string): void {
  const { wrong } = gameOf(game.getState(), code);
  if (bugs.includes(id)) game.setState({ code, wrong, end: 'found' }, true);
  else if (!wrong.includes(id)) game.setState({ code, wrong: [...wrong, id] }, true);
}

export function giveUp(code: string): void {
  game.setState({ ...gameOf(game.getState(), code), end: 'given up' }, true);
}
