import { useThrottledValue } from '@mantine/hooks';
import { useRef } from 'react';
import type { RunRecord } from '../../store/run-record';
import { usePlaygroundState } from '../playground-context';

/**
 * The runs, the very same array until `key` says that something of them has changed that is worth drawing anew.
 * Whoever reads that a run has finished or paused also sees its last values at once.
 * @param interval at least this long between two changes while a run trains, in ms
 */
export function useRuns(key: (run: RunRecord) => string | number, interval: number): readonly RunRecord[] {
  const held = useRef<{ key: string; runs: readonly RunRecord[] }>(undefined);
  const select = ({ runs }: { readonly runs: readonly RunRecord[] }): readonly RunRecord[] => {
    const now = runs.map((run) => `${run.id} ${run.status} ${key(run)}`).join('|');
    if (held.current?.key !== now) held.current = { key: now, runs };
    return held.current.runs;
  };
  const runs = usePlaygroundState(select);
  const seldom = useThrottledValue(runs, interval);
  return runs.at(-1)?.status === 'training' ? seldom : runs;
}
