/** Batch normalisation by the batch's own statistics (Ioffe & Szegedy 2015): fused loops on cpu and wasm, few tfjs operations elsewhere. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Ops, Tf } from '../../core/ops';
import type { GradientPatch, KernelPatch } from '../registry';
import { columnSums, forEachColumn } from '../shared/columns';
import { type HostKernel, hostPatches } from '../shared/host-kernel';
import { hasKernel, runKernel } from '../shared/run-kernel';

const FORWARD = 'GrimoireBatchNorm';
const BACKWARD = 'GrimoireBatchNormGrad';

interface Attrs {
  readonly epsilon: number;
}

type Result = ReturnType<Ops['batchNorm']>;

/** x [..., C], gamma [C], beta [C] → y, mean [C], biased variance [C]. Sums run in float64, the variance over centred values: nothing cancels. */
const forward: HostKernel<Attrs> = {
  name: FORWARD,
  inputs: ['x', 'gamma', 'beta'],
  outputs: ([x, gamma]) => [x!, gamma!, gamma!].map(({ shape }) => ({ shape, dtype: 'float32' })),
  run({ inputs: [x, gamma, beta], outputs: [y, mean, variance], attrs }) {
    const channels = gamma!.length;
    const count = x!.length / channels;
    const sums = columnSums(x!, channels);
    for (let c = 0; c < channels; c++) mean![c] = sums[c]! / count;
    const squares = new Float64Array(channels);
    forEachColumn(x!.length, channels, (c, from, end) => {
      const centre = mean![c]!;
      let even = 0;
      let odd = 0;
      let i = from;
      for (; i + channels < end; i += 2 * channels) {
        even += (x![i]! - centre) ** 2;
        odd += (x![i + channels]! - centre) ** 2;
      }
      if (i < end) even += (x![i]! - centre) ** 2;
      squares[c]! += even + odd;
    });
    for (let c = 0; c < channels; c++) variance![c] = squares[c]! / count;
    forEachColumn(x!.length, channels, (c, from, end) => {
      const centre = mean![c]!;
      const scale = gamma![c]! / Math.sqrt(variance![c]! + attrs.epsilon);
      const offset = beta![c]!;
      for (let i = from; i < end; i += channels) y![i] = (x![i]! - centre) * scale + offset;
    });
  },
};

/**
 * With x̂ = (x − mean)/σ: dbeta = Σ dy, dgamma = Σ dy · x̂ and dx = gamma/σ · (dy − dbeta/N − x̂ · dgamma/N).
 */
const backward: HostKernel<Attrs> = {
  name: BACKWARD,
  inputs: ['dy', 'x', 'gamma', 'mean', 'variance'],
  outputs: ([, x, gamma]) => [x!, gamma!, gamma!].map(({ shape }) => ({ shape, dtype: 'float32' })),
  run({ inputs: [dy, x, gamma, mean, variance], outputs: [dx, dgamma, dbeta], attrs }) {
    const channels = gamma!.length;
    const count = x!.length / channels;
    const sums = columnSums(dy!, channels);
    const products = new Float64Array(channels); // Σ dy · (x − mean)
    forEachColumn(x!.length, channels, (c, from, end) => {
      const centre = mean![c]!;
      let even = 0;
      let odd = 0;
      let i = from;
      for (; i + channels < end; i += 2 * channels) {
        even += dy![i]! * (x![i]! - centre);
        odd += dy![i + channels]! * (x![i + channels]! - centre);
      }
      if (i < end) even += dy![i]! * (x![i]! - centre);
      products[c]! += even + odd;
    });
    forEachColumn(x!.length, channels, (c, from, end) => {
      const centre = mean![c]!;
      const inverse = 1 / Math.sqrt(variance![c]! + attrs.epsilon);
      const scale = gamma![c]! * inverse;
      const slope = (scale * inverse * inverse * products[c]!) / count;
      const shift = (scale * sums[c]!) / count;
      for (let i = from; i < end; i += channels) dx![i] = dy![i]! * scale - (x![i]! - centre) * slope - shift;
    });
    for (let c = 0; c < channels; c++) {
      dgamma![c] = products[c]! / Math.sqrt(variance![c]! + attrs.epsilon);
      dbeta![c] = sums[c]!;
    }
  },
};

export const batchNormKernels: readonly KernelPatch[] = [...hostPatches(forward), ...hostPatches(backward)];

export const batchNormGradient: GradientPatch = {
  kernelName: FORWARD,
  create: (tf) => ({
    kernelName: FORWARD,
    inputsToSave: ['x', 'gamma'],
    outputsToSave: [false, true, true],
    gradFunc: (dys, [x, gamma, mean, variance], attrs) => {
      const [dx, dgamma, dbeta] = runKernel<Tensor[]>(
        tf,
        BACKWARD,
        { dy: (dys as Tensor[])[0]!, x: x!, gamma: gamma!, mean: mean!, variance: variance! },
        attrs,
      );
      return { x: () => dx!, gamma: () => dgamma!, beta: () => dbeta! };
    },
  }),
};

/** Normalises x over all axes but the last; see {@link Ops.batchNorm}. */
export function batchNorm(tf: Tf, x: Tensor, gamma: Tensor1D, beta: Tensor1D, epsilon: number, safeMode: boolean): Result {
  if (safeMode) return byAutodiff(tf, x, gamma, beta, epsilon);
  if (!hasKernel(tf, FORWARD)) return byOperations(tf, x, gamma, beta, epsilon);
  const [y, mean, variance] = runKernel<[Tensor, Tensor1D, Tensor1D]>(tf, FORWARD, { x, gamma, beta }, { epsilon });
  return { y, mean, variance };
}

/** Nothing but stock operations and their stock gradients. */
function byAutodiff(tf: Tf, x: Tensor, gamma: Tensor1D, beta: Tensor1D, epsilon: number): Result {
  const axes = x.shape.slice(1).map((_, axis) => axis);
  const mean = tf.mean<Tensor1D>(x, axes);
  const centred = tf.sub(x, mean);
  const variance = tf.mean<Tensor1D>(tf.square(centred), axes);
  const y = tf.add(tf.mul(centred, tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)))), beta);
  return { y, mean, variance };
}

/** tfjs operations with the gradient written out, which takes a third of the dispatches that autodiff needs. */
function byOperations(tf: Tf, x: Tensor, gamma: Tensor1D, beta: Tensor1D, epsilon: number): Result {
  const rows = tf.reshape(x, [-1, gamma.size]);
  const { mean, variance } = tf.moments(rows, 0) as { mean: Tensor1D; variance: Tensor1D };
  const normalise = tf.customGrad((...args) => {
    const [values, factor, summand, save] = args as unknown as [Tensor, Tensor, Tensor, (tensors: Tensor[]) => void];
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const scale = tf.mul(factor, inverse);
    save([values, mean, inverse, scale]);
    const value = tf.add(tf.mul(values, scale), tf.sub(summand, tf.mul(mean, scale)));
    return { value, gradFunc: (dy: Tensor, saved: Tensor[]) => gradients(tf, dy, saved as [Tensor, Tensor, Tensor, Tensor]) };
  });
  return { y: tf.reshape(normalise(rows, gamma, beta), x.shape), mean, variance };
}

function gradients(tf: Tf, dy: Tensor, [x, mean, inverse, scale]: [Tensor, Tensor, Tensor, Tensor]): Tensor[] {
  const count = x.shape[0];
  const dbeta = tf.sum(dy, 0);
  const normal = tf.mul(tf.sub(x, mean), inverse);
  const dgamma = tf.sum(tf.mul(dy, normal), 0);
  const dx = tf.mul(tf.sub(dy, tf.add(tf.mul(normal, tf.div(dgamma, count)), tf.div(dbeta, count))), scale);
  return [dx, dgamma, dbeta];
}
