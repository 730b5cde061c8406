/** MaxPoolGrad in SIMD for 2×2 windows that leave no element out: the masks of the plain loops in `shared/max-pool-grad.ts`, four channels a time. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import { poolInfo, type PoolAttrs } from '../shared/convolution';
import { isQuartering } from '../shared/max-pool-grad';
import { type Access, bits, type Code, fourFloats, FunctionBuilder, get, i32, type Local, loopWhile, oneFloat, set } from './assembler';
import type { BackendWasm } from './heap';
import { instantiate } from './instantiate';

interface Inputs {
  readonly dy: TensorInfo;
  readonly input: TensorInfo;
  readonly output: TensorInfo;
}

/** Leaves other windows, and what has no SIMD, to the kernel given. */
export const simdMaxPoolGrad =
  (otherwise: KernelFunc, tf: Tf): KernelFunc =>
  (args) => {
    const backend = args.backend as BackendWasm;
    const { dy, input, output } = args.inputs as unknown as Inputs;
    const info = poolInfo(tf, input.shape, args.attrs as unknown as PoolAttrs);
    const routeRow = isQuartering(info) && instantiate(backend, 'max pool gradient', assembleRow);
    if (!routeRow) return otherwise(args);
    const { batchSize, inWidth, inChannels, outHeight, outWidth } = info;
    const dx = backend.makeOutput([...input.shape], 'float32');
    const [atDy, atX, atY, atDx] = [dy, input, output, dx].map(({ dataId }) => backend.getMemoryOffset(dataId)) as [number, number, number, number];
    const row = 4 * inWidth * inChannels;
    const outRow = 4 * outWidth * inChannels;
    for (let i = 0; i < batchSize * outHeight; i++) {
      const [from, to] = [2 * i * row, i * outRow];
      routeRow(atDy + to, atDy + to + outRow, atY + to, atX + from, atDx + from, 4 * inChannels, row);
    }
    return dx;
  };

/** For one row of windows: the addresses of dy and its end, of y, and of the upper row of x and dx; the bytes of a pixel and of a row of x. */
function assembleRow(sharedMemory: boolean): Uint8Array<ArrayBuffer> {
  const builder = new FunctionBuilder();
  const dy = builder.parameter('i32');
  const end = builder.parameter('i32');
  const y = builder.parameter('i32');
  const x = builder.parameter('i32');
  const dx = builder.parameter('i32');
  const pixel = builder.parameter('i32');
  const row = builder.parameter('i32');
  const stop = builder.local('i32'); // of a pixel
  const left = builder.local('v128'); // bits of dy not yet given to an element of this window
  const after = builder.local('v128');
  const largest = builder.local('v128');

  const add = (to: Local, bytes: Code): Code => set(to, i32.add(get(to), bytes));
  const giveTo = (offset: Code, { load, store }: Access): Code => [
    ...set(after, bits.and(get(left), bits.differ(load(i32.add(get(x), offset)), get(largest)))),
    ...store(i32.add(get(dx), offset), bits.xor(get(left), get(after))),
    ...set(left, get(after)),
  ];
  const turns = (access: Access): Code => {
    const step = i32.constant(4 * access.floats);
    return loopWhile(i32.atMost(i32.add(get(dy), step), get(stop)), [
      ...set(left, access.load(get(dy))),
      ...set(largest, access.load(get(y))),
      ...[i32.constant(0), get(pixel), get(row), i32.add(get(row), get(pixel))].flatMap((offset) => giveTo(offset, access)),
      ...[dy, y, x, dx].flatMap((address) => add(address, step)),
    ]);
  };
  const code = loopWhile(i32.less(get(dy), get(end)), [
    ...set(stop, i32.add(get(dy), get(pixel))),
    ...turns(fourFloats),
    ...turns(oneFloat), // at most three channels are left
    ...[x, dx].flatMap((address) => add(address, get(pixel))), // past the right half of the window
  ]);
  return builder.module(code, sharedMemory);
}
