/** The errors of the current run, on every split that may be looked at. */
import { useMemo } from 'react';
import { errorEstimate, type Estimate } from '../../core/statistics';
import type { EvaluationResult } from '../../core/trick';
import { grouped } from '../../core/words';
import { isActive, latestMetrics, type RunRecord } from '../../store/run-record';
import { useAnswer } from '../shared/use-answer';
import { usePlayground, usePlaygroundState } from '../playground-context';

export interface Measured {
  readonly error: Estimate;
  readonly samples: number;
}

export interface MeasuredErrors {
  readonly train: Measured;
  /** Undefined until it is measured; `none` where the files leave no such samples. */
  readonly trainDev: Measured | 'none' | undefined;
  readonly dev: Measured;
  /** Only once the visitor has uncovered it. */
  readonly test: Measured | undefined;
}

/** While the run goes on, train-dev is measured at most so often, in ms: it costs the trainer as much as some steps. */
const GAP = 4000;

/** @returns undefined until the run was first measured; `ref` is to be set on the element that shows the errors */
export function useErrors(run: RunRecord | undefined): { readonly errors: MeasuredErrors | undefined; readonly ref: React.RefCallback<HTMLElement> } {
  const { trainer } = usePlayground();
  const revision = usePlaygroundState((state) => state.revision);
  const { answer, ref } = useAnswer(trainer, {
    ask: () => trainer.evaluate('trainDev'),
    subject: String(run?.id),
    occasion: `${revision} ${run?.status}`,
    gap: GAP,
    enabled: run !== undefined && run.status !== 'starting',
  });
  const metrics = run && latestMetrics(run);
  const test = run?.test;
  const errors = useMemo(() => {
    if (!metrics) return undefined;
    const trainDev = answer && (answer.samples > 0 ? measured(answer) : 'none');
    return { train: measured(metrics.train), trainDev, dev: measured(metrics.dev), test: test && measured(test) } satisfies MeasuredErrors;
  }, [metrics, answer, test]);
  return { errors, ref };
}

/** When and on what the errors were measured, one sentence. */
export function provenance(run: RunRecord): string {
  if (run.final) return 'Measured on clean samples at the end of the run, none of them augmented, dropout off.';
  const step = run.evaluations.at(-1)?.step ?? 0;
  const when = isActive(run) ? 'They move while it trains; train-dev follows within some seconds.' : 'The run did not reach its end.';
  return `Measured on clean samples after step ${grouped(step)} of ${grouped(run.steps)}. ${when}`;
}

function measured(result: EvaluationResult): Measured {
  return { error: errorEstimate(result), samples: result.samples };
}
