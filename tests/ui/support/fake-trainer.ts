/** A trainer that trains nothing: it emits plausible events when the test says so. */
import type { Remote } from 'comlink';
import { catalogue } from '../../../src/catalogue';
import type { SplitName } from '../../../src/core/dataset';
import type { Experiment } from '../../../src/core/experiment';
import { fold } from '../../../src/core/fold';
import { healthPlan } from '../../../src/core/health';
import type { AugmentedView, BackendReport, BackendRequest, Metrics, RateSweep, RunEvent, RunListener, StartOptions, Trainer } from '../../../src/engine/protocol';

const report: BackendReport = { backend: 'wasm', safeMode: false, device: 'WebAssembly, 1 thread', reason: 'No WebGPU adapter answers in this browser.' };

export class FakeTrainer implements Trainer {
  /** Every call, such as `start` or `prepare wasm`. */
  readonly calls: string[] = [];
  readonly starts: { experiment: Experiment; options: StartOptions }[] = [];
  /** What the next start is refused with. */
  refusal: Error | undefined;
  /** Backends that cannot be had. */
  unavailable: string[] = [];
  private listener: RunListener = () => undefined;
  private at = 0;
  private steps = 0;
  private stepsPerEpoch = 1;

  /** As the store sees it. */
  get remote(): Remote<Trainer> {
    return this as unknown as Remote<Trainer>;
  }

  emit(event: RunEvent): void {
    this.listener(event);
  }

  /** Takes `count` steps, with the events of a run under way. */
  advance(count: number): void {
    const at = Uint32Array.from({ length: count }, (_, i) => this.at + i);
    this.at += count;
    this.emit({
      type: 'progress',
      step: this.at,
      epoch: this.at / this.stepsPerEpoch,
      seconds: this.at / 100,
      secondsLeft: (this.steps - this.at) / 100,
      at,
      objective: Float32Array.from(at, (step) => 2.3 * Math.exp(-step / 200)),
      learningRate: Float32Array.from(at, () => 0.05),
    });
    this.emit({ type: 'evaluated', ...this.metrics(), step: this.at, epoch: this.at / this.stepsPerEpoch, cycleEnd: false });
  }

  finish(): void {
    this.at = this.steps;
    this.emit({ type: 'finished', weights: 'f'.repeat(16), ...this.metrics(), backend: 'wasm', parameters: 1000, steps: this.steps, seconds: 10 });
  }

  async prepare({ backend }: BackendRequest): Promise<BackendReport> {
    this.calls.push(`prepare ${backend}`);
    if (this.unavailable.includes(backend)) throw new Error(`There is no ${backend} here.`);
    return report;
  }

  async start(experiment: Experiment, listener: RunListener, options: StartOptions = {}): Promise<void> {
    this.calls.push('start');
    if (this.refusal) throw this.refusal;
    this.starts.push({ experiment, options });
    this.listener = listener;
    const recipe = fold(catalogue, experiment);
    this.at = 0;
    this.steps = recipe.steps;
    this.stepsPerEpoch = recipe.stepsPerEpoch;
    this.emit({ type: 'started', backend: report, parameters: 1000, steps: recipe.steps, stepsPerEpoch: recipe.stepsPerEpoch, batchSize: recipe.batchSize, health: healthPlan(recipe.network), data: 'cbf29ce484222325' });
  }

  async findRate(): Promise<RateSweep> {
    this.calls.push('findRate');
    const rates = [0.001, 0.01, 0.1];
    return { rates, losses: [2, 1, 3], smoothed: [2, 1, 2], suggestions: [{ rule: 'minimum/10', rate: 0.001, reason: 'A tenth of the best.' }], diverged: false };
  }

  async dump(): Promise<Record<string, never>> {
    return {};
  }

  async fitSmall() {
    this.calls.push('fitSmall');
    return { samples: 64, right: 64, loss: 0.001, steps: 200 };
  }

  evidence = async () => ({ classNames: ['0', '1'], batchSize: 1, step: this.at, steps: this.steps });
  examine = async () => ({ step: this.at, verdicts: [] });

  async augmented({ count }: { readonly count: number }): Promise<AugmentedView[]> {
    const pixels = new Uint8Array(28 * 28).fill(128);
    return Array.from({ length: count }, (_, index) => ({ index, label: index % 10, original: pixels, augmented: pixels, targets: new Float32Array(10).fill(0.1) }));
  }

  pause = () => this.change('paused');
  resume = () => this.change('resumed');
  stop = () => this.change('stopped');

  async step(): Promise<void> {
    this.calls.push('step');
    this.advance(1);
  }

  async evaluate(split: SplitName) {
    this.calls.push(`evaluate ${split}`);
    return { loss: 0.1, accuracy: 0.97, samples: 2000 };
  }

  predict = async () => Float32Array.of(1);
  samples = async () => [];
  draw = async () => [];
  mistakes = async () => [];
  samplesAt = async () => [];
  outcomes = async (split: 'train' | 'dev') => ({ split, step: this.at, classes: 2, labels: new Int32Array(), probabilities: new Float32Array(), losses: new Float32Array(), attributes: {} });
  saliency = async () => ({ refusal: 'A trainer that trains nothing has nothing to explain' });
  filters = async () => undefined;
  checkKernels = async () => ({ rows: [], complete: true, tfjs: '4.22.0' });
  stopCheck = async () => undefined;
  walk = () => Promise.reject(new Error('A trainer that trains nothing has no network'));
  layers = async () => [];
  boundary = async (resolution: number) => ({ resolution, low: -1, high: 1, probabilities: new Float32Array(resolution ** 2) });
  checkpoint = () => Promise.reject(new Error('A trainer that trains nothing has nothing to keep'));
  exportModel = () => Promise.reject(new Error('A trainer that trains nothing has no network to give away'));

  private async change(type: 'paused' | 'resumed' | 'stopped'): Promise<void> {
    this.calls.push(type);
    this.emit({ type, step: this.at });
  }

  private metrics(): Metrics {
    const accuracy = 1 - 0.9 * Math.exp(-this.at / 150);
    return { train: { loss: 2.2 * (1 - accuracy), accuracy, samples: 500 }, dev: { loss: 2.3 * (1 - accuracy), accuracy: accuracy * 0.99, samples: 500 } };
  }
}
