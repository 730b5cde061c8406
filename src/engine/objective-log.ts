/** Collects the objective of every step on the device and reads it a few steps at a time, so that a step never waits for a readback. */
import type { Scalar, Tf } from '../core/ops';

/** Steps between two readbacks. */
const READ_EVERY = 8;
/** At most ten reports a second. */
const REPORT_INTERVAL = 100;

interface Points {
  readonly at: Uint32Array;
  readonly objective: Float32Array;
  readonly learningRate: Float32Array;
}

export class ObjectiveLog {
  private unread: { step: number; objective: Scalar; learningRate: number }[] = [];
  private points: { at: number[]; objective: number[]; learningRate: number[] } = { at: [], objective: [], learningRate: [] };
  private reading: Promise<void> = Promise.resolve();
  private lastTake = 0;
  private worst = 0;

  constructor(private readonly tf: Tf) {}

  /** Takes over the objective of a step. Waits only for the readback before the last, so that at most two batches of steps are under way. */
  async add(step: number, objective: Scalar, learningRate: number): Promise<void> {
    this.unread.push({ step, objective, learningRate });
    if (this.unread.length < READ_EVERY && performance.now() - this.lastTake < REPORT_INTERVAL) return;
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
    const { at, objective, learningRate } = this.points;
    this.points = { at: [], objective: [], learningRate: [] };
    this.lastTake = performance.now();
    return { at: Uint32Array.from(at), objective: Float32Array.from(objective), learningRate: Float32Array.from(learningRate) };
  }

  /** The sentence that ends the run, if the objective is not a number or above `limit`. */
  verdict(limit: number): string | undefined {
    if (Number.isNaN(this.worst)) return 'The loss is not a number any more: the weights have overflowed.';
    return this.worst > limit ? `The loss exploded to ${this.worst.toPrecision(2)}.` : undefined;
  }

  /** Lets go of what has not been read. */
  dispose(): void {
    for (const { objective } of this.unread.splice(0)) objective.dispose();
  }

  private async read(): Promise<void> {
    const batch = this.unread;
    if (batch.length === 0) return;
    this.unread = [];
    const stacked = this.tf.stack(batch.map(({ objective }) => objective));
    for (const { objective } of batch) objective.dispose();
    const values = await stacked.data<'float32'>();
    stacked.dispose();
    batch.forEach(({ step, learningRate }, i) => {
      const objective = values[i]!;
      this.points.at.push(step);
      this.points.objective.push(objective);
      this.points.learningRate.push(learningRate);
      // Once not a number, it stays so.
      if (!(objective <= this.worst) && !Number.isNaN(this.worst)) this.worst = objective;
    });
  }
}
