/** When steps are recorded and replayed; README.md beside this file tells how and why. */
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { StepValues } from '../step-inputs';
import { EagerSteps, type Steps, type StepSetting } from '../steps';

/** A step that was taken while it was being recorded. */
export interface Taken<R> {
  readonly report: Tensor1D;
  /** What to replay, or why that cannot be, as the end of a sentence. */
  readonly recorded: R | string;
}

/** @typeParam R a step as a backend records it */
export abstract class CapturedSteps<R extends object> implements Steps {
  ready = false;
  refusal: string | undefined;
  private begun = false;
  private recorded: R | undefined;
  private readonly eager: EagerSteps;

  constructor(protected readonly setting: StepSetting) {
    this.eager = new EagerSteps(setting);
  }

  take(values: readonly StepValues[]): Tensor1D {
    const { tf } = this.setting;
    if (this.ready) return this.replay(this.recorded!, values);
    if (this.refusal !== undefined) return this.eager.take(values);
    const reports: Tensor1D[] = [];
    let taken = 0;
    while (taken < values.length && !this.ready && this.refusal === undefined) reports.push(this.prepare(values[taken++]!));
    if (taken < values.length) reports.push(this.take(values.slice(taken)));
    if (reports.length === 1) return reports[0]!;
    const all = tf.concat(reports);
    tf.dispose(reports);
    return all;
  }

  dispose(): void {
    this.forget();
  }

  /** Takes the first step, through the inputs that later steps will have. */
  protected abstract first(values: StepValues): Tensor1D;

  /** Takes a step and records it. */
  protected abstract record(values: StepValues): Taken<R>;

  /** Why a replay of one step would not be the other, as the end of a sentence; undefined where it would. */
  protected abstract difference(one: R, other: R): string | undefined;

  protected abstract replay(recorded: R, values: readonly StepValues[]): Tensor1D;

  protected abstract release(recorded: R): void;

  /** Called when replays begin. */
  protected settle(): void {
    // Nothing to do.
  }

  /** One of the steps before the first replay: the first as it is, then two that are recorded. */
  private prepare(values: StepValues): Tensor1D {
    if (!this.begun) {
      this.begun = true;
      return this.first(values);
    }
    const before = this.recorded;
    const { report, recorded } = this.record(values);
    if (typeof recorded === 'string') {
      this.refuse(recorded);
      return report;
    }
    this.recorded = recorded;
    if (before === undefined) return report;
    const difference = this.difference(before, recorded);
    this.release(before);
    if (difference !== undefined) this.refuse(difference);
    else {
      this.ready = true;
      this.settle();
    }
    return report;
  }

  private refuse(reason: string): void {
    this.refusal = `The step cannot be replayed: ${reason}`;
    this.forget();
  }

  private forget(): void {
    if (this.recorded !== undefined) this.release(this.recorded);
    this.recorded = undefined;
    this.ready = false;
  }
}
