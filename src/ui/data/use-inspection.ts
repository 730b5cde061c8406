import { useEffect, useEffectEvent, useMemo } from 'react';
import { useStore } from 'zustand';
import type { NamedFile } from '../../core/dataset';
import { missingFiles } from '../../store/playground';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { inspector } from './connect';
import type { Inspection, Subject } from './inspector';
import { subjectOf } from './subject';

/** A setting of the data that is being dragged starts nothing before it rests for so long, in ms. */
const SETTLED = 400;
const NO_FILES: readonly NamedFile[] = [];

export interface Inspected {
  readonly subject: Subject;
  readonly inspection: Inspection | undefined;
  /** What the visitor has to do first, one sentence. */
  readonly missing: string | undefined;
  check(): void;
}

/** The data of the experiment as it stands, checked when they are first looked at. */
export function useInspection(): Inspected {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const files = usePlaygroundState((state) => state.files);
  const subject = useMemo(() => subjectOf(catalogue, experiment, files[experiment.data.id] ?? NO_FILES), [catalogue, experiment, files]);
  const { key } = subject;
  const inspection = useStore(inspector.store, (known) => known.get(key));
  const missing = missingFiles(catalogue, experiment, files);
  const check = (): void => void inspector.check(subject);
  const checkOnce = useEffectEvent(() => {
    if (!inspector.store.getState().has(key)) check();
  });
  const possible = missing === undefined;

  useEffect(() => {
    // What was begun for other data is given up at once.
    inspector.leave(key);
    if (!possible) return;
    const timer = setTimeout(checkOnce, SETTLED);
    return () => clearTimeout(timer);
  }, [key, possible]);
  // A check goes on behind other views; a worker that has nothing to do is ended.
  useEffect(() => () => inspector.rest(), []);
  return { subject, inspection, missing, check };
}
