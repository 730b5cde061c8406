import { use } from 'react';
import { useStore } from 'zustand';
import type { Lab, LabState } from '../../store/lab/lab';
import type { Playground } from '../../store/playground';
import { usePlayground } from '../playground-context';

let opened: Promise<Lab> | undefined;
let failed = false;

/**
 * The lab of this page; its program and what it has kept are fetched on the first call.
 * @param again whether the visitor asks for it, so that what has failed is tried once more: a view that is drawn has to be told of the failure
 */
export function loadLab(playground: Playground, again = false): Promise<Lab> {
  if (failed && again) opened = undefined;
  if (opened) return opened;
  failed = false;
  opened = import('../../store/lab/open-lab').then(({ openLab }) => openLab(playground));
  opened.catch(() => (failed = true));
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
