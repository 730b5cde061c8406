import { use } from 'react';
import { useStore } from 'zustand';
import type { Lab, LabState } from '../../store/lab/lab';
import type { Playground } from '../../store/playground';
import { usePlayground } from '../playground-context';

let opened: Promise<Lab> | undefined;

/** The lab of this page; its program and what it has kept are fetched on the first call. */
export function loadLab(playground: Playground): Promise<Lab> {
  opened ??= import('../../store/lab/open-lab')
    .then(({ openLab }) => openLab(playground))
    .catch((error: unknown) => {
      // Its program may be there the next time.
      opened = undefined;
      throw error;
    });
  return opened;
}

/** Waits (React.Suspense) until the lab is there. */
export function useLab(): Lab {
  return use(loadLab(usePlayground()));
}

/** A part of the lab's state, drawn anew when that part changes. */
export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useLab().store, select);
}
