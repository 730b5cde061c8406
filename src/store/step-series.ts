/** The values of every step of a run, in arrays that grow. */
import type { ProgressEvent } from '../engine/protocol';

const FIRST_CAPACITY = 1024;

/** Append-only but for {@link StepSeries.cutAt}, so whoever remembers a length can go on reading up to it. */
export class StepSeries {
  step = new Float64Array(FIRST_CAPACITY);
  objective = new Float32Array(FIRST_CAPACITY);
  learningRate = new Float32Array(FIRST_CAPACITY);
  length = 0;

  append({ at, objective, learningRate }: Pick<ProgressEvent, 'at' | 'objective' | 'learningRate'>): void {
    this.reserve(this.length + at.length);
    this.step.set(at, this.length);
    this.objective.set(objective, this.length);
    this.learningRate.set(learningRate, this.length);
    this.length += at.length;
  }

  /** Forgets the values of a step (0-based) and of all later ones. */
  cutAt(step: number): void {
    while (this.length > 0 && this.step[this.length - 1]! >= step) this.length--;
  }

  private reserve(length: number): void {
    if (length <= this.step.length) return;
    const capacity = Math.max(length, 2 * this.step.length);
    const grown = <T extends Float32Array | Float64Array>(larger: T, old: T): T => {
      larger.set(old);
      return larger;
    };
    this.step = grown(new Float64Array(capacity), this.step);
    this.objective = grown(new Float32Array(capacity), this.objective);
    this.learningRate = grown(new Float32Array(capacity), this.learningRate);
  }
}
