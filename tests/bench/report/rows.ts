/** One line for each engine and workload. */
import type { EngineId } from '../protocol';
import type { EngineResults, Results, WorkloadResults } from '../results';
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
    const lead = ours && own && results.engine !== 'ours' ? own.msPerStep.median / ours.msPerStep.median : undefined;
    return { workload, results, peak, figures: own, lead };
  });
}

/** The measurements and what they come to, for machines to read. */
export function withFigures(results: Results) {
  const explained = (workload: WorkloadResults) => {
    const rows = rowsOf(workload);
    return { ...workload, peak: rows[0]?.peak, engines: rows.map(({ results: own, figures, lead }) => ({ ...own, figures, lead })) };
  };
  return { ...results, suites: results.suites.map((suite) => ({ ...suite, workloads: suite.workloads.map(explained) })) };
}
