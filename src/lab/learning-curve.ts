/**
 * Learning curves: the same experiment trained again and again at several training-set sizes or model widths, everything else held equal, so that
 * bias and variance become visible.
 */
import type { Catalogue } from '../core/catalogue';
import type { NamedFile } from '../core/dataset';
import { describeData, type Experiment } from '../core/experiment';
import type { NumberField } from '../core/fields';
import { attempt, fold, runLength } from '../core/fold';
import { errorEstimate, meanInterval, type Estimate } from '../core/statistics';
import type { EvaluationResult } from '../core/trick';
import { grouped } from '../core/words';
import type { BackendRequest, RunEvent, Trainer } from '../engine/protocol';

export type CurveAxis = 'size' | 'width';

export interface CurveOptions {
  readonly axis: CurveAxis;
  /** Runs at every point, each with a seed of its own: 1, 2, 3 … */
  readonly seeds: number;
  /** `short`: few steps, for a first look. `full`: as many as the experiment itself. */
  readonly length: 'short' | 'full';
}

/** One run of a plan. */
export interface CurveRun {
  readonly x: number;
  readonly experiment: Experiment;
  /** Arithmetic it takes, in units of its own, for the estimate of the time left. */
  readonly work: number;
}

export interface CurvePlan {
  readonly options: CurveOptions;
  readonly runs: readonly CurveRun[];
  /** Of every run. */
  readonly steps: number;
  /** One sentence: what all runs have in common. */
  readonly heldEqual: string;
}

/** Why there is no such curve of an experiment, and what to change. */
export interface NoPlan {
  readonly problem: string;
}

export interface CurveResult {
  readonly x: number;
  readonly train: EvaluationResult;
  readonly dev: EvaluationResult;
}

export interface CurveProgress {
  /** Runs done. */
  readonly done: number;
  /** Share of all the work, 0 … 1. */
  readonly share: number;
}

/** Steps of a short run; fewer teach a convolutional network too little to compare. */
const SHORT_STEPS = 150;
/** Runs of fewer steps than this are never shortened. */
const WORTH_SHORTENING = 225;
const SIZES = 6;
/** The smallest training set is this part of the experiment's. */
const SMALLEST_PART = 32;
const WIDTH_FACTORS = [1 / 4, 1 / 2, 1, 2, 4];

/** The runs of a learning curve, the cheap ones first. */
export function planLearningCurve(catalogue: Catalogue, experiment: Experiment, options: CurveOptions): CurvePlan | NoPlan {
  const { value, problem } = attempt(() => (options.axis === 'size' ? planSizes(catalogue, experiment, options) : planWidths(catalogue, experiment, options)));
  return problem === undefined ? value : { problem };
}

function planSizes(catalogue: Catalogue, experiment: Experiment, options: CurveOptions): CurvePlan | NoPlan {
  const { trainSize } = describeData(catalogue, experiment.data);
  const field = catalogue.datasets[experiment.data.id]!.fields['size'] as NumberField;
  const smallest = roundedUp(Math.max(field.min, trainSize / SMALLEST_PART, Math.min(experiment.run.batch, trainSize / 4)));
  const sizes = geometricSeries(smallest, trainSize, SIZES);
  if (sizes.length < 2) return { problem: `With ${trainSize} training samples there is nothing smaller to compare with; choose more training samples first.` };
  const batch = Math.min(experiment.run.batch, smallest);
  const epochsOf = (size: number, steps: number) => steps / runLength({ ...experiment, run: { ...experiment.run, batch } }, size).stepsPerEpoch;
  // The smallest set makes the most epochs, and no run may make more than 1000.
  const most = 1000 / epochsOf(smallest, 1);
  const steps = Math.min(stepsFor(catalogue, experiment, options), Math.floor(most));
  return {
    options,
    steps,
    heldEqual:
      `Every run takes ${grouped(steps)} steps of ${batch} samples, so a smaller training set is seen more often: ` +
      `from ${rounded(epochsOf(smallest, steps))} epochs with ${grouped(smallest)} samples to ${rounded(epochsOf(trainSize, steps))} with ${grouped(trainSize)}. ` +
      'Model, tricks and dev set stay as they are.',
    runs: sizes.flatMap((size) =>
      seeded(experiment, options.seeds).map((base) => ({
        x: size,
        work: 1,
        experiment: { ...base, data: { ...base.data, size }, run: { ...base.run, batch, epochs: epochsOf(size, steps) } },
      })),
    ),
  };
}

function planWidths(catalogue: Catalogue, experiment: Experiment, options: CurveOptions): CurvePlan | NoPlan {
  const model = catalogue.models[experiment.model.id]!;
  const field = model.fields['width'];
  const width = experiment.model['width'];
  if (field?.type !== 'number' || typeof width !== 'number') return { problem: `${model.title} has no width to change; choose another model, such as the MLP.` };
  const { trainSize } = describeData(catalogue, experiment.data);
  const steps = stepsFor(catalogue, experiment, options);
  const epochs = steps / runLength(experiment, trainSize).stepsPerEpoch;
  const widths = [...new Set(WIDTH_FACTORS.map((factor) => Math.min(field.max, Math.max(field.min, Math.round(width * factor)))))];
  return {
    options,
    steps,
    heldEqual: `Every run takes ${grouped(steps)} steps of ${Math.min(experiment.run.batch, trainSize)} samples. Data, depth, tricks and learning rate stay as they are.`,
    runs: widths.flatMap((x) =>
      seeded(experiment, options.seeds).map((base) => {
        const changed = { ...base, model: { ...base.model, width: x }, run: { ...base.run, epochs } };
        return { x, experiment: changed, work: fold(catalogue, changed).network.multiplyAdds };
      }),
    ),
  };
}

/** Round numbers from `low` to `high` in about equal ratios of at least 1.3, at most `most` of them; `high` alone where there is no room. */
export function geometricSeries(low: number, high: number, most: number): number[] {
  if (!(high > low)) return [high];
  const intervals = Math.max(1, Math.min(most - 1, Math.floor(Math.log(high / low) / Math.log(1.3))));
  return Array.from({ length: intervals + 1 }, (_, i) => (i === intervals ? high : Number((low * (high / low) ** (i / intervals)).toPrecision(2))));
}

/** The next whole number with two significant digits. */
function roundedUp(x: number): number {
  const unit = Math.max(1, 10 ** (Math.floor(Math.log10(x)) - 1));
  return Math.ceil(x / unit) * unit;
}

function stepsFor(catalogue: Catalogue, experiment: Experiment, { length }: CurveOptions): number {
  const own = runLength(experiment, describeData(catalogue, experiment.data).trainSize).steps;
  return length === 'full' || own < WORTH_SHORTENING ? own : SHORT_STEPS;
}

function seeded(experiment: Experiment, seeds: number): Experiment[] {
  return Array.from({ length: seeds }, (_, i) => ({ ...experiment, run: { ...experiment.run, seed: experiment.run.seed + i } }));
}

/** What the lab needs of a trainer; it should be one of its own, since a run ends the one before. */
export type LabTrainer = Pick<Trainer, 'prepare' | 'start' | 'stop'>;

export interface CurveSurroundings {
  /** The files of a data set that is not generated. */
  readonly files?: readonly NamedFile[];
  readonly backend?: BackendRequest;
  /** Ends the work between two steps. */
  readonly signal: AbortSignal;
  onResult(result: CurveResult): void;
  /** A run ended before its time; the others go on. */
  onFailure(run: CurveRun, reason: string): void;
  onProgress(progress: CurveProgress): void;
}

/**
 * Runs a plan, one run after the other. Resolves when all are done or the signal has ended it.
 * @throws what the trainer says when a run cannot even start (missing files, an impossible model)
 */
export async function runLearningCurve(trainer: LabTrainer, plan: CurvePlan, surroundings: CurveSurroundings): Promise<void> {
  const { signal, files, onResult, onFailure, onProgress } = surroundings;
  const total = plan.runs.reduce((sum, run) => sum + run.work, 0);
  let finished = 0;
  if (signal.aborted) return;
  await trainer.prepare(surroundings.backend ?? { backend: 'auto' });
  for (const [done, run] of plan.runs.entries()) {
    const outcome = await runOne(trainer, run.experiment, files, signal, (share) => onProgress({ done, share: (finished + share * run.work) / total }));
    if (signal.aborted) return;
    if (outcome.type === 'finished') onResult({ x: run.x, train: outcome.train, dev: outcome.dev });
    else if (outcome.type === 'failed') onFailure(run, outcome.reason);
    finished += run.work;
    onProgress({ done: done + 1, share: finished / total });
  }
}

function runOne(
  trainer: LabTrainer,
  experiment: Experiment,
  files: readonly NamedFile[] | undefined,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<RunEvent> {
  return new Promise((resolve, reject) => {
    let steps = 1;
    const onAbort = (): void => {
      // A stop that cannot be delivered changes nothing: the run is given up either way.
      trainer.stop().catch(() => undefined);
      resolve({ type: 'stopped', step: 0 });
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    const end = (event: RunEvent): void => {
      signal.removeEventListener('abort', onAbort);
      resolve(event);
    };
    const listener = (event: RunEvent): void => {
      if (event.type === 'started') steps = event.steps;
      else if (event.type === 'progress') onShare(event.step / steps);
      else if (event.type === 'finished' || event.type === 'failed' || event.type === 'stopped') end(event);
    };
    trainer.start(experiment, listener, files ? { files } : {}).catch((error: unknown) => {
      signal.removeEventListener('abort', onAbort);
      reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

/** One point of the picture: errors as fractions, with Wilson's interval for a single seed and Student's over several. */
export interface MeasuredPoint {
  readonly x: number;
  readonly seeds: number;
  readonly train: Estimate;
  readonly dev: Estimate;
}

/** Joins the results of all seeds at each x, in ascending order of x. */
export function summarise(results: readonly CurveResult[]): MeasuredPoint[] {
  return [...new Set(results.map(({ x }) => x))]
    .sort((a, b) => a - b)
    .map((x) => {
      const group = results.filter((result) => result.x === x);
      return { x, seeds: group.length, train: errorOf(group.map(({ train }) => train)), dev: errorOf(group.map(({ dev }) => dev)) };
    });
}

function errorOf(evaluations: readonly EvaluationResult[]): Estimate {
  const [only, ...more] = evaluations;
  if (only && more.length === 0) return errorEstimate(only);
  const { mean, low, high } = meanInterval(evaluations.map(({ accuracy }) => 1 - accuracy));
  return { mean, low: Math.max(0, low), high: Math.min(1, high) };
}

function rounded(n: number): string {
  return n < 10 ? String(Math.round(n * 10) / 10) : grouped(Math.round(n));
}
