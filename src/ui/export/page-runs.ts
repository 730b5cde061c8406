/** The runs of this page as those of the lab tell of themselves. */
import type { Catalogue } from '../../core/catalogue';
import { fold } from '../../core/fold';
import type { MeasuredRun } from '../../export/metrics/measured-run';
import { isActive, type RunRecord } from '../../store/run-record';

/** With every step, where the lab keeps some of them. @param now milliseconds since 1970 */
export function measuredRun(catalogue: Catalogue, run: RunRecord, now: number): MeasuredRun {
  const { id, experiment, link, name, steps, stepsPerEpoch, step, seconds, parameters, evaluations, points, health, probes } = run;
  return {
    ...{ id: String(id), experiment, link, name, label: '', note: '', tags: [], steps, stepsPerEpoch, step, seconds, parameters },
    created: now - 1000 * seconds,
    status: isActive(run) ? 'running' : run.status === 'finished' || run.status === 'failed' ? run.status : 'stopped',
    batchSize: fold(catalogue, experiment).batchSize,
    ...(run.backend ? { backend: run.backend } : {}),
    ...(run.final ? { final: run.final } : {}),
    ...(run.test ? { test: run.test } : {}),
    ...(run.failure ? { failure: run.failure } : {}),
    curves: {
      id: String(id),
      evaluations,
      at: run.series.step.slice(0, points),
      objective: run.series.objective.slice(0, points),
      learningRate: run.series.learningRate.slice(0, points),
      ...(health ? { health } : {}),
      probes,
    },
  };
}
