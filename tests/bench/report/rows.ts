/** One line for each engine and workload. */
import type { EngineId } from '../protocol';
import type { EngineResults, WorkloadResults } from '../results';
import { type Figures, figuresOf, type Peak, peakOf } from './figures';

export interface Row {
  readonly workload: WorkloadResults;
  readonly results: EngineResults;
  readonly peak: Peak | undefined;
  readonly figures: Figures | undefined;
  /** For a peer: its step time ÷ ours. */
  readonly lead: number | undefined;
}

export function rowsOf(workload: WorkloadResults): Row[] {
  const peak = peakOf(workload);
  const figures = new Map<EngineId, Figures | undefined>(workload.engines.map((results) => [results.engine, figuresOf(results, workload, peak)]));
  const ours = figures.get('ours');
  return workload.engines.map((results) => {
    const own = figures.get(results.engine);
    return { workload, results, peak, figures: own, lead: ours && own && results.engine !== 'ours' ? own.msPerStep.median / ours.msPerStep.median : undefined };
  });
}
