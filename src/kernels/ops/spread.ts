/** Repeating a tensor along some of its axes, times a number: what the gradients of sum and mean are. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tf } from '../../core/ops';
import type { GradientPatch, KernelPatch } from '../registry';
import { type Axis, mergeAxes } from '../shared/axes';
import { type HostKernel, hostPatches, type Shape } from '../shared/host-kernel';
import { runKernel } from '../shared/run-kernel';
import { pointwise } from '../webgpu/pointwise';

const NAME = 'GrimoireSpread';

interface Attrs {
  readonly shape: Shape;
  readonly factor: number;
}

const onHost: HostKernel<Attrs> = {
  name: NAME,
  inputs: ['x'],
  outputs: (_, { shape }) => [{ shape, dtype: 'float32' }],
  run({ inputs: [x], outputs: [y], shapes, attrs: { shape, factor } }) {
    if (y!.length > 0) fill(y!, 0, x!, 0, mergeAxes(shape, [shapes[0]!]), factor);
  },
};

/** Writes what one place of the outer axes gets, from y[to] and x[from] on. @returns how many elements that were, of y and of x */
function fill(y: Float32Array, to: number, x: Float32Array, from: number, axes: readonly Axis[], factor: number): [number, number] {
  const [axis, ...inner] = axes;
  const { length, follows } = axis ?? { length: 1, follows: [true] };
  if (inner.length === 0) {
    const step = follows[0] ? 1 : 0;
    for (let i = 0; i < length; i++) y[to + i] = x[from + step * i]! * factor;
    return [length, step ? length : 1];
  }
  let [written, read] = fill(y, to, x, from, inner, factor);
  if (follows[0]) {
    const [block, used] = [written, read];
    for (; written < length * block; written += block, read += used) fill(y, to + written, x, from + read, inner, factor);
    return [written, read];
  }
  const end = to + length * written;
  // Each copy doubles what there is.
  for (; to + written < end; written *= 2) y.copyWithin(to + written, to, Math.min(to + written, end - written));
  return [end - to, read];
}

const onWebGPU: KernelPatch = {
  kernelName: NAME,
  backendName: 'webgpu',
  create:
    () =>
    ({ inputs, backend, attrs }) => {
      const { shape, factor } = attrs as unknown as Attrs;
      const kernel = { name: `${NAME} ${factor}`, inputs: ['x'], expression: factor === 1 ? 'x' : `x * f32(${factor})` };
      return pointwise(backend as WebGPUBackend, kernel, [inputs['x']!], shape);
    },
};

export const spreadKernels: readonly KernelPatch[] = [...hostPatches(onHost), onWebGPU];

export const spreadGradient: GradientPatch = {
  kernelName: NAME,
  create: (tf) => ({
    kernelName: NAME,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => {
      const { shape, factor } = attrs as unknown as Attrs;
      const axes = tf.broadcast_util.getReductionAxes(x!.shape, [...shape]);
      return { x: () => tf.mul(tf.reshape(tf.sum(dy as Tensor, axes), x!.shape), factor) };
    },
  }),
};

/** x, float32 of as many axes as `shape`, some of them of length one, → x · factor repeated along these. */
export function spread(tf: Tf, x: Tensor, shape: Shape, factor: number): Tensor {
  return runKernel(tf, NAME, { x }, { shape: [...shape], factor });
}
