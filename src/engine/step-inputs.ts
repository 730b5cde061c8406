/**
 * Everything that changes from one step to the next, asked for by name on the device: rates, drawn numbers, random keys, the batch's indices. Nothing
 * else in a step depends on its number, so a recorded step can be replayed with new inputs.
 */
import { deriveKey } from '../core/random';
import type { Scalar, Tensor, Tf } from '../core/ops';
import type * as tfjs from '@tensorflow/tfjs-core';

export interface StepValues {
  readonly step: number;
  /** By name; `lr` is the learning rate. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Sample indices and labels by name. */
  readonly integers?: Readonly<Record<string, Int32Array>>;
}

/** One thing that a step asks for, and how its values follow from the step's. */
export interface Request {
  readonly dtype: 'float32' | 'int32';
  /** `[]` for a scalar. */
  readonly shape: readonly number[];
  read(values: StepValues): ArrayLike<number>;
}

export abstract class StepInputs {
  /** @param seed the run's */
  constructor(private readonly seed: number) {}

  /** @throws when no number of that name was given: a mistake in a trick, not of the user */
  scalar(name: string): Scalar {
    return this.number(name, (numbers) => numbers[name]);
  }

  /** The learning rate times a parameter's own multiplier. */
  learningRate(multiplier: number): Scalar {
    return this.number(`lr×${multiplier}`, ({ lr }) => lr! * multiplier);
  }

  /** The random key of (seed, path, step), int32 [2]. */
  key(...path: string[]): tfjs.Tensor1D {
    const read = ({ step }: StepValues) => Int32Array.from(deriveKey(this.seed, ...path, step));
    return this.ask(`key:${path.join('/')}`, { dtype: 'int32', shape: [2], read }) as tfjs.Tensor1D;
  }

  /** Sample indices or labels, int32 [n]; as many in every step. */
  integers(name: string, length: number): tfjs.Tensor1D {
    return this.ask(`integers:${name}`, { dtype: 'int32', shape: [length], read: ({ integers }) => integers![name]! }) as tfjs.Tensor1D;
  }

  /** @returns the tensor of this request; it belongs to the inputs */
  protected abstract ask(name: string, request: Request): Tensor;

  abstract dispose(): void;

  private number(name: string, read: (numbers: StepValues['numbers']) => number | undefined): Scalar {
    const checked = ({ numbers }: StepValues): [number] => {
      const value = read(numbers);
      if (value === undefined) throw new Error(`No number "${name}" is known in this step`);
      return [value];
    };
    return this.ask(name, { dtype: 'float32', shape: [], read: checked }) as Scalar;
  }
}

/** Inputs of a single step, as tensors made when they are asked for. */
export class SingleStepInputs extends StepInputs {
  private readonly tensors = new Map<string, Tensor>();

  constructor(
    private readonly tf: Tf,
    seed: number,
    private readonly values: StepValues,
  ) {
    super(seed);
  }

  /** Kept, because the first to ask may do so inside a tidy that ends before the last one asks. */
  protected ask(name: string, { dtype, shape, read }: Request): Tensor {
    let tensor = this.tensors.get(name);
    if (!tensor) {
      tensor = this.tf.keep(this.tf.tensor(Array.from(read(this.values)), [...shape], dtype));
      this.tensors.set(name, tensor);
    }
    return tensor;
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
    this.tensors.clear();
  }
}
