/** What a case of the device check is: a kernel, what it is given, and how a plain loop in float64 computes the same. */
import type { Ops, Tensor, Tf } from '../../core/ops';
import { numericGradient } from './references/numeric-gradient';

export type Values = ArrayLike<number>;

/** With which a case is computed on the device. */
export interface Tools {
  readonly tf: Tf;
  readonly ops: Ops;
}

export interface Given {
  readonly shape: readonly number[];
  readonly values: Values;
  /** float32 where it is not given. */
  readonly dtype?: 'float32' | 'int32';
}

export interface KernelCase {
  /** What is computed, in words. */
  readonly title: string;
  /** The kernel that computes it, by its name in tfjs, where backends have one for it. */
  readonly kernel: string;
  readonly shape: string;
  readonly inputs: readonly Given[];
  /** The largest error that is right, in root mean squares of the right output. */
  readonly tolerance: number;
  /** Whether it is among the few of a quick check. */
  readonly quick: boolean;
  run(tools: Tools, ...inputs: Tensor[]): readonly Tensor[];
  /** The same in float64, output by output. */
  reference(...inputs: Values[]): readonly Values[];
}

/** Sums of float32 products, in any order. */
export const SUMS = 1e-4;
/** Functions that a GPU may compute with fewer bits, such as sines. */
export const FUNCTIONS = 2e-3;
/** Nothing is computed. */
export const EXACT = 0;

/** A differentiable function of some tensors to one. */
export interface Differentiable {
  readonly title: string;
  readonly kernel: string;
  /** The kernel of its gradient, where that has one of its own; by default, that the gradient is one of `kernel`. */
  readonly gradientKernel?: string;
  readonly shape: string;
  readonly inputs: readonly Given[];
  readonly tolerance?: number;
  readonly quick?: boolean;
  f(tools: Tools, ...inputs: Tensor[]): Tensor;
  reference(...inputs: Values[]): Values;
  /** The gradients of Σ dy · y in all inputs; by numeric differentiation of the reference where it is not given. */
  gradients?(dy: Values, ...inputs: Values[]): readonly Values[];
}

/** A function and its gradients: two cases. */
export function differentiable(given: Differentiable): KernelCase[] {
  const { title, kernel, shape, inputs, tolerance = SUMS, quick = false, f, reference } = given;
  const common = { shape, inputs, tolerance, quick };
  const gradients = given.gradients ?? ((dy, ...values) => numericGradients(reference, dy, values));
  return [
    { ...common, title, kernel, run: (tools, ...tensors) => [f(tools, ...tensors)], reference: (...values) => [reference(...values)] },
    {
      ...common,
      title: `${title}, gradient`,
      kernel: given.gradientKernel ?? `gradient of ${kernel}`,
      run: (tools, ...tensors) => {
        const { tf } = tools;
        const { shape: outer, size } = f(tools, ...tensors);
        return tf.grads((...at: Tensor[]) => f(tools, ...at))(tensors, tf.tensor(outerGradient(size), outer));
      },
      reference: (...values) => gradients(outerGradient(reference(...values).length), ...values),
    },
  ];
}

function numericGradients(reference: Differentiable['reference'], dy: Values, values: readonly Values[]): Values[] {
  return values.map((_, i) => numericGradient((at) => reference(...values.map((own, j) => (j === i ? at : own))), values[i]!, dy));
}

/** Where the gradient comes in: the same on the device and in the reference. */
const outerGradient = (size: number): Float32Array => numbers(size, 99);

/** Reproducible numbers, about uniform in −1 … 1. */
export function numbers(count: number, seed: number): Float32Array {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** A tensor of {@link numbers}. */
export function random(shape: readonly number[], seed = 1): Given {
  return { shape, values: numbers(shape.reduce((product, length) => product * length, 1), seed) };
}

/** The same with other numbers of the same places. */
export const mapped = ({ shape, values }: Given, change: (value: number) => number): Given => ({ shape, values: Float32Array.from(values, change) });

export const shapeText = (...shapes: (readonly number[])[]): string => shapes.map((shape) => `[${shape.join(', ')}]`).join(' · ');
