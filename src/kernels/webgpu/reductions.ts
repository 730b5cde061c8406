/**
 * Sum, mean and maximum of floats on webgpu over any axes, without barriers. Axes that lie together are reduced at once: x is then [outer, reduced,
 * inner], and a thread walks along the middle. Where that leaves too few threads or walks too far, a first dispatch reduces blocks and a second
 * one their results.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelPatch } from '../registry';
import { sizeOf } from '../shared/host-kernel';
import { dispatch, type Program } from './dispatch';
import { arrays, lanesFor } from './lanes';

/** WGSL that makes a new `total` of the old one and a `value`. */
const COMBINE = {
  sum: 'total + value',
  max: 'select(total, value, (value > total) | isNaN(value))',
} as const;

/** The longest walk of a thread, in elements, when there are few threads and when there are many. */
const WALK = { few: 256, many: 4096 };
const MANY_THREADS = 4096;

interface Reduction {
  readonly combine: keyof typeof COMBINE;
  /** Whether the result is divided by the number of elements behind it. */
  readonly average: boolean;
}

export const reductions: readonly KernelPatch[] = [
  patch('Sum', { combine: 'sum', average: false }),
  patch('Mean', { combine: 'sum', average: true }),
  patch('Max', { combine: 'max', average: false }),
];

interface Attrs {
  /** What Sum and Mean call it. */
  readonly axis?: number | number[];
  /** What Max calls it. */
  readonly reductionIndices?: number | number[];
  readonly keepDims: boolean;
}

/** x → its reduction. Other types than floats, and tensors without elements, are left to the stock kernel. */
function patch(kernelName: string, reduction: Reduction): KernelPatch {
  return {
    kernelName,
    backendName: 'webgpu',
    create: (tf, stock) => (args) => {
      const x = args.inputs['x']!;
      if (x.dtype !== 'float32' || sizeOf(x.shape) === 0) return stock!(args);
      const { axis, reductionIndices, keepDims } = args.attrs as unknown as Attrs;
      return reduce(args.backend as WebGPUBackend, x, tf.util.parseAxisParam((axis ?? reductionIndices)!, x.shape), keepDims, reduction);
    },
  };
}

function reduce(backend: WebGPUBackend, x: TensorInfo, axes: readonly number[], keepDims: boolean, reduction: Reduction): TensorInfo {
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const shape = keepDims ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
  let result = x;
  const replace = (next: TensorInfo) => {
    if (result !== x) backend.disposeData(result.dataId);
    result = next;
  };
  for (let last = x.shape.length - 1; last >= 0; last--) {
    if (x.shape[last] === 1 || kept[last] !== 1) continue;
    let first = last;
    while (first > 0 && kept[first - 1] === 1) first--;
    const outer = sizeOf(x.shape.slice(0, first));
    const reduced = sizeOf(x.shape.slice(first, last + 1));
    const inner = sizeOf(kept.slice(last + 1)); // the axes behind have been reduced already
    const blocks = blocksFor(outer, reduced, inner);
    if (blocks > 1) replace(pass(backend, result, [outer, blocks, inner], reduction));
    replace(pass(backend, result, [outer, 1, inner], { ...reduction, average: reduction.average && blocks === 1 }));
    last = first;
  }
  if (result === x) backend.incRef(x.dataId);
  return { dataId: result.dataId, dtype: 'float32', shape };
}

/** A power of two, because the programs for another number are others. */
function blocksFor(outer: number, reduced: number, inner: number): number {
  const longest = outer * inner >= MANY_THREADS ? WALK.many : WALK.few;
  return reduced <= longest ? 1 : 2 ** Math.round(Math.log2(reduced) / 2);
}

/** x [outer, reduced, inner] → [outer, blocks, inner]. */
function pass(backend: WebGPUBackend, x: TensorInfo, [outer, blocks, inner]: [number, number, number], reduction: Reduction): TensorInfo {
  const shape = [outer, blocks, inner];
  const program = reductionProgram(inner, blocks, reduction);
  return dispatch(backend, program, [x], [{ shape, dtype: 'float32' }], sizeOf(shape) / lanesFor(inner).width)[0]!;
}

function reductionProgram(inner: number, blocks: number, { combine, average }: Reduction): Program {
  const lanes = lanesFor(inner);
  return {
    key: `GrimoireReduction ${inner} ${blocks} ${combine} ${average}`,
    inputs: arrays(lanes, 'x'),
    outputs: arrays(lanes, 'result'),
    code: `${lanes.prelude}
const inner = ${inner / lanes.width}u;
const blocks = ${blocks}u;
fn run(thread : u32) {
  if (thread >= arrayLength(&result)) { return; }
  let outer = arrayLength(&result) / (inner * blocks);
  let reduced = arrayLength(&x) / (outer * inner);
  let block = thread / inner % blocks;
  let start = thread / (inner * blocks) * reduced * inner + thread % inner;
  var total = x[start + block * inner];
  for (var i = block + blocks; i < reduced; i += blocks) {
    let value = x[start + i * inner];
    total = ${COMBINE[combine]};
  }
  result[thread] = total${average ? ' / f32(reduced)' : ''};
}`,
  };
}
