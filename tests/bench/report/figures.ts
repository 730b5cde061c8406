/** What the slices say: medians, spreads, rates and ratios. Pure. */
import type { EngineId, Slice } from '../protocol';
import { type EngineResults, MATMUL_FLOPS, type WorkloadResults } from '../results';

export interface Spread {
  readonly median: number;
  /** Quartiles. */
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export interface Figures {
  readonly msPerStep: Spread;
  readonly samplesPerSecond: number;
  readonly gflops: number;
  /** Share of the peak; undefined where no product was measured, or where arithmetic has no part in what the step costs. */
  readonly share: number | undefined;
  /** Step time / (FLOPs ÷ peak). */
  readonly timesFloor: number | undefined;
  /** Milliseconds of JavaScript per step, on WebGPU: the least that was seen, since all else that a machine does can only add to it. */
  readonly jsMs: number | undefined;
  readonly dispatches: number | undefined;
  readonly submits: number | undefined;
  readonly uploadedBytes: number | undefined;
  /** Beyond `uploadedBytes`: what a captured step is told its numbers by. */
  readonly stepBytes: number | undefined;
  readonly peakBytes: number | undefined;
  readonly firstStepMs: number | undefined;
}

export interface Peak {
  readonly engine: EngineId;
  readonly gflops: number;
}

/** A step with fewer operations is not about arithmetic. */
const FEWEST_FLOPS = 1e6;

/** Median and quartiles by linear interpolation. @throws for no values */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below]!;
    return low + (place - below) * ((sorted[below + 1] ?? low) - low);
  };
  if (sorted.length === 0) throw new Error('There is no median of nothing');
  return { median: at(0.5), low: at(0.25), high: at(0.75), n: sorted.length };
}

/** The fastest products of matrices that any engine made on this backend, between the slices of this workload. */
export function peakOf({ matmul }: Pick<WorkloadResults, 'matmul'>): Peak | undefined {
  return Object.entries(matmul)
    .filter(([, slices]) => slices.length > 0)
    .map(([engine, slices]): Peak => ({ engine: engine as EngineId, gflops: MATMUL_FLOPS / 1e6 / spreadOf(slices.map(perStep)).median }))
    .reduce<Peak | undefined>((best, peak) => (best && best.gflops >= peak.gflops ? best : peak), undefined);
}

/** @returns undefined where there are no slices */
export function figuresOf(results: EngineResults, { flops, batchSize }: WorkloadResults, peak: Peak | undefined): Figures | undefined {
  const { slices, encodings, first } = results;
  if (slices.length === 0) return undefined;
  const msPerStep = spreadOf(slices.map(perStep));
  const gflops = flops / 1e6 / msPerStep.median;
  const floor = flops >= FEWEST_FLOPS ? peak : undefined;
  const counted = (value: (slice: Slice) => number | undefined): number | undefined => {
    const values = slices.flatMap((slice) => value(slice) ?? []);
    return values.length > 0 ? spreadOf(values).median : undefined;
  };
  return {
    msPerStep,
    samplesPerSecond: (1000 * batchSize) / msPerStep.median,
    gflops,
    share: floor && gflops / floor.gflops,
    timesFloor: floor && floor.gflops / gflops,
    jsMs: slices[0]!.counts && Math.min(...[...slices, ...encodings].map(({ busyMs, steps }) => busyMs / steps)),
    dispatches: counted(({ counts, steps }) => counts && counts.dispatches / steps),
    submits: counted(({ counts, steps }) => counts && counts.submits / steps),
    uploadedBytes: counted(({ counts, steps }) => counts && counts.uploadedBytes / steps),
    stepBytes: counted(({ counts, steps }) => counts && counts.stepBytes / steps),
    peakBytes: slices.some(({ peakBytes }) => peakBytes !== undefined) ? Math.max(...slices.map(({ peakBytes = 0 }) => peakBytes)) : undefined,
    firstStepMs: first?.ms,
  };
}

const perStep = ({ ms, steps }: Slice): number => ms / steps;
