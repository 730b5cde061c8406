/** Gathering samples from a pixel store in SIMD. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { type Shape, sizeOf } from '../shared/host-kernel';
import { type Access, type Code, f32x4, fourFloats, FunctionBuilder, get, i32, loadBytes, loopWhile, oneFloat, set } from './assembler';
import { type BackendWasm, floatsOf } from './heap';
import { instantiate } from './instantiate';

/** Inputs and output are those of the plain loops in `ops/pixel-store.ts`, which are left what has no SIMD. */
export const simdGatherPixels =
  (otherwise: KernelFunc): KernelFunc =>
  (args) => {
    const backend = args.backend as BackendWasm;
    const scaleRow = instantiate(backend, 'gather pixels', assemble);
    if (!scaleRow) return otherwise(args);
    const { store, indices } = args.inputs as unknown as Readonly<Record<'store' | 'indices', TensorInfo>>;
    const { shape } = args.attrs as unknown as { readonly shape: Shape };
    const [rows, words] = store.shape as [number, number];
    const length = sizeOf(shape);
    const out = backend.makeOutput([...indices.shape, ...shape], 'float32');
    const [from, to] = [store, out].map(({ dataId }) => backend.getMemoryOffset(dataId)) as [number, number];
    backend.typedArrayFromHeap(indices).forEach((row, i) => {
      const start = i * length;
      if (row < 0 || row >= rows) floatsOf(backend, out).fill(0, start, start + length);
      else scaleRow(from + 4 * words * row, to + 4 * start, to + 4 * (start + length));
    });
    return out;
  };

/** For one sample: the addresses of its bytes, and of its floats from the first to the end. */
function assemble(sharedMemory: boolean): Uint8Array<ArrayBuffer> {
  const builder = new FunctionBuilder();
  const from = builder.parameter('i32');
  const to = builder.parameter('i32');
  const end = builder.parameter('i32');
  const turns = ({ floats, store }: Access, load: (address: Code) => Code): Code =>
    loopWhile(i32.atMost(i32.add(get(to), i32.constant(4 * floats)), get(end)), [
      ...store(get(to), f32x4.divide(load(get(from)), f32x4.constant(255))),
      ...set(from, i32.add(get(from), i32.constant(floats))),
      ...set(to, i32.add(get(to), i32.constant(4 * floats))),
    ]);
  return builder.module([...turns(fourFloats, loadBytes.four), ...turns(oneFloat, loadBytes.one)], sharedMemory);
}
