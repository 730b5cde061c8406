/**
 * Everything that changes from one step to the next, asked for by name on the device: rates, drawn numbers, random keys, the batch's indices. Nothing
 * else in a step depends on its number, so a recorded step can be replayed with new inputs.
 */
import { deriveKey } from '../core/random';
import type { Scalar, Tf } from '../core/ops';
import type * as tfjs from '@tensorflow/tfjs-core';

export class StepInputs {
  private readonly tensors = new Map<string, tfjs.Tensor>();

  /**
   * @param values numbers of this step by name
   * @param seed the run's seed
   */
  constructor(
    private readonly tf: Tf,
    private readonly values: Readonly<Record<string, number>>,
    private readonly seed: number,
    private readonly step: number,
  ) {}

  /** @throws when no number of that name was given: a mistake in a trick, not of the user */
  scalar(name: string): Scalar {
    const value = this.values[name];
    if (value === undefined) throw new Error(`No number "${name}" is known in this step`);
    return this.once(name, () => this.tf.scalar(value)) as Scalar;
  }

  /** The learning rate times a parameter's own multiplier. */
  learningRate(multiplier: number): Scalar {
    return this.once(`lr×${multiplier}`, () => this.tf.scalar(this.values['lr']! * multiplier)) as Scalar;
  }

  /** The random key of (seed, path, step), int32 [2]. */
  key(...path: string[]): tfjs.Tensor1D {
    return this.once(`key:${path.join('/')}`, () => this.tf.tensor1d(Int32Array.from(deriveKey(this.seed, ...path, this.step)), 'int32')) as tfjs.Tensor1D;
  }

  /** Sample indices or labels, int32 [n]. */
  integers(name: string, values: Int32Array): tfjs.Tensor1D {
    return this.once(name, () => this.tf.tensor1d(values, 'int32')) as tfjs.Tensor1D;
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
    this.tensors.clear();
  }

  /** Kept, because the first to ask may do so inside a tidy that ends before the last one asks. */
  private once(name: string, make: () => tfjs.Tensor): tfjs.Tensor {
    let tensor = this.tensors.get(name);
    if (!tensor) this.tensors.set(name, (tensor = this.tf.keep(make())));
    return tensor;
  }
}
