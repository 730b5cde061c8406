/** Which runs can be compared sample by sample. */
import type { KeptOutcomes } from '../../../store/outcomes';
import type { RunRecord } from '../../../store/run-record';

export interface Candidate {
  readonly run: RunRecord;
  readonly kept: KeptOutcomes;
}

/** Runs whose answers are kept and that were asked the very samples that the newest run on these data was asked, oldest first. */
export function candidatesOf(runs: readonly RunRecord[], kept: readonly KeptOutcomes[], data: string): Candidate[] {
  const found = runs.flatMap((run) => {
    const one = kept.find((entry) => entry.run === run.id);
    return one && JSON.stringify(run.experiment.data) === data ? [{ run, kept: one }] : [];
  });
  const fingerprint = found.at(-1)?.kept.fingerprint;
  return found.filter((one) => one.kept.fingerprint === fingerprint);
}
