/** Concat and Pack on wasm: whole runs of neighbours are copied. */
import { sizeOf, type TensorSpec } from '../shared/host-kernel';
import { type BoundKernel, boundPatch } from './bound';
import { copyRun } from './copy';
import type { Place } from './place';

interface Attrs {
  readonly axis: number;
}

/** Tensors numbered from 0 → all of them along an axis. */
export const concat = boundPatch<string, Attrs>('Concat', {
  outputs({ tf, inputs, attrs }) {
    const all = Object.values(inputs);
    if (!joinable(all)) return undefined;
    const axis = tf.util.parseAxisParam(attrs.axis, [...all[0]!.shape])[0]!;
    const shapes = all.map(({ shape }) => [...shape]);
    tf.backend_util.assertParamsConsistent(shapes, axis);
    return [{ shape: tf.backend_util.computeOutShape(shapes, axis), dtype: all[0]!.dtype }];
  },
  bind({ tf, inputs, outputs, attrs }) {
    const all = Object.values(inputs);
    const axis = tf.util.parseAxisParam(attrs.axis, [...all[0]!.shape])[0]!;
    return bindJoin(all, outputs[0]!, sizeOf(all[0]!.shape.slice(0, axis)));
  },
});

/** Tensors of one shape, numbered from 0 → all of them along a new axis. */
const stack: BoundKernel<string, Attrs> = {
  outputs({ tf, inputs, attrs: { axis } }) {
    const all = Object.values(inputs);
    if (!joinable(all)) return undefined;
    const { shape, dtype } = all[0]!;
    for (const other of all) tf.util.assertShapesMatch([...other.shape], [...shape], 'All tensors passed to stack must have matching shapes');
    const at = axis < 0 ? axis + shape.length + 1 : axis;
    return [{ shape: [...shape.slice(0, at), all.length, ...shape.slice(at)], dtype }];
  },
  bind({ inputs, outputs, attrs: { axis } }) {
    const all = Object.values(inputs);
    const { shape } = all[0]!;
    return bindJoin(all, outputs[0]!, sizeOf(shape.slice(0, axis < 0 ? axis + shape.length + 1 : axis)));
  },
};

export const pack = boundPatch('Pack', stack);

/** The rest is the stock kernels': a single tensor shares its memory, and an empty one has no values. */
function joinable(all: readonly TensorSpec[]): boolean {
  return all.length > 1 && all.every(({ shape, dtype }) => dtype !== 'string' && dtype === all[0]!.dtype && sizeOf(shape) > 0);
}

/** @param blocks of every tensor; those with the same number come to lie beside each other */
function bindJoin(all: readonly Place[], out: Place, blocks: number): () => void {
  return () => {
    const to = out.values;
    let at = 0;
    for (let block = 0; block < blocks; block++) {
      for (const one of all) {
        const length = one.size / blocks;
        copyRun(one.values, block * length, to, at, length);
        at += length;
      }
    }
  };
}
