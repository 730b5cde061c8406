/** How a run takes its steps: one by one through tfjs, or on WebGPU by replaying a recorded one. */
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import { SingleStepInputs, type StepInputs, type StepValues } from './step-inputs';
import { trainStep, type StepArguments } from './train-step';

export interface Steps {
  /**
   * Takes a step for each of the values, in order.
   * @returns their objectives [n], on the device; the caller disposes them
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
    const objectives = values.map((one) => this.takeOne(one));
    const stacked = tf.stack(objectives) as Tensor1D;
    tf.dispose(objectives);
    return stacked;
  }

  dispose(): void {
    // Nothing is held between steps.
  }

  private takeOne(values: StepValues): Scalar {
    const { tf, recipe } = this.setting;
    const inputs: StepInputs = new SingleStepInputs(tf, recipe.experiment.run.seed, values);
    const objective = trainStep({ ...this.setting, inputs });
    inputs.dispose();
    return objective;
  }
}
