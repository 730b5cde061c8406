/** Runs of this page and trials of the lab, as a link carries them. */
import { Fnv64 } from '../../core/fnv64';
import { hashText } from '../../core/random';
import { STATUSES, type RecordedBackend, type RecordedEvaluation, type RecordedRun } from '../../core/result-link/recorded';
import type { BackendReport, Metrics } from '../../engine/protocol';
import type { Trial, TrialCurves } from '../../lab/trial';
import { latestMetrics, type RunRecord } from '../run-record';

/** @param ended in milliseconds since 1970 @returns undefined where nothing was measured yet */
export function recordedFromRun(run: RunRecord, ended: number): RecordedRun | undefined {
  const { backend, data, test, evaluations } = run;
  const metrics = latestMetrics(run);
  if (!backend || !metrics) return undefined;
  return {
    ...common(run, backend, metrics),
    name: run.name,
    // A run that is still under way is recorded as far as it has come.
    status: STATUSES.find((status) => status === run.status) ?? 'stopped',
    ended,
    data: data ?? '',
    ...(test ? { test } : {}),
    evaluations,
    exact: exactHash(evaluations),
  };
}

/** @returns undefined where nothing was measured yet */
export function recordedFromTrial(trial: Trial, curves: TrialCurves | undefined): RecordedRun | undefined {
  const { backend, final, latest, test, label, name, data, origin } = trial;
  const evaluations = curves?.evaluations ?? [];
  const metrics = final ?? latest ?? evaluations.at(-1);
  if (!backend || !metrics) return undefined;
  return {
    ...common(trial, backend, metrics),
    name: label === '' ? name : label,
    status: STATUSES.find((status) => status === trial.status) ?? 'stopped',
    ended: trial.ended ?? trial.created,
    data: data ?? '',
    ...(test ? { test } : {}),
    evaluations,
    // What came by a link has rounded losses, of which nothing exact can be said.
    exact: origin === 'link' ? '' : exactHash(evaluations),
  };
}

function common({ link, step, steps, stepsPerEpoch, seconds }: Pick<RunRecord & Trial, 'link' | 'step' | 'steps' | 'stepsPerEpoch' | 'seconds'>, backend: BackendReport, { train, dev }: Metrics) {
  return { settings: link.replace(/^#/, ''), step: Math.min(step, steps), steps, stepsPerEpoch, seconds, backend: recordedBackend(backend), train, dev };
}

function recordedBackend({ backend, safeMode, device, kernels }: BackendReport): RecordedBackend {
  const choice = kernels && Object.entries(kernels.choice).sort(([a], [b]) => (a < b ? -1 : 1));
  return { id: backend, safeMode, device, kernels: choice ? hashText(JSON.stringify(choice)) : 0 };
}

/** Of all evaluations, to the last bit. */
export function exactHash(evaluations: readonly RecordedEvaluation[]): string {
  const hash = new Fnv64();
  for (const { step, train, dev } of evaluations) hash.addNumbers(step, ...[train, dev].flatMap(({ loss, accuracy, samples }) => [loss, accuracy, samples]));
  return hash.hex;
}
