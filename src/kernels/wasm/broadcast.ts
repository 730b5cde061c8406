/**
 * Comparisons, logic, maximum and minimum on wasm. The stock kernels take 3–7 ns an element, but 60–85 where an operand broadcasts, as it does in the
 * gradient of max. Here such an operand is spread first, by copying.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type Shape, sizeOf } from '../shared/host-kernel';
import { type BackendWasm, callKernel, reshaped, wasmKernel } from './heap';

interface Pair {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

const SLOW = ['Less', 'LessEqual', 'Greater', 'GreaterEqual', 'Equal', 'NotEqual', 'LogicalAnd', 'LogicalOr', 'Maximum', 'Minimum'];

/** a, b → what the stock kernel gives; both broadcast. */
export const broadcasting: readonly KernelPatch[] = SLOW.map((kernelName) => ({
  kernelName,
  backendName: 'wasm',
  create: (tf, stock) =>
    wasmKernel<Pair, object>(({ inputs: { a, b }, backend }) => {
      const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const [left, right] = [spread(tf, backend, a, shape), spread(tf, backend, b, shape)];
      const out = stock!({ inputs: { a: left, b: right }, backend }) as TensorInfo;
      if (left !== a) backend.disposeData(left.dataId);
      if (right !== b) backend.disposeData(right.dataId);
      return out;
    }),
}));

/** The operand itself where it has one element or all, else a copy broadcast to `shape`. */
function spread(tf: Tf, backend: BackendWasm, info: TensorInfo, shape: Shape): TensorInfo {
  const size = sizeOf(info.shape);
  if (size === 1 || size === sizeOf(shape)) return info;
  const padded = [...shape.slice(info.shape.length).map(() => 1), ...info.shape];
  const reps = shape.map((length, axis) => (padded[axis] === length ? 1 : length));
  return callKernel(tf, backend, 'Tile', { x: reshaped(info, padded) }, { reps });
}
