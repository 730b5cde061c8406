/**
 * Comparisons, logic, maximum and minimum on wasm. The stock kernels take 3–7 ns an element, but 60–85 where an operand broadcasts, as it does in the
 * gradient of max. Here such an operand is spread first, by copying.
 */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type Shape, sizeOf, type TensorSpec } from '../shared/host-kernel';
import { bindable, type BoundKernel } from './bound';
import { bindBinary, broadcastShape } from './compiled';
import { type BackendWasm, callKernel, reshaped, wasmKernel } from './heap';

type Pair<T> = Readonly<Record<'a' | 'b', T>>;

const SLOW = ['Less', 'LessEqual', 'Greater', 'GreaterEqual', 'Equal', 'NotEqual', 'LogicalAnd', 'LogicalOr', 'Maximum', 'Minimum'];
/** Those that do not give truths. */
const OF_NUMBERS = ['Maximum', 'Minimum'];

/** a, b → what the stock kernel gives; both broadcast. */
export const broadcasting: readonly KernelPatch[] = SLOW.map((kernelName) => ({
  kernelName,
  backendName: 'wasm',
  create: (tf, stock) => bindable(tf, direct(kernelName), spreading(tf, stock!)),
}));

/** Where no operand has to be spread. */
const direct = (name: string): BoundKernel<keyof Pair<unknown>> => ({
  outputs(request) {
    const { a, b } = request.inputs;
    const shape = broadcastShape(request);
    if (a.dtype !== b.dtype || sizeOf(shape) === 0 || ![a, b].every((operand) => goesAsItIs(operand, shape))) return undefined;
    return [{ shape, dtype: OF_NUMBERS.includes(name) ? a.dtype : 'bool' }];
  },
  bind: (binding) => bindBinary(name, binding),
});

function spreading(tf: Tf, stock: KernelFunc): KernelFunc {
  return wasmKernel<Pair<TensorInfo>, object>(({ inputs: { a, b }, backend }) => {
    const shape = broadcastShape({ tf, inputs: { a, b } });
    const [left, right] = [spread(tf, backend, a, shape), spread(tf, backend, b, shape)];
    const out = stock({ inputs: { a: left, b: right }, backend }) as TensorInfo;
    if (left !== a) backend.disposeData(left.dataId);
    if (right !== b) backend.disposeData(right.dataId);
    return out;
  });
}

/** An operand of one element, or of all. */
function goesAsItIs(operand: TensorSpec, shape: Shape): boolean {
  const size = sizeOf(operand.shape);
  return size === 1 || size === sizeOf(shape);
}

/** The operand itself where it can be that, else a copy broadcast to `shape`. */
function spread(tf: Tf, backend: BackendWasm, info: TensorInfo, shape: Shape): TensorInfo {
  if (goesAsItIs(info, shape)) return info;
  const padded = [...shape.slice(info.shape.length).map(() => 1), ...info.shape];
  const reps = shape.map((length, axis) => (padded[axis] === length ? 1 : length));
  return callKernel(tf, backend, 'Tile', { x: reshaped(info, padded) }, { reps });
}
