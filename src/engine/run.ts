/** One experiment being trained: its data, its weights and where it stands. It takes steps when told to; `trainer.ts` decides when. */
import { clockAt } from '../core/clock';
import type { Catalogue } from '../core/catalogue';
import type { DataDescription, Dataset, NamedFile, SplitName } from '../core/dataset';
import { describeData, type Experiment } from '../core/experiment';
import { RecipeError, type Recipe } from '../core/fold';
import { readLink } from '../core/permalink';
import type { Ops, Tensor, Tf } from '../core/ops';
import { Stream } from '../core/random';
import type { EvaluationResult, Sampling, ScheduleState } from '../core/trick';
import { averageWeights } from './average';
import { HostSteps } from './capture/host/host-steps';
import { compileAhead } from './capture/webgpu/compile-ahead';
import { WebGPUSteps } from './capture/webgpu/webgpu-steps';
import { readCheckpoint, writeCheckpoint } from './checkpoint';
import { DeviceSplit } from './device-split';
import { evaluate, rehearse } from './evaluate';
import { FeedRecorder } from './evidence/feed-recorder';
import { fingerprint, weightsFingerprint } from './fingerprint';
import { estimateStatistics } from './norm-statistics';
import { sow, type Sown } from './plants/sow';
import { spoilKernels } from './plants/wrong-kernels';
import type { Evaluator } from './predictions';
import type { Checkpoint, Metrics } from './protocol';
import { keepSnapshot, snapshotDue } from './snapshots';
import { setStartValues, trainSource } from './start';
import type { StepValues } from './step-inputs';
import { EagerSteps, type Steps } from './steps';
import { numbersAt } from './step-numbers';
import { disposeState, initialState, type TrainState } from './train-state';
import type { Tensor1D } from '@tensorflow/tfjs-core';

const MOST_TRAIN_SAMPLES = 10_000;
/** Samples of an evaluation during the run: always the same ones, so that a curve shows what the network learned and not who was asked. */
const TRAIN_SAMPLES = 500;
const DEV_SAMPLES = 1000;
/** Evaluations of a run, about: evenly spaced, and at the ends of epochs as far as there are not more of these. */
const EVALUATIONS = 25;
const shuffled: Sampling = (stream, size) => stream.permutation(size);
/** Batches over which normalisation statistics are estimated anew. */
const NORM_BATCHES = 100;

export interface RunOptions {
  readonly files?: readonly NamedFile[] | undefined;
  /** Step by step even where steps could be recorded and replayed. */
  readonly eager?: boolean;
  /** Every how many steps one is probed; never where it is not given. */
  readonly probeEvery?: number | undefined;
}

/** What a probed step has measured: see `health.ts`. */
export interface Probe {
  readonly step: number;
  /** On the device; the caller disposes it. */
  readonly figures: Tensor1D;
}

export interface StepResults {
  /** The mean training objective of each step, before its update: [n], on the device; the caller disposes it. */
  readonly objectives: Tensor1D;
  readonly learningRates: readonly number[];
  readonly probes: readonly Probe[];
}

export class Run {
  readonly recipe: Recipe;
  readonly dataset: Dataset;
  readonly state: TrainState;
  /** Steps taken. */
  step = 0;
  /** What the steps were fed. */
  readonly feed: FeedRecorder;
  private readonly evaluation: Sown['evaluation'];
  private readonly mendKernels: () => void;
  private schedule: ScheduleState;
  private readonly steps: Steps;
  private readonly probed: Steps | undefined;
  /** Train-dev joins the others when it is first asked for. */
  private readonly splits: Record<Exclude<SplitName, 'trainDev'>, DeviceSplit> & Partial<Record<SplitName, DeviceSplit>>;
  private order: { epoch: number; indices: Uint32Array } = { epoch: -1, indices: new Uint32Array() };
  /** Whether the initial weights are complete. */
  private begun: boolean;

  /** @throws RecipeError, DataError */
  constructor(
    private readonly tf: Tf,
    private readonly ops: Ops,
    private readonly catalogue: Catalogue,
    experiment: Experiment,
    private readonly options: RunOptions = {},
  ) {
    const { files = [], eager = false, probeEvery } = options;
    const sown = sow(catalogue, experiment);
    this.dataset = sown.open(files);
    this.recipe = sown.fold(this.dataset.splits.train.size);
    this.evaluation = sown.evaluation;
    this.feed = new FeedRecorder(this.dataset.splits.train.size, this.recipe.stepsPerEpoch);
    this.schedule = this.recipe.schedule.init ?? {};
    this.splits = { train: this.resident('train'), dev: this.resident('dev'), test: this.resident('test') };
    this.state = initialState(tf, this.recipe, probeEvery !== undefined);
    const setting = { tf, ops, recipe: this.recipe, data: this.splits.train, state: this.state };
    const Kind = eager ? EagerSteps : tf.getBackend() === 'webgpu' ? WebGPUSteps : HostSteps;
    this.steps = new Kind(setting);
    this.probed = probeEvery === undefined ? undefined : new Kind({ ...setting, probe: true });
    this.begun = !this.recipe.tricks.some(({ effects }) => effects.start);
    this.mendKernels = spoilKernels(tf, sown.kernels);
  }

  get finished(): boolean {
    return this.step >= this.recipe.steps;
  }

  /** What is known of the data before they are opened. */
  get description(): DataDescription {
    return describeData(this.catalogue, this.recipe.experiment.data);
  }

  /** A short name for the samples it learns from. */
  get fingerprint(): string {
    const { needs } = this.catalogue.datasets[this.recipe.experiment.data.id]!;
    return fingerprint(this.dataset, needs ? 'read' : 'generated');
  }

  split(name: SplitName): DeviceSplit {
    return (this.splits[name] ??= this.resident(name));
  }

  private resident(name: SplitName): DeviceSplit {
    return new DeviceSplit(this.tf, this.ops, this.dataset, this.dataset.splits[name], this.recipe.extraLabel?.attribute);
  }

  /** What evaluations and predictions need to know. */
  get evaluator(): Evaluator {
    return { tf: this.tf, ops: this.ops, recipe: this.recipe, state: this.state, step: this.step, schedule: this.schedule };
  }

  /** Why steps are not replayed, where they could have been; known after the first few. */
  get refusal(): string | undefined {
    return this.steps.refusal;
  }

  /**
   * What has to be done before the first step: initial weights that need data or another run, and compiling.
   * @param wanted asked now and then while another run is trained first
   * @throws RecipeError where a trick cannot start, or the run is not wanted any more
   */
  async prepare(wanted: () => boolean = () => true): Promise<void> {
    if (!this.begun) {
      const trained = (link: string) => trainSource(link, () => this.openSource(link), wanted);
      await setStartValues({ tf: this.tf, ops: this.ops, recipe: this.recipe, state: this.state, data: this.splits.train, indices: this.batchIndices(0), trained });
      this.begun = true;
    }
    await this.compile();
  }

  /** Compiles what steps and evaluations need, all at once, where the backend compiles at all; else the first step would do so one by one. */
  private async compile(): Promise<void> {
    if (this.tf.getBackend() !== 'webgpu' || this.finished) return;
    await compileAhead(this.tf, () => {
      for (const steps of [this.steps, this.probed]) steps?.take([this.valuesOf(this.step)]).dispose();
      rehearse(this.evaluator, this.splits.dev);
    });
  }

  /** Whether further steps are replayed, so that taking several at once pays. */
  get replays(): boolean {
    return this.steps.ready;
  }

  /** Takes some steps, without waiting for the device. @param count at most as many as are left */
  takeSteps(count: number): StepResults {
    if (!this.begun) throw new Error('The run has to be prepared before its first step');
    const results: Tensor1D[] = [];
    const learningRates: number[] = [];
    const probes: Probe[] = [];
    for (let taken = 0; taken < count; ) {
      const values = this.valuesUpToPause(count - taken);
      if (this.probeDue(this.step)) {
        const report = this.probed!.take(values);
        results.push(this.tf.slice(report, 0, 1));
        probes.push({ step: this.step, figures: this.tf.slice(report, 1) });
        report.dispose();
      } else results.push(this.steps.take(values));
      this.feed.note(values);
      learningRates.push(...values.map(({ numbers }) => numbers['lr']!));
      this.step += values.length;
      taken += values.length;
      averageWeights(this.tf, this.ops, this.recipe, this.state, this.step - 1);
      if (snapshotDue(this.recipe, this.step - 1, this.cycleEnd)) keepSnapshot(this.tf, this.recipe, this.state);
    }
    if (results.length === 1) return { objectives: results[0]!, learningRates, probes };
    const objectives = this.tf.concat(results);
    this.tf.dispose(results);
    return { objectives, learningRates, probes };
  }

  /**
   * Takes steps at rates of somebody else's choice, for a sweep; the clock stays where it is, so the caller has to {@link restore} the weights.
   * @param offset how many steps of the sweep there have been
   * @returns the objective of each, before its update
   */
  tryRates(rates: readonly number[], offset: number): Tensor1D {
    const values = rates.map((lr, i) => {
      const { numbers, ...rest } = this.valuesOf((this.step + offset + i) % this.recipe.steps);
      return { ...rest, numbers: { ...numbers, lr, count: this.step + offset + i + 1 } };
    });
    if (this.replays) return this.steps.take(values);
    const results = values.map((one) => this.steps.take([one]));
    const all = this.tf.concat(results);
    this.tf.dispose(results);
    return all;
  }

  /** Whether to measure after the steps taken so far: now and then, and at the end of every epoch and learning-rate cycle. */
  get evaluationDue(): boolean {
    return this.evaluationDueAt(this.step);
  }

  /** Whether an epoch has just ended; of a run of very many epochs, not every one counts. */
  get epochEnd(): boolean {
    return this.epochEndAt(this.step);
  }

  /** How many steps can be taken before the run has to be measured, at most `most`. */
  stepsToEvaluation(most: number): number {
    let steps = 1;
    while (steps < most && this.step + steps < this.recipe.steps && !this.evaluationDueAt(this.step + steps)) steps++;
    return steps;
  }

  /** Measures the same samples of train and dev every time; at an epoch's end the schedule is told. */
  async measure(goOn: () => boolean): Promise<Metrics | undefined> {
    const metrics = await this.metrics(TRAIN_SAMPLES, DEV_SAMPLES, goOn);
    if (metrics && this.epochEnd) this.schedule = this.recipe.schedule.observe?.(this.schedule, metrics.dev) ?? this.schedule;
    return metrics;
  }

  /** Measures all of dev, and of train as much as {@link evaluate} does. */
  async measureAll(goOn: () => boolean): Promise<Metrics | undefined> {
    return this.metrics(MOST_TRAIN_SAMPLES, Infinity, goOn);
  }

  /** Measures one split, of train at most 10,000 samples. */
  async evaluate(name: SplitName, samples = name === 'train' ? MOST_TRAIN_SAMPLES : Infinity, goOn?: () => boolean): Promise<EvaluationResult | undefined> {
    const { split, right } = this.evaluation;
    return evaluate(this.evaluator, this.split(split?.(name) ?? name), samples, goOn, right);
  }

  /** Whether the step just taken was the last of a learning-rate cycle. */
  get cycleEnd(): boolean {
    return this.cycleEndAt(this.step);
  }

  /** The last work of a run: averages take the place of the weights they average. */
  async finish(): Promise<void> {
    for (const { effects } of this.recipe.tricks) {
      const weights = this.state.groups.map(({ average, weights }) => average ?? weights);
      await effects.finish?.({ tf: this.tf, weights, adopt: (adopted) => this.adopt(adopted) });
    }
  }

  /** A short name for the weights as they stand, and for what layers keep besides. */
  weightsFingerprint(): Promise<string> {
    return weightsFingerprint(this.state);
  }

  checkpoint(seconds: number): Promise<Checkpoint> {
    return writeCheckpoint(this.recipe, this.state, { step: this.step, seconds, schedule: this.schedule });
  }

  /** Goes back to where a checkpoint was made. */
  restore(checkpoint: Checkpoint): void {
    readCheckpoint(this.tf, this.ops, this.recipe, this.state, checkpoint);
    this.step = checkpoint.step;
    this.feed.restart();
    this.begun = true;
    this.schedule = checkpoint.schedule;
  }

  dispose(): void {
    this.mendKernels();
    this.steps.dispose();
    this.probed?.dispose();
    for (const split of Object.values(this.splits)) split.dispose();
    disposeState(this.tf, this.state);
  }

  /** The batch of a step: each epoch has its own order of the training samples, whose last partial batch is dropped. */
  private batchIndices(step: number): Int32Array {
    const { stepsPerEpoch, batchSize, experiment, tricks } = this.recipe;
    const epoch = Math.floor(step / stepsPerEpoch);
    if (this.order.epoch !== epoch) {
      const sampling = tricks.find(({ effects }) => effects.sampling)?.effects.sampling ?? shuffled;
      this.order = { epoch, indices: sampling(Stream.of(experiment.run.seed, 'order', epoch), this.splits.train.size) };
    }
    const first = (step % stepsPerEpoch) * batchSize;
    return Int32Array.from(this.order.indices.subarray(first, first + batchSize));
  }

  private async metrics(trainSamples: number, devSamples: number, goOn: () => boolean): Promise<Metrics | undefined> {
    const train = await this.evaluate('train', trainSamples, goOn);
    const dev = train && (await this.evaluate('dev', devSamples, goOn));
    return train && dev && { train, dev };
  }

  private evaluationDueAt(step: number): boolean {
    return this.epochEndAt(step) || this.cycleEndAt(step) || step % Math.max(1, Math.round(this.recipe.steps / EVALUATIONS)) === 0;
  }

  private epochEndAt(step: number): boolean {
    const { steps, stepsPerEpoch } = this.recipe;
    const apart = stepsPerEpoch * Math.max(1, Math.ceil(steps / stepsPerEpoch / EVALUATIONS));
    return step > 0 && step % apart === 0;
  }

  private cycleEndAt(step: number): boolean {
    const { recipe, schedule } = this;
    const cycleAt = (at: number) => recipe.schedule.at(clockAt(at, recipe.steps, recipe.stepsPerEpoch), schedule).cycle;
    return step > 0 && (step >= recipe.steps || cycleAt(step) !== cycleAt(step - 1));
  }

  /** The values of the next steps that can be taken at once: weights enter averages and are kept between them, and a probed step is alone. */
  private valuesUpToPause(most: number): StepValues[] {
    const { recipe } = this;
    const values: StepValues[] = [];
    for (let step = this.step; values.length < most; step++) {
      values.push(this.valuesOf(step));
      const clock = clockAt(step, recipe.steps, recipe.stepsPerEpoch);
      if (this.probeDue(step) || this.probeDue(step + 1)) break;
      if (recipe.tricks.some(({ effects }) => effects.average?.due(clock)) || snapshotDue(recipe, step, this.cycleEndAt(step + 1))) break;
    }
    return values;
  }

  /** Of the step to come; once the run is finished, of its last. The samples are on the device. */
  get nextValues(): StepValues {
    return this.valuesOf(Math.min(this.step, this.recipe.steps - 1));
  }

  private probeDue(step: number): boolean {
    const every = this.options.probeEvery;
    return every !== undefined && step % every === 0;
  }

  private valuesOf(step: number): StepValues {
    const indices = this.batchIndices(step);
    const { train } = this.splits;
    const labels = train.ensure(indices);
    const extra = this.recipe.extraLabel ? { extra: train.extraLabels(indices) } : {};
    return { step, numbers: numbersAt(this.recipe, step, this.schedule), integers: { indices, labels, ...extra } };
  }

  /** Another run that this one starts from. @throws RecipeError */
  private openSource(link: string): Run {
    const { experiment, notices } = readLink(this.catalogue, link);
    if (notices.length > 0) throw new RecipeError(`The run to start from is not understood: ${notices[0]}`);
    const sameData = experiment.data.id === this.recipe.experiment.data.id;
    return new Run(this.tf, this.ops, this.catalogue, experiment, { ...this.options, files: sameData ? this.options.files : [] });
  }

  private async adopt(weights: readonly Tensor[]): Promise<void> {
    const { tf, ops, recipe, state } = this;
    weights.forEach((tensor, g) => (state.groups[g]!.weights = ops.renew(state.groups[g]!.weights, tf.mul(tensor, 1))));
    const batches = Array.from({ length: Math.min(NORM_BATCHES, recipe.stepsPerEpoch) }, (_, step) => this.batchIndices(step));
    estimateStatistics({ tf, ops, recipe, state, data: this.splits.train }, batches, numbersAt(recipe, recipe.steps - 1, this.schedule));
  }
}
