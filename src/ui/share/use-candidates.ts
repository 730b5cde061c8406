/** The runs that can be shared with their results: those of this page, and the trials that were chosen for comparison. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { LONGEST, type RecordedRun } from '../../core/result-link/recorded';
import { selection } from '../../store/lab/selection';
import { recordedFromRun, recordedFromTrial } from '../../store/lab/to-recorded';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { loadLab } from '../lab/use-lab';

export interface Candidate {
  readonly key: string;
  readonly title: string;
  readonly run: RecordedRun;
}

/** Newest first; those of the lab join them when their curves have been read. */
export function useCandidates(): readonly Candidate[] {
  const playground = usePlayground();
  const runs = usePlaygroundState((state) => state.runs);
  const compared = useStore(selection, (state) => state.compared);
  const [opened] = useState(() => Date.now());
  const [ended, setEnded] = useState<ReadonlyMap<string, number>>(new Map());
  const [trials, setTrials] = useState<readonly Candidate[]>([]);
  useEffect(() => {
    let wanted = true;
    const read = async (): Promise<void> => {
      const lab = await loadLab(playground);
      const ends = lab.state.trials.flatMap((trial) => (trial.origin === 'page' && trial.ended !== undefined ? [[endKey(trial.link, trial.final?.dev.loss), trial.ended] as const] : []));
      const chosen = compared.flatMap((id) => lab.trial(id) ?? []);
      const read = await Promise.all(chosen.map(async (trial) => ({ trial, run: recordedFromTrial(trial, await lab.curves(trial.id)) })));
      if (!wanted) return;
      setEnded(new Map(ends));
      setTrials(read.flatMap(({ trial, run }) => (run ? [{ key: trial.id, title: `${trial.path}: ${run.name}`, run }] : [])));
    };
    // Without the lab there are still the runs of this page.
    read().catch(() => undefined);
    return () => void (wanted = false);
  }, [playground, compared]);
  const own = runs.toReversed().flatMap((run): Candidate[] => {
    const recorded = recordedFromRun(run, ended.get(endKey(run.link, run.final?.dev.loss)) ?? opened);
    return recorded ? [{ key: `run ${run.id}`, title: `Run ${run.id}: ${run.name}`, run: recorded }] : [];
  });
  const known = new Set(own.map(({ run }) => endKey(run.settings, run.dev.loss)));
  return [...own, ...trials.filter(({ run }) => !known.has(endKey(run.settings, run.dev.loss)))].filter(({ run }) => run.settings.length <= LONGEST.settings);
}

/** The same settings with the same loss to the last bit are the same run. */
function endKey(link: string, loss: number | undefined): string {
  return `${link.replace(/^#/, '')} ${loss}`;
}
