/**
 * What the page, the lab and the command line see of the engine. One interface, implemented in-process (tests, command line) and by a worker through
 * Comlink (the page); everything that crosses is plain data and typed arrays.
 */
import type { NamedFile, SplitName } from '../core/dataset';
import type { Experiment } from '../core/experiment';
import type { ExportedModel } from '../core/exported-model';
import type { HealthPlan } from '../core/health';
import type { RateSuggestion } from '../core/rate-finder';
import type { EvaluationResult, ScheduleState } from '../core/trick';
import type { Evidence } from '../diagnose/evidence';
import type { SmallFit } from '../diagnose/run/small-fit';
import type { Verdict } from '../diagnose/verdict';
import type { CheckOptions, KernelProgress, KernelReport, WalkedNetwork } from './protocol/device-check';

export type BackendId = 'webgpu' | 'wasm' | 'cpu';

/** Variants of kernels by name, as they were measured on one adapter. They change the order of sums, and so the last bits of results. */
export type KernelChoice = Readonly<Record<string, string | number>>;

export interface BackendRequest {
  /** `auto` takes the fastest that works here. */
  readonly backend: BackendId | 'auto';
  /** Stock kernels of tfjs, step by step, on the cpu: slow, for telling a mistake in the network from one in a fast kernel. */
  readonly safeMode?: boolean;
  /** Choices of kernels that were measured before, by the adapter's name. */
  readonly kernels?: Readonly<Record<string, KernelChoice>>;
  /** At most so many threads for WebAssembly: several trainers at once have to share the cores. */
  readonly threads?: number;
}

export interface BackendReport {
  readonly backend: BackendId;
  readonly safeMode: boolean;
  /** For example `WebAssembly, 1 thread` or `WebGPU, nvidia hopper`. */
  readonly device: string;
  /** One sentence: why this one. */
  readonly reason: string;
  /** On WebGPU: which adapter computes, with which kernels. */
  readonly kernels?: { readonly adapter: string; readonly choice: KernelChoice };
}

export interface StartOptions {
  /** Files that the data set is read from, where it is not generated. */
  readonly files?: readonly NamedFile[];
  /** Continues a run from where it was kept. */
  readonly from?: Checkpoint;
  /** Takes no step until asked to. */
  readonly paused?: boolean;
  /** Every how many steps one is probed for its health; never where it is not given. */
  readonly probeEvery?: number | undefined;
  /** Gives out a checkpoint every so many seconds, and whenever it is paused; never where it is not given. */
  readonly keepEvery?: number;
  /** Pauses by itself once so many steps are taken, measured there as at any other evaluation. */
  readonly pauseAt?: number;
  /**
   * When it is measured before its end: some 25 times where this is not given, at the ends of epochs, or only where its schedule asks for it. The run is the
   * same; but in a short one, measuring takes longer than training.
   */
  readonly evaluations?: 'epochs' | 'end';
}

export interface Metrics {
  /** Clean samples of the training data, in evaluation mode. */
  readonly train: EvaluationResult;
  readonly dev: EvaluationResult;
}

export interface StartedEvent {
  readonly type: 'started';
  readonly backend: BackendReport;
  readonly parameters: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly batchSize: number;
  /** What the figures of a health event are of. */
  readonly health: HealthPlan;
  /** A short name for the samples of all splits, the same on every device: see `fingerprint.ts`. */
  readonly data: string;
}

/** New points of the series of every step, since the last such event. */
export interface ProgressEvent {
  readonly type: 'progress';
  /** Steps taken so far. */
  readonly step: number;
  readonly epoch: number;
  /** Seconds of training so far, pauses not counted. */
  readonly seconds: number;
  readonly secondsLeft: number;
  /** Steps (0-based) that the values belong to. */
  readonly at: Uint32Array;
  /** The training objective of each of those steps: smoothed, mixed, penalised as the tricks say. */
  readonly objective: Float32Array;
  readonly learningRate: Float32Array;
}

/** What probed steps have measured since the last such event. */
export interface HealthEvent {
  readonly type: 'health';
  /** Steps (0-based). */
  readonly at: Uint32Array;
  /** All figures of the first step, then of the second …, in the order that `src/engine/health.ts` tells. */
  readonly figures: Float32Array;
}

/** Measured during the run, on the same 500 training and 1,000 dev samples every time. */
export interface EvaluatedEvent extends Metrics {
  readonly type: 'evaluated';
  /** Steps taken so far. */
  readonly step: number;
  readonly epoch: number;
  /** Whether a learning-rate cycle has just ended. */
  readonly cycleEnd: boolean;
}

/** Measured at the end, on all of dev and up to 10,000 training samples. */
export interface FinishedEvent extends Metrics {
  readonly type: 'finished';
  /** A short name for the trained weights: runs with the same have learned the same to the last bit. See `fingerprint.ts`. */
  readonly weights: string;
  readonly backend: BackendId;
  readonly parameters: number;
  readonly steps: number;
  readonly seconds: number;
}

/** The run ended before its time; what it had learned so far can still be looked at. */
export interface FailedEvent {
  readonly type: 'failed';
  /** What happened, one sentence. */
  readonly reason: string;
  /** What to do, one sentence. */
  readonly advice: string;
  readonly step: number;
}

/** The graphics device was lost; the run goes on on another one from where it was last kept. */
export interface RecoveredEvent {
  readonly type: 'recovered';
  /** Steps taken up to there. */
  readonly step: number;
  readonly backend: BackendReport;
  /** What happened, one sentence. */
  readonly reason: string;
}

/** The run as it stands, to go on from another time. Everything up to there has been told before. */
export interface KeptEvent {
  readonly type: 'kept';
  readonly checkpoint: Checkpoint;
}

/** Something worth knowing of how the run is computed, one sentence. */
export interface NoteEvent {
  readonly type: 'note';
  readonly text: string;
}

export interface StateEvent {
  readonly type: 'paused' | 'resumed' | 'stopped';
  readonly step: number;
}

export type RunEvent = StartedEvent | ProgressEvent | HealthEvent | EvaluatedEvent | FinishedEvent | FailedEvent | RecoveredEvent | KeptEvent | NoteEvent | StateEvent;

/** Everything a run needs to go on as if it had not been interrupted. */
export interface Checkpoint {
  readonly experiment: Experiment;
  readonly step: number;
  readonly seconds: number;
  readonly schedule: ScheduleState;
  readonly averaged: number;
  /** How many copies of the network were kept on the way. */
  readonly snapshots: number;
  /** Weights, layer state, optimizer state and averages by name. */
  readonly tensors: Readonly<Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>>;
}

export interface SampleView {
  readonly index: number;
  /** Raw values: pixels 0–255 in [H, W, C], or coordinates. */
  readonly features: Uint8Array | Float32Array;
  readonly label: number;
  /** Where a network exists: class probabilities. */
  readonly probabilities?: Float32Array;
  readonly attributes?: Readonly<Record<string, number>>;
}

/** One layer as a batch of dev samples goes through it. */
export interface LayerView {
  readonly name: string;
  readonly kind: string;
  /** Root mean square of all its outputs. */
  readonly activation: number;
  /** Share of its outputs that are zero on every sample of the batch; for ReLU layers, units that have died. */
  readonly silent: number;
  /** Root mean square of its kernel, where it has one. */
  readonly weight?: number;
}

export interface FilterView {
  /** [height, width, channels, filters] */
  readonly shape: readonly [number, number, number, number];
  readonly values: Float32Array;
}

export interface BoundaryView {
  /** Points per side of the square grid over `low` … `high` in both coordinates, the first row at the top (largest y). */
  readonly resolution: number;
  readonly low: number;
  readonly high: number;
  /** [resolution², K] probabilities. */
  readonly probabilities: Float32Array;
}

/** What the network answers on the first samples of a split. */
export interface OutcomesView {
  readonly split: 'train' | 'dev';
  /** Steps taken by then. */
  readonly step: number;
  /** K. */
  readonly classes: number;
  /** [n] */
  readonly labels: Int32Array;
  /** [n, K] */
  readonly probabilities: Float32Array;
  /** Cross-entropy of each sample in nats, [n]. */
  readonly losses: Float32Array;
  /** By name, [n]; NaN where a sample lacks one. */
  readonly attributes: Readonly<Record<string, Float32Array>>;
}

export type SaliencyMethod = 'gradient' | 'occlusion' | 'grad-cam';

export interface SaliencyRequest {
  readonly split: 'train' | 'dev';
  readonly index: number;
  readonly method: SaliencyMethod;
  /** The class to explain; the predicted one where it is not given. */
  readonly label?: number | undefined;
}

/** How much each place of one sample speaks for a class (positive) or against it. */
export interface SaliencyMap {
  readonly method: SaliencyMethod;
  /** Steps taken by then. */
  readonly step: number;
  /** The class that is explained, and its probability. */
  readonly label: number;
  readonly probability: number;
  /** Cells that divide the image evenly; for points one row with a cell for each coordinate. */
  readonly height: number;
  readonly width: number;
  /** [height, width]: parts of the logit (gradient), drops of the probability (occlusion), or in units of their own (Grad-CAM). */
  readonly values: Float32Array;
  /** The side of the patch in pixels (occlusion). */
  readonly patch?: number;
  /** The layer whose feature map was read (Grad-CAM). */
  readonly layer?: string;
}

/** Why there is no such map, one sentence. */
export interface SaliencyRefusal {
  readonly refusal: string;
}

export type Saliency = SaliencyMap | SaliencyRefusal;

export interface TensorValues {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

export interface SweepOptions {
  readonly files?: readonly NamedFile[] | undefined;
  /** The first and the last rate. */
  readonly start?: number;
  readonly end?: number;
  /** Mini-batches, if the loss does not blow up before. */
  readonly steps?: number;
}

/** What a sweep of the learning-rate finder saw; all lists are of one length. */
export interface RateSweep {
  readonly rates: readonly number[];
  /** The training objective of the mini-batch at each rate. */
  readonly losses: readonly number[];
  readonly smoothed: readonly number[];
  readonly suggestions: readonly RateSuggestion[];
  /** Whether it ended because the loss blew up. */
  readonly diverged: boolean;
}

export interface AugmentationRequest {
  readonly experiment: Experiment;
  /** Only this trick; all where it is not given. */
  readonly trick?: string | undefined;
  /** How many samples, from the `first` on. */
  readonly count: number;
  readonly first: number;
  /** Another number draws anew. */
  readonly draw: number;
  readonly files?: readonly NamedFile[] | undefined;
}

/** A training sample and what the augmentations made of it. */
export interface AugmentedView {
  readonly index: number;
  readonly label: number;
  /** Raw values, as in {@link SampleView}. */
  readonly original: Uint8Array | Float32Array;
  readonly augmented: Uint8Array | Float32Array;
  /** The share of each class in its target, [K]. */
  readonly targets: Float32Array;
}

export interface EvidenceOptions {
  /** Asks the network about samples. By default it does. */
  readonly answers?: boolean;
  /** Reads pictures of all splits, and so allows the checks of data, which take a second or two. By default it does. */
  readonly images?: boolean;
}

/** What the rules of diagnosis say of a run. */
export interface Examination {
  /** Steps taken up to there. */
  readonly step: number;
  /** In the order of the checklist. */
  readonly verdicts: readonly Verdict[];
}

export type { SmallFit };

export interface SmallFitOptions {
  readonly files?: readonly NamedFile[] | undefined;
}

export type RunListener = (event: RunEvent) => void;

/** Trains one experiment at a time. Methods answer between two steps, so within one step's time. Rejections carry a sentence for the user. */
export interface Trainer {
  /** Chooses the backend; the first call decides, later ones may change it between runs. */
  prepare(request: BackendRequest): Promise<BackendReport>;
  /** Begins a run, ending an earlier one. Resolves when the first step can be taken. @throws RecipeError, DataError */
  start(experiment: Experiment, listener: RunListener, options?: StartOptions): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Takes one step of a paused run. */
  step(): Promise<void>;
  /** Ends the run; its weights stay for looking at until the next start. */
  stop(): Promise<void>;
  /** Evaluates on a whole split (of train, at most 10,000 samples). */
  evaluate(split: SplitName): Promise<EvaluationResult>;
  /** Class probabilities of one sample: pixels in 0 … 1 or coordinates. */
  predict(features: Float32Array): Promise<Float32Array>;
  /** The first samples of a split, with probabilities once there is a network. */
  samples(split: 'train' | 'dev', count: number): Promise<SampleView[]>;
  /** Samples of a split drawn at random, each at most once; the same seed draws the same ones. */
  draw(split: SplitName, count: number, seed: number): Promise<SampleView[]>;
  /** Misclassified samples among the first `among` of the dev set, most confident mistakes first. */
  mistakes(count: number, among?: number): Promise<SampleView[]>;
  /** Some samples of a split by their indices, with probabilities. */
  samplesAt(split: 'train' | 'dev', indices: readonly number[]): Promise<SampleView[]>;
  /** Answers, losses and attributes of the first `most` samples of a split. */
  outcomes(split: 'train' | 'dev', most: number): Promise<OutcomesView>;
  /** What the network looks at in one sample. */
  saliency(request: SaliencyRequest): Promise<Saliency>;
  /** The kernels of the first convolution, or undefined where there is none. */
  filters(): Promise<FilterView | undefined>;
  /** Probes the network with one batch of dev samples: the size of the signal in every layer, from input to output. */
  layers(): Promise<LayerView[]>;
  /** Class probabilities over the plane; for two-dimensional points only. */
  boundary(resolution: number): Promise<BoundaryView>;
  /** Pauses the run and sweeps the learning rate of an experiment, from its initial weights. @throws RecipeError, DataError */
  findRate(experiment: Experiment, options?: SweepOptions): Promise<RateSweep>;
  /** Lets an experiment learn 64 training samples by heart, in a run of its own that leaves the page's as it is. @throws RecipeError, DataError */
  fitSmall(experiment: Experiment, options?: SmallFitOptions): Promise<SmallFit>;
  /** All that the rules of diagnosis may look at; steps wait meanwhile. */
  evidence(options?: EvidenceOptions): Promise<Evidence>;
  /** What they say. Checks of data are made once in a run. */
  examine(options?: EvidenceOptions): Promise<Examination>;
  /** Some training samples before and after the augmentations of an experiment. @throws RecipeError, DataError */
  augmented(request: AugmentationRequest): Promise<AugmentedView[]>;
  /** Checks the kernels as this trainer has them against plain computations; a run goes on meanwhile. Ends early where the backend is changed or {@link stopCheck} is called. */
  checkKernels(onProgress?: (progress: KernelProgress) => void, options?: CheckOptions): Promise<KernelReport>;
  stopCheck(): Promise<void>;
  /** What this device makes of the current network, layer by layer; for a {@link Reference} to compare. */
  walk(): Promise<WalkedNetwork>;
  /** Weights, gradients, activations and logits by name; see `dump.ts`. */
  dump(): Promise<Record<string, TensorValues>>;
  /** The network with its weights, for files that other programs read. */
  exportModel(): Promise<ExportedModel>;
  checkpoint(): Promise<Checkpoint>;
}
