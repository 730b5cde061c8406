/** Batch normalisation in SIMD. Sums go on in float64, and squares are those of centred values: nothing cancels. */
import type { KernelFunc } from '@tensorflow/tfjs-core';
import type { BatchNormOptions, Tf } from '../../core/ops';
import { bindable, type BoundKernel } from './bound';
import { bindColumnSums } from './column-sums';
import type { Place } from './place';
import { bindRows, rowFormula, rowLoop } from './rows';

const MOMENTS = rowFormula('batch norm moments', ['x'], ['centre'], ({ x, centre }) => {
  const distance = x.minus(centre);
  return { results: {}, sums: { distance, squares: distance.squared() } };
});

const NORMALISE = rowFormula('batch norm', ['x'], ['centre', 'scale', 'shift'], ({ x, centre, scale, shift }) => ({
  results: { y: x.minus(centre).times(scale).plus(shift) },
  sums: {},
}));

const GRADIENT_SUMS = rowFormula('batch norm gradient sums', ['dy', 'x'], ['mean'], ({ dy, x, mean }) => ({
  results: {},
  sums: { dy, products: dy.times(x.minus(mean)) },
}));

const GRADIENT = rowFormula('batch norm gradient', ['dy', 'x'], ['mean', 'scale', 'slope', 'shift'], ({ dy, x, mean, scale, slope, shift }) => ({
  results: { dx: dy.times(scale).minus(x.minus(mean).times(slope)).minus(shift) },
  sums: {},
}));

/** Inputs and outputs are those of the plain loops in `ops/batch-norm.ts`, of both kernels. */
const forward: BoundKernel<'x' | 'gamma' | 'beta' | 'mean' | 'variance', BatchNormOptions> = {
  outputs({ backend, inputs: { x, gamma } }) {
    if (!rowLoop(backend, NORMALISE)) return undefined;
    return [x.shape, [2, ...gamma.shape], gamma.shape, gamma.shape].map((shape) => ({ shape, dtype: 'float32' }));
  },
  bind(binding) {
    const { x, gamma, beta, mean: oldMean, variance: oldVariance } = binding.inputs;
    const [y, moments, newMean, newVariance] = binding.outputs as [Place, Place, Place, Place];
    const { epsilon, momentum } = binding.attrs;
    const columns = gamma.size;
    const count = x.size / columns;
    const sum = bindColumnSums(binding, x, columns);
    const deviate = bindRows(binding, MOMENTS, { matrices: { x }, results: {}, columns });
    const normalise = bindRows(binding, NORMALISE, { matrices: { x }, results: { y }, columns });
    const centre = new Float32Array(columns);
    const [scale, shift] = [new Float64Array(columns), new Float64Array(columns)];
    return () => {
      sum().forEach((total, c) => (centre[c] = total / count));
      const { distance, squares } = deviate({ centre });
      const [gammas, betas, means, variances] = [gamma.floats, beta.floats, oldMean.floats, oldVariance.floats];
      const [held, nextMeans, nextVariances] = [moments.floats, newMean.floats, newVariance.floats];
      for (let c = 0; c < columns; c++) {
        const rest = distance[c]! / count; // of the mean, which a float32 does not hold
        const mean = centre[c]! + rest;
        const variance = Math.max(0, squares[c]! / count - rest ** 2);
        const inverse = 1 / Math.sqrt(variance + epsilon);
        scale[c] = gammas[c]! * inverse;
        shift[c] = betas[c]! - rest * scale[c]!;
        held[c] = mean;
        held[columns + c] = inverse;
        nextMeans[c] = (1 - momentum) * means[c]! + momentum * mean;
        nextVariances[c] = (1 - momentum) * variances[c]! + (momentum * variance * count) / Math.max(1, count - 1);
      }
      normalise({ centre, scale, shift });
    };
  },
};

const backward: BoundKernel<'dy' | 'x' | 'gamma' | 'moments'> = {
  outputs({ backend, inputs: { x, gamma } }) {
    return rowLoop(backend, GRADIENT) && [x, gamma, gamma].map(({ shape }) => ({ shape, dtype: 'float32' }));
  },
  bind(binding) {
    const { dy, x, gamma, moments } = binding.inputs;
    const [dx, dgamma, dbeta] = binding.outputs as [Place, Place, Place];
    const columns = gamma.size;
    const count = x.size / columns;
    const sum = bindRows(binding, GRADIENT_SUMS, { matrices: { dy, x }, results: {}, columns });
    const combine = bindRows(binding, GRADIENT, { matrices: { dy, x }, results: { dx }, columns });
    const [scale, slope, shift] = [new Float32Array(columns), new Float32Array(columns), new Float32Array(columns)];
    return () => {
      const mean = moments.floats.subarray(0, columns);
      const inverse = moments.floats.subarray(columns);
      const { dy: sums, products } = sum({ mean });
      const [gammas, gradients] = [gamma.floats, dgamma.floats];
      dbeta.floats.set(sums);
      for (let c = 0; c < columns; c++) {
        scale[c] = gammas[c]! * inverse[c]!;
        slope[c] = (scale[c]! * inverse[c]! ** 2 * products[c]!) / count;
        shift[c] = (scale[c]! * sums[c]!) / count;
        gradients[c] = products[c]! * inverse[c]!;
      }
      combine({ mean, scale, slope, shift });
    };
  },
};

/** @param otherwise the plain loops, which are left what has no SIMD */
export const simdBatchNorm = (otherwise: KernelFunc, tf: Tf): KernelFunc => bindable(tf, forward, otherwise);

/** As {@link simdBatchNorm}. */
export const simdBatchNormGradient = (otherwise: KernelFunc, tf: Tf): KernelFunc => bindable(tf, backward, otherwise);
