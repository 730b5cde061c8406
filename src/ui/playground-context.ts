import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Playground, PlaygroundState } from '../store/playground';
import type { RunRecord } from '../store/run-record';

export const PlaygroundContext = createContext<Playground | undefined>(undefined);

/** The page's logic, for what the visitor does. */
export function usePlayground(): Playground {
  const playground = useContext(PlaygroundContext);
  if (!playground) throw new Error('This part of the page is drawn outside of a playground');
  return playground;
}

/** A part of the state, drawn anew when that part changes. */
export function usePlaygroundState<T>(select: (state: PlaygroundState) => T): T {
  return useStore(usePlayground().store, select);
}

export function useCurrentRun(): RunRecord | undefined {
  return usePlaygroundState(({ runs }) => runs.at(-1));
}
