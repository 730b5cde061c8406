/** What came out of a setting: the numbers of its seeds together, each with an interval where there is one. */
import { accuracyEstimate, meanInterval, type Estimate } from '../../../core/statistics';
import type { EvaluationResult } from '../../../core/trick';
import { metricsOf, type Trial } from '../../../lab/trial';

export interface Results {
  /** As fractions: Wilson's interval of a single run, Student's over seeds, which ends at 0 and 1 at the latest. */
  readonly accuracy: Estimate | undefined;
  readonly loss: number | undefined;
  readonly test: Estimate | undefined;
  /** Mean over the seeds. */
  readonly seconds: number;
  readonly parameters: number;
  /** Seeds with a measurement. */
  readonly n: number;
  /** Whether all of them were measured at their end. */
  readonly final: boolean;
  /** What computed them. */
  readonly devices: readonly string[];
}

/** @param trials one for each seed */
export function resultsOf(trials: readonly Trial[]): Results {
  const measured = trials.filter((trial) => metricsOf(trial) !== undefined);
  const dev = measured.map((trial) => metricsOf(trial)!.dev);
  return {
    accuracy: accuracyOver(dev),
    loss: dev.length > 0 ? mean(dev.map(({ loss }) => loss)) : undefined,
    test: accuracyOver(trials.flatMap(({ test }) => test ?? [])),
    seconds: mean(trials.map(({ seconds }) => seconds)),
    parameters: trials[0]!.parameters,
    n: measured.length,
    final: measured.length === trials.length && trials.every(({ final }) => final !== undefined),
    devices: [...new Set(trials.flatMap(({ backend }) => (backend ? [backend.safeMode ? `${backend.device}, safe mode` : backend.device] : [])))],
  };
}

function accuracyOver(results: readonly EvaluationResult[]): Estimate | undefined {
  if (results.length > 1) {
    const { mean: over, low, high } = meanInterval(results.map(({ accuracy }) => accuracy));
    return { mean: over, low: Math.max(0, low), high: Math.min(1, high) };
  }
  return results[0] && accuracyEstimate(results[0]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
