/** How a run takes its steps: one by one through tfjs, or on WebGPU by replaying a recorded one. */
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { SingleStepInputs, type StepInputs, type StepValues } from './step-inputs';
import { trainStep, type StepArguments } from './train-step';

export interface Steps {
  /**
   * Takes a step for each of the values, in order.
   * @returns their reports, one after the other, on the device; the caller disposes them
   */
  take(values: readonly StepValues[]): Tensor1D;
  /** Whether further steps are replayed. */
  readonly ready: boolean;
  /** Why the steps are not replayed, where they could have been. */
  readonly refusal?: string | undefined;
  dispose(): void;
}

/** All that the steps of a run have in common. */
export type StepSetting = Omit<StepArguments, 'inputs'>;

/** Every step as tfjs takes it, operation by operation. */
export class EagerSteps implements Steps {
  readonly ready = false;

  constructor(private readonly setting: StepSetting) {}

  take(values: readonly StepValues[]): Tensor1D {
    const { tf } = this.setting;
    const reports = values.map((one) => this.takeOne(one));
    if (reports.length === 1) return reports[0]!;
    const joined = tf.concat(reports);
    tf.dispose(reports);
    return joined;
  }

  dispose(): void {
    // Nothing is held between steps.
  }

  private takeOne(values: StepValues): Tensor1D {
    const { tf, recipe } = this.setting;
    const inputs: StepInputs = new SingleStepInputs(tf, recipe.experiment.run.seed, values);
    const report = trainStep({ ...this.setting, inputs });
    inputs.dispose();
    return report;
  }
}
