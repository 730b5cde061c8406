/** One experiment being trained: its data, its weights and where it stands. It takes steps when told to; `trainer.ts` decides when. */
import { clockAt } from '../core/clock';
import type { Catalogue } from '../core/catalogue';
import type { Dataset, NamedFile, SplitName } from '../core/dataset';
import type { Experiment } from '../core/experiment';
import { fold, type Recipe } from '../core/fold';
import type { Ops, Tensor, Tf } from '../core/ops';
import { Stream } from '../core/random';
import type { EvaluationResult, ScheduleState } from '../core/trick';
import { readCheckpoint, writeCheckpoint } from './checkpoint';
import { DeviceSplit } from './device-split';
import { evaluate, type Evaluator } from './evaluate';
import { forward } from './forward';
import type { Checkpoint, Metrics } from './protocol';
import { StepInputs } from './step-inputs';
import { trainStep, type StepResult } from './train-step';
import { initialState, type TrainState } from './weights';

const MOST_TRAIN_SAMPLES = 10_000;
/** Samples of an evaluation during the run: always the same ones, so that a curve shows what the network learned and not who was asked. */
const TRAIN_SAMPLES = 500;
const DEV_SAMPLES = 1000;
/** Evaluations of a run, about: evenly spaced, and at the ends of epochs as far as there are not more of these. */
const EVALUATIONS = 25;
/** Batches over which normalisation statistics are estimated anew. */
const NORM_BATCHES = 100;

export class Run {
  readonly recipe: Recipe;
  readonly dataset: Dataset;
  readonly state: TrainState;
  /** Steps taken. */
  step = 0;
  private schedule: ScheduleState;
  private readonly splits: Readonly<Record<SplitName, DeviceSplit>>;
  private order: { epoch: number; indices: Uint32Array } = { epoch: -1, indices: new Uint32Array() };

  /** @throws RecipeError, DataError */
  constructor(
    private readonly tf: Tf,
    private readonly ops: Ops,
    catalogue: Catalogue,
    experiment: Experiment,
    files: readonly NamedFile[] = [],
  ) {
    const declaration = catalogue.datasets[experiment.data.id]!;
    this.dataset = declaration.open(experiment.data, { files });
    this.recipe = fold(catalogue, experiment, this.dataset.splits.train.size);
    this.schedule = this.recipe.schedule.init ?? {};
    const resident = (name: SplitName) => new DeviceSplit(tf, ops, this.dataset, this.dataset.splits[name]);
    this.splits = { train: resident('train'), dev: resident('dev'), test: resident('test') };
    this.state = initialState(tf, this.recipe);
  }

  get finished(): boolean {
    return this.step >= this.recipe.steps;
  }

  split(name: SplitName): DeviceSplit {
    return this.splits[name];
  }

  /** What evaluations and predictions need to know. */
  get evaluator(): Evaluator {
    return { tf: this.tf, ops: this.ops, recipe: this.recipe, state: this.state, step: this.step, schedule: this.schedule };
  }

  takeStep(): StepResult {
    const { tf, ops, recipe, state, schedule, step } = this;
    const result = trainStep({ tf, ops, recipe, state, schedule, step, data: this.splits.train, indices: this.batchIndices(step) });
    this.step++;
    return result;
  }

  /** Whether to measure after the steps taken so far: now and then, and at the end of every epoch and learning-rate cycle. */
  get evaluationDue(): boolean {
    return this.epochEnd || this.cycleEnd || this.step % Math.max(1, Math.round(this.recipe.steps / EVALUATIONS)) === 0;
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
    return evaluate(this.evaluator, this.splits[name], samples, goOn);
  }

  /** Whether an epoch has just ended; of a run of very many epochs, not every one counts. */
  private get epochEnd(): boolean {
    const { steps, stepsPerEpoch } = this.recipe;
    const apart = stepsPerEpoch * Math.max(1, Math.ceil(steps / stepsPerEpoch / EVALUATIONS));
    return this.step > 0 && this.step % apart === 0;
  }

  /** Whether the step just taken was the last of a learning-rate cycle. */
  get cycleEnd(): boolean {
    const cycleAt = (step: number) => this.recipe.schedule.at(clockAt(step, this.recipe.steps, this.recipe.stepsPerEpoch), this.schedule).cycle;
    return this.step > 0 && (this.finished || cycleAt(this.step) !== cycleAt(this.step - 1));
  }

  /** The last work of a run: averages take the place of the weights they average. */
  async finish(): Promise<void> {
    for (const { effects } of this.recipe.tricks) {
      const weights = this.state.average.length > 0 ? this.state.average : this.state.weights;
      await effects.finish?.({ tf: this.tf, weights, adopt: (adopted) => this.adopt(adopted) });
    }
  }

  checkpoint(seconds: number): Promise<Checkpoint> {
    return writeCheckpoint(this.recipe, this.state, { step: this.step, seconds, schedule: this.schedule });
  }

  /** Goes back to where a checkpoint was made. */
  restore(checkpoint: Checkpoint): void {
    readCheckpoint(this.tf, this.recipe, this.state, checkpoint);
    this.step = checkpoint.step;
    this.schedule = checkpoint.schedule;
  }

  dispose(): void {
    for (const split of Object.values(this.splits)) split.dispose();
    this.tf.dispose([this.state.weights, this.state.state, this.state.slots, this.state.average] as Tensor[][]);
  }

  /** The batch of a step: each epoch is a fresh order of all training samples, its last partial batch dropped. */
  private batchIndices(step: number): Int32Array {
    const { stepsPerEpoch, batchSize, experiment } = this.recipe;
    const epoch = Math.floor(step / stepsPerEpoch);
    if (this.order.epoch !== epoch) {
      this.order = { epoch, indices: Stream.of(experiment.run.seed, 'order', epoch).permutation(this.splits.train.size) };
    }
    const first = (step % stepsPerEpoch) * batchSize;
    return Int32Array.from(this.order.indices.subarray(first, first + batchSize));
  }

  private async metrics(trainSamples: number, devSamples: number, goOn: () => boolean): Promise<Metrics | undefined> {
    const train = await this.evaluate('train', trainSamples, goOn);
    const dev = train && (await this.evaluate('dev', devSamples, goOn));
    return train && dev && { train, dev };
  }

  private async adopt(weights: readonly Tensor[]): Promise<void> {
    const { tf, ops, recipe, state } = this;
    const kept = weights.map((weight) => tf.clone(weight));
    tf.dispose(state.weights);
    state.weights = kept;
    if (state.state.length === 0) return;
    for (let step = 0; step < Math.min(NORM_BATCHES, recipe.stepsPerEpoch); step++) {
      const indices = this.batchIndices(step);
      this.splits.train.ensure(indices);
      const inputs = new StepInputs(tf, { count: recipe.steps }, recipe.experiment.run.seed, step);
      const next = tf.tidy(() => {
        const x = this.splits.train.normalise(this.splits.train.gather(tf.tensor1d(indices, 'int32')));
        const pass = forward({
          ...{ tf, ops, plan: recipe.network, layers: recipe.layers, weights: state.weights, state: state.state, x, heads: ['main'], training: true },
          key: (node) => inputs.key('layer', node),
          knob: (name) => inputs.scalar(name),
        });
        return [...pass.state];
      });
      inputs.dispose();
      next.forEach((tensor, i) => {
        if (tensor === state.state[i]) return;
        state.state[i]!.dispose();
        state.state[i] = tensor;
      });
    }
  }
}
