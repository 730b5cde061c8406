/** Tile on wasm, by which tfjs broadcasts: whole blocks are copied, where the stock kernel computes the place of every element (50 ns each). */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelPatch } from '../registry';
import { type HostArray, sizeOf } from '../shared/host-kernel';
import { wasmKernel } from './heap';

interface Axis {
  readonly length: number;
  readonly repeats: number;
}

/** x → x repeated `reps[i]` times along each axis i. */
export const tile: KernelPatch = {
  kernelName: 'Tile',
  backendName: 'wasm',
  create: () =>
    wasmKernel<{ readonly x: TensorInfo }, { readonly reps: number[] }>(({ inputs: { x }, attrs: { reps }, backend }) => {
      const out = backend.makeOutput(x.shape.map((length, axis) => length * reps[axis]!), x.dtype);
      const axes = merge(x.shape.map((length, axis) => ({ length, repeats: reps[axis]! })));
      repeat(backend.typedArrayFromHeap(x), axes, backend.typedArrayFromHeap(out));
      return out;
    }),
};

/** The same repetition over as few axes as possible: neighbours join when the outer one only repeats, or when neither does. */
function merge(axes: readonly Axis[]): Axis[] {
  const merged: Axis[] = [];
  for (const axis of axes) {
    const outer = merged.at(-1);
    if (outer && outer.length === 1 && (axis.repeats === 1 || axis.length === 1)) {
      merged[merged.length - 1] = { length: axis.length, repeats: outer.repeats * axis.repeats };
    } else if (outer && outer.repeats === 1 && axis.repeats === 1) {
      merged[merged.length - 1] = { length: outer.length * axis.length, repeats: 1 };
    } else {
      merged.push(axis);
    }
  }
  return merged;
}

/** Repeats along the last axis first, so that every outer axis repeats whole blocks. */
function repeat(x: HostArray, axes: readonly Axis[], out: HostArray): void {
  let from = x;
  let inner = 1; // elements of one finished block
  const repeating = axes.filter(({ repeats }) => repeats !== 1).length;
  if (repeating === 0 || out.length === 0) return out.set(x.subarray(0, out.length));
  let left = repeating;
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    const { length, repeats } = axes[axis]!;
    const block = length * inner;
    inner = block * repeats;
    if (repeats === 1) continue;
    const outer = sizeOf(axes.slice(0, axis).map((above) => above.length));
    const to = --left === 0 ? out : new (x.constructor as Float32ArrayConstructor)(outer * inner);
    for (let i = 0; i < outer; i++) repeatBlock(from, i * block, block, to, i * inner, repeats);
    from = to;
  }
}

function repeatBlock(from: HostArray, start: number, length: number, to: HostArray, at: number, repeats: number): void {
  const total = length * repeats;
  if (length === 1) {
    to.fill(from[start]!, at, at + total);
    return;
  }
  for (let i = 0; i < length; i++) to[at + i] = from[start + i]!;
  // Each copy doubles what there is.
  for (let done = length; done < total; done *= 2) to.copyWithin(at + done, at, at + Math.min(done, total - done));
}
