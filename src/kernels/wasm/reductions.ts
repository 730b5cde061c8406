/**
 * Sum and Mean on wasm over axes that lie together. Where they are not the last ones, as in the gradient of a bias and in global average pooling, the
 * stock kernels transpose the tensor; sums over the last axes are theirs, and are called without what they put around them.
 */
import { sizeOf } from '../shared/host-kernel';
import { type BoundKernel, boundPatch, type Request } from './bound';
import { bindColumnSums } from './column-sums';
import { compiled, TYPE_NUMBERS } from './compiled';

interface Attrs {
  readonly axis: number | number[] | null;
  readonly keepDims: boolean;
}

export const sum = reduction('Sum', () => 1);
export const mean = reduction('Mean', (count) => 1 / count);

function reduction(name: 'Sum' | 'Mean', factor: (count: number) => number) {
  const kernel: BoundKernel<'x', Attrs> = {
    outputs(request) {
      const { x } = request.inputs;
      const { before, after, together, axes } = partsOf(request);
      if (x.dtype !== 'float32' || !together || sizeOf(x.shape) === 0) return undefined;
      return [{ shape: [...before, ...(request.attrs.keepDims ? axes.map(() => 1) : []), ...after], dtype: 'float32' }];
    },
    bind(binding) {
      const { x } = binding.inputs;
      const out = binding.outputs[0]!;
      const { before, after } = partsOf(binding);
      const count = x.size / out.size;
      if (sizeOf(after) === 1) {
        if (name === 'Mean') {
          const run = compiled(binding.backend, name, 3);
          return () => run(x.id, count, out.id);
        }
        const run = compiled(binding.backend, name, 4);
        return () => run(x.id, count, TYPE_NUMBERS.float32, out.id);
      }
      const scale = factor(count);
      const sums = bindColumnSums(binding, x, sizeOf(after), sizeOf(before));
      return () => {
        const [from, to] = [sums(), out.floats];
        for (let i = 0; i < to.length; i++) to[i] = from[i]! * scale;
      };
    },
  };
  return boundPatch(name, kernel);
}

function partsOf({ tf, inputs: { x }, attrs }: Pick<Request<'x', Attrs>, 'tf' | 'inputs' | 'attrs'>) {
  const axes = tf.util.parseAxisParam(attrs.axis as number | number[], [...x.shape]).sort((a, b) => a - b);
  const first = axes[0] ?? 0;
  const last = axes.at(-1) ?? -1;
  return { axes, together: axes.length === last - first + 1, before: x.shape.slice(0, first), after: x.shape.slice(last + 1) };
}
