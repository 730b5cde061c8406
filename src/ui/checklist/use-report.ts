import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { messageOf } from '../../core/words';
import type { ChecklistReport } from '../../lab/checklist/report';
import type { Study } from '../../lab/study';
import type { Trial } from '../../lab/trial';
import { outcomesOf, readPlan, reportOf } from '../../store/lab/checklist';
import type { Lab } from '../../store/lab/lab';

/** What a checklist has found so far, or a sentence that says why it cannot be read; drawn anew when one of its runs has ended. */
export function useReport(lab: Lab, { id, plan }: Study): ChecklistReport | string {
  const ended = useStore(
    lab.store,
    useShallow(({ trials }) => trials.filter(({ study, status }) => study === id && (status === 'finished' || status === 'failed' || status === 'stopped'))),
  );
  return useMemo(() => {
    try {
      return reportOf(lab.catalogue, readPlan(lab.catalogue, plan), outcomesOf(ended));
    } catch (error) {
      return messageOf(error);
    }
  }, [lab, plan, ended]);
}

/** Trials of a checklist that are being trained. */
export function useRunning(lab: Lab, { id }: Study): readonly Trial[] {
  return useStore(
    lab.store,
    useShallow(({ trials }) => trials.filter(({ study, status }) => study === id && status === 'running')),
  );
}
