import { startTransition, useEffect, useState } from 'react';
import type { Trial } from '../../../lab/trial';
import type { Lab } from '../../../store/lab/lab';

/** Trials tell of their progress many times a second; a table need not be drawn as often. Milliseconds. */
const PAUSE = 700;

/** The trials of a study as they stood a moment ago; the same array while none of them changes. */
export function useSweepTrials(lab: Lab, study: string): readonly Trial[] {
  const [trials, setTrials] = useState(() => lab.trialsOf(study));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer = undefined;
      const now = lab.trialsOf(study);
      startTransition(() => setTrials((before) => (before.length === now.length && before.every((trial, i) => trial === now[i]) ? before : now)));
    };
    const lookSoon = (): void => {
      timer ??= setTimeout(look, PAUSE);
    };
    lookSoon();
    const unsubscribe = lab.store.subscribe(lookSoon);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [lab, study]);
  return trials;
}
