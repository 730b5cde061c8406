/** Functions of tfjs' compiled kernels, called without what tfjs puts around them, and the kernels that are no more than such a call. */
import type { DataType } from '@tensorflow/tfjs-core';
import type { KernelPatch } from '../registry';
import { type Shape, sizeOf } from '../shared/host-kernel';
import { type Binding, type BoundKernel, boundPatch, type Request } from './bound';
import { type BackendWasm, moduleOf } from './heap';
import type { Run } from './instantiate';
import type { Place } from './place';

/** The number by which they know a type. */
export const TYPE_NUMBERS: Readonly<Record<DataType, number>> = { float32: 0, int32: 1, bool: 2, string: 3, complex64: 4 };

/** A compiled function. It is given tensors by their ids, and lists of numbers by address and length. */
export function compiled(backend: BackendWasm, name: string, parameters: number): Run {
  return moduleOf(backend).cwrap(name, null, Array.from({ length: parameters }, () => 'number'));
}

/** A list of numbers for compiled functions. */
export function listOf({ scratch }: Pick<Binding, 'scratch'>, numbers: readonly number[]): Place {
  const list = scratch({ shape: [numbers.length], dtype: 'int32' });
  list.values.set(numbers);
  return list;
}

/** x, float32 → like x, element by element. */
const unary = (name: string, typed: boolean): BoundKernel<'x'> => ({
  outputs: ({ inputs: { x } }) => (x.dtype === 'float32' && sizeOf(x.shape) > 0 ? [x] : undefined),
  bind({ backend, inputs: { x }, outputs }) {
    const y = outputs[0]!;
    const run = compiled(backend, name, typed ? 3 : 2);
    return typed ? () => run(x.id, TYPE_NUMBERS.float32, y.id) : () => run(x.id, y.id);
  },
});

type Pair = 'a' | 'b';

/** The shape to which a and b broadcast. @throws where they don't */
export function broadcastShape({ tf, inputs: { a, b } }: Pick<Request<Pair>, 'tf' | 'inputs'>): Shape {
  return tf.backend_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
}

/** Binds a function of two tensors that broadcast. */
export function bindBinary(name: string, binding: Binding<Pair>): () => void {
  const { backend, inputs: { a, b }, outputs } = binding;
  const out = outputs[0]!;
  const [shapeA, shapeB] = [listOf(binding, a.shape), listOf(binding, b.shape)];
  const run = compiled(backend, name, 8);
  const type = TYPE_NUMBERS[a.dtype];
  return () => run(a.id, shapeA.address, shapeA.size, b.id, shapeB.address, shapeB.size, type, out.id);
}

/** a, b, of the same type → a number of that type for each pair; both broadcast. */
const binary = (name: string): BoundKernel<Pair> => ({
  outputs(request) {
    const { a, b } = request.inputs;
    const shape = broadcastShape(request);
    return a.dtype === b.dtype && sizeOf(shape) > 0 ? [{ shape, dtype: a.dtype }] : undefined;
  },
  bind: (binding) => bindBinary(name, binding),
});

export const compiledKernels: readonly KernelPatch[] = [
  ...['Relu', 'Tanh', 'Exp', 'Log', 'Neg', 'Sqrt', 'Rsqrt', 'Square', 'Abs'].map((name) => boundPatch(name, unary(name, true))),
  boundPatch('Sigmoid', unary('Sigmoid', false)),
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'SquaredDifference'].map((name) => boundPatch(name, binary(name))),
];
