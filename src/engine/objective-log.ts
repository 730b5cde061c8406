/** Collects the objective of every step on the device and reads it a few steps at a time, so that a step never waits for a readback. */
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Tf } from '../core/ops';
import type { StepResults } from './run';

/** Steps between two readbacks, at least. */
const READ_EVERY = 8;
/** At most ten reports a second. */
const REPORT_INTERVAL = 100;

interface Points extends HealthPoints {
  readonly at: Uint32Array;
  readonly objective: Float32Array;
  readonly learningRate: Float32Array;
}

/** What probed steps have measured, in the order of the steps. */
export interface HealthPoints {
  readonly probedAt: Uint32Array;
  /** As many figures for each as {@link healthSize} says. */
  readonly health: Float32Array;
}

const noPoints = (): Record<'at' | 'objective' | 'learningRate' | 'probedAt' | 'health', number[]> => ({ at: [], objective: [], learningRate: [], probedAt: [], health: [] });

export class ObjectiveLog {
  private unread: (StepResults & { readonly first: number })[] = [];
  private unreadSteps = 0;
  private points = noPoints();
  private reading: Promise<void> = Promise.resolve();
  private lastTake = 0;
  private lastRead = performance.now();
  private worst = 0;
  /** Time per step as the device takes it, in ms, smoothed; 0 before it is known. */
  pace = 0;

  constructor(private readonly tf: Tf) {}

  /** Takes over the results of some steps. Waits only for the readback before the last, so that at most two batches of steps are under way. */
  async add(first: number, results: StepResults): Promise<void> {
    this.unread.push({ first, ...results });
    this.unreadSteps += results.learningRates.length;
    if (this.unreadSteps < READ_EVERY && performance.now() - this.lastTake < REPORT_INTERVAL) return;
    await this.reading;
    this.reading = this.read();
  }

  /** Waits until everything added has been read. */
  async flush(): Promise<void> {
    await this.reading;
    await this.read();
  }

  get reportDue(): boolean {
    return this.points.at.length > 0 && performance.now() - this.lastTake >= REPORT_INTERVAL;
  }

  /** Everything read since the last call. */
  take(): Points {
    const { at, objective, learningRate, probedAt, health } = this.points;
    this.points = noPoints();
    this.lastTake = performance.now();
    return { at: Uint32Array.from(at), objective: Float32Array.from(objective), learningRate: Float32Array.from(learningRate), probedAt: Uint32Array.from(probedAt), health: Float32Array.from(health) };
  }

  /** The sentence that ends the run, if the objective is not a number or above `limit`. */
  verdict(limit: number): string | undefined {
    if (Number.isNaN(this.worst)) return 'The loss is not a number any more: the weights have overflowed.';
    return this.worst > limit ? `The loss exploded to ${this.worst.toPrecision(2)}.` : undefined;
  }

  /** Lets go of what has not been read. */
  dispose(): void {
    for (const { objectives, probes } of this.unread.splice(0)) this.tf.dispose([objectives, ...probes.map(({ figures }) => figures)]);
  }

  private async read(): Promise<void> {
    const batch = this.unread;
    const steps = this.unreadSteps;
    if (steps === 0) return;
    this.unread = [];
    this.unreadSteps = 0;
    const values = await this.valuesOf(batch.map(({ objectives }) => objectives));
    const now = performance.now();
    const pace = (now - this.lastRead) / steps;
    this.pace = this.pace === 0 ? pace : (this.pace + pace) / 2;
    this.lastRead = now;
    this.points.objective.push(...values);
    for (const { step, figures } of batch.flatMap(({ probes }) => probes)) {
      this.points.probedAt.push(step);
      this.points.health.push(...(await figures.data<'float32'>()));
      figures.dispose();
    }
    for (const { first, learningRates } of batch) {
      this.points.at.push(...learningRates.map((_, i) => first + i));
      this.points.learningRate.push(...learningRates);
    }
    // Once not a number, it stays so.
    for (const objective of values) if (!(objective <= this.worst) && !Number.isNaN(this.worst)) this.worst = objective;
  }

  private async valuesOf(objectives: readonly Tensor1D[]): Promise<Float32Array> {
    const all = objectives.length === 1 ? objectives[0]! : this.tf.concat([...objectives]);
    const values = await all.data<'float32'>();
    this.tf.dispose([...objectives, all]);
    return values;
  }
}
