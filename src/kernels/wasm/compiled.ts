/** Functions of tfjs' compiled kernels, called without what tfjs puts around them. */
import { sizeOf } from '../shared/host-kernel';
import { type BoundKernel, boundPatch } from './bound';
import { type BackendWasm, moduleOf } from './heap';
import type { Run } from './instantiate';

/** The number by which they know the type float32. */
export const FLOAT32 = 0;

/** A compiled function. It is given tensors by their ids, and lists of numbers by address and length. */
export function compiled(backend: BackendWasm, name: string, parameters: number): Run {
  return moduleOf(backend).cwrap(name, null, Array.from({ length: parameters }, () => 'number'));
}

/** x, float32 → like x, element by element. */
const elementByElement = (name: string, typed: boolean): BoundKernel<'x'> => ({
  outputs: ({ inputs: { x } }) => (x.dtype === 'float32' && sizeOf(x.shape) > 0 ? [x] : undefined),
  bind({ backend, inputs: { x }, outputs }) {
    const y = outputs[0]!;
    const run = compiled(backend, name, typed ? 3 : 2);
    return typed ? () => run(x.id, FLOAT32, y.id) : () => run(x.id, y.id);
  },
});

export const relu = boundPatch('Relu', elementByElement('Relu', true));
export const tanh = boundPatch('Tanh', elementByElement('Tanh', true));
export const sigmoid = boundPatch('Sigmoid', elementByElement('Sigmoid', false));
