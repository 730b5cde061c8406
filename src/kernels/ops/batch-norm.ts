/** Batch normalisation by the batch's own statistics (Ioffe & Szegedy 2015): one kernel forward and one backward. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { BatchNormOptions, Moments, Ops, Tf } from '../../core/ops';
import type { GradientPatch, KernelPatch } from '../registry';
import { columnMoments, columnProducts, forEachColumn } from '../shared/columns';
import { type HostKernel, hostPatches } from '../shared/host-kernel';
import { runKernel } from '../shared/run-kernel';
import { simdBatchNorm, simdBatchNormGradient } from '../wasm/batch-norm';
import { type BackwardInputs, batchNormBackward, batchNormForward, type ForwardInputs } from '../webgpu/batch-norm';

const FORWARD = 'GrimoireBatchNorm';
const BACKWARD = 'GrimoireBatchNormGrad';

type Result = ReturnType<Ops['batchNorm']>;

/** x [..., C], gamma [C], beta [C], running mean [C] and variance [C] → y, the batch's mean and inverse deviation [2, C], the new running ones. */
const forward: HostKernel<BatchNormOptions> = {
  name: FORWARD,
  inputs: ['x', 'gamma', 'beta', 'mean', 'variance'],
  outputs: ([x, gamma]) => [x!.shape, [2, ...gamma!.shape], gamma!.shape, gamma!.shape].map((shape) => ({ shape, dtype: 'float32' })),
  run({ inputs: [x, gamma, beta, mean, variance], outputs: [y, moments, newMean, newVariance], attrs: { epsilon, momentum } }) {
    const channels = gamma!.length;
    const count = x!.length / channels;
    const { means, squares } = columnMoments(x!, channels);
    for (let c = 0; c < channels; c++) {
      moments![c] = means[c]!;
      moments![channels + c] = 1 / Math.sqrt(squares[c]! / count + epsilon);
      newMean![c] = (1 - momentum) * mean![c]! + momentum * means[c]!;
      newVariance![c] = (1 - momentum) * variance![c]! + (momentum * squares[c]!) / Math.max(1, count - 1);
    }
    forEachColumn(x!.length, channels, (c, from, end) => {
      const centre = means[c]!;
      const scale = gamma![c]! * moments![channels + c]!;
      const offset = beta![c]!;
      for (let i = from; i < end; i += channels) y![i] = (x![i]! - centre) * scale + offset;
    });
  },
};

/** With x̂ = (x − mean)/σ: dbeta = Σ dy, dgamma = Σ dy · x̂ and dx = gamma/σ · (dy − dbeta/N − x̂ · dgamma/N). */
const backward: HostKernel = {
  name: BACKWARD,
  inputs: ['dy', 'x', 'gamma', 'moments'],
  outputs: ([, x, gamma]) => [x!, gamma!, gamma!].map(({ shape }) => ({ shape, dtype: 'float32' })),
  run({ inputs: [dy, x, gamma, moments], outputs: [dx, dgamma, dbeta] }) {
    const channels = gamma!.length;
    const count = x!.length / channels;
    const { sums, products } = columnProducts(dy!, x!, moments!.subarray(0, channels));
    forEachColumn(x!.length, channels, (c, from, end) => {
      const centre = moments![c]!;
      const inverse = moments![channels + c]!;
      const scale = gamma![c]! * inverse;
      const slope = (scale * inverse * inverse * products[c]!) / count;
      const shift = (scale * sums[c]!) / count;
      for (let i = from; i < end; i += channels) dx![i] = dy![i]! * scale - (x![i]! - centre) * slope - shift;
    });
    for (let c = 0; c < channels; c++) {
      dgamma![c] = products[c]! * moments![channels + c]!;
      dbeta![c] = sums[c]!;
    }
  },
};

const forwardOnWebGPU: KernelPatch = {
  kernelName: FORWARD,
  backendName: 'webgpu',
  create:
    () =>
    ({ inputs, backend, attrs }) =>
      batchNormForward(backend as WebGPUBackend, inputs as unknown as ForwardInputs, attrs as unknown as BatchNormOptions),
};

const backwardOnWebGPU: KernelPatch = {
  kernelName: BACKWARD,
  backendName: 'webgpu',
  create:
    () =>
    ({ inputs, backend }) =>
      batchNormBackward(backend as WebGPUBackend, inputs as unknown as BackwardInputs),
};

export const batchNormKernels: readonly KernelPatch[] = [...hostPatches(forward, simdBatchNorm), ...hostPatches(backward, simdBatchNormGradient), forwardOnWebGPU, backwardOnWebGPU];

export const batchNormGradient: GradientPatch = {
  kernelName: FORWARD,
  create: (tf) => ({
    kernelName: FORWARD,
    inputsToSave: ['x', 'gamma'],
    outputsToSave: [false, true, false, false],
    gradFunc: (dys, [x, gamma, moments]) => {
      const inputs = { dy: (dys as Tensor[])[0]!, x: x!, gamma: gamma!, moments: moments! };
      const [dx, dgamma, dbeta] = runKernel<Tensor[]>(tf, BACKWARD, inputs);
      return { x: () => dx!, gamma: () => dgamma!, beta: () => dbeta! };
    },
  }),
};

/** Normalises x over all axes but the last; see {@link Ops.batchNorm}. */
export function batchNorm(
  tf: Tf,
  x: Tensor,
  gamma: Tensor1D,
  beta: Tensor1D,
  running: Moments,
  options: BatchNormOptions,
  safeMode: boolean,
): Result {
  if (safeMode) return byAutodiff(tf, x, gamma, beta, running, options);
  const [y, , mean, variance] = runKernel<[Tensor, Tensor, Tensor1D, Tensor1D]>(tf, FORWARD, { x, gamma, beta, ...running }, { ...options });
  return { y, mean, variance };
}

/** Nothing but stock operations and their stock gradients. */
function byAutodiff(tf: Tf, x: Tensor, gamma: Tensor1D, beta: Tensor1D, running: Moments, { epsilon, momentum }: BatchNormOptions): Result {
  const axes = x.shape.slice(1).map((_, axis) => axis);
  const mean = tf.mean<Tensor1D>(x, axes);
  const centred = tf.sub(x, mean);
  const variance = tf.mean<Tensor1D>(tf.square(centred), axes);
  const y = tf.add(tf.mul(centred, tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)))), beta);
  const count = x.size / gamma.size;
  const towards = (held: Tensor1D, fresh: Tensor): Tensor1D => tf.add(tf.mul(held, 1 - momentum), tf.mul(fresh, momentum));
  return { y, mean: towards(running.mean, mean), variance: towards(running.variance, tf.mul(variance, count / Math.max(1, count - 1))) };
}
