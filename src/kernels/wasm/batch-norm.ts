/** Batch normalisation in SIMD. Sums go on in float64, and squares are those of centred values: nothing cancels. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { BatchNormOptions } from '../../core/ops';
import { sizeOf } from '../shared/host-kernel';
import { sumsOfColumns } from './column-sums';
import { type BackendWasm, floatsOf } from './heap';
import { overRows, rowFormula, rowLoop } from './rows';

type Inputs<Name extends string> = Readonly<Record<Name, TensorInfo>>;

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

/** Inputs and outputs are those of the plain loops in `ops/batch-norm.ts`, which are left what has no SIMD. */
export const simdBatchNorm =
  (otherwise: KernelFunc): KernelFunc =>
  (args) => {
    const backend = args.backend as BackendWasm;
    if (!rowLoop(backend, NORMALISE)) return otherwise(args);
    return forward(backend, args.inputs as unknown as ForwardInputs, args.attrs as unknown as BatchNormOptions);
  };

export const simdBatchNormGradient =
  (otherwise: KernelFunc): KernelFunc =>
  (args) => {
    const backend = args.backend as BackendWasm;
    if (!rowLoop(backend, GRADIENT)) return otherwise(args);
    return backward(backend, args.inputs as unknown as BackwardInputs);
  };

type ForwardInputs = Inputs<'x' | 'gamma' | 'beta' | 'mean' | 'variance'>;
type BackwardInputs = Inputs<'dy' | 'x' | 'gamma' | 'moments'>;

function forward(backend: BackendWasm, inputs: ForwardInputs, { epsilon, momentum }: BatchNormOptions): TensorInfo[] {
  const { x } = inputs;
  const given = [inputs.gamma, inputs.beta, inputs.mean, inputs.variance];
  const [gamma, beta, oldMean, oldVariance] = given.map((info) => floatsOf(backend, info).slice());
  const channels = gamma!.length;
  const count = sizeOf(x.shape) / channels;
  const perChannel = (value: (channel: number) => number) => Float64Array.from({ length: channels }, (_, channel) => value(channel));

  const centre = Float32Array.from(sumsOfColumns(backend, x, channels), (sum) => sum / count);
  const { sums } = overRows(backend, MOMENTS, { x }, { centre }, channels);
  const rest = perChannel((c) => sums.distance[c]! / count); // of the mean, which a float32 does not hold
  const mean = perChannel((c) => centre[c]! + rest[c]!);
  const variance = perChannel((c) => Math.max(0, sums.squares[c]! / count - rest[c]! ** 2));
  const inverse = perChannel((c) => 1 / Math.sqrt(variance[c]! + epsilon));
  const scale = perChannel((c) => gamma![c]! * inverse[c]!);
  const shift = perChannel((c) => beta![c]! - rest[c]! * scale[c]!);
  const { results } = overRows(backend, NORMALISE, { x }, { centre, scale, shift }, channels);
  return [
    results.y,
    vectorOf(backend, [2, channels], [...mean, ...inverse]),
    vectorOf(backend, [channels], perChannel((c) => (1 - momentum) * oldMean![c]! + momentum * mean[c]!)),
    vectorOf(backend, [channels], perChannel((c) => (1 - momentum) * oldVariance![c]! + (momentum * variance[c]! * count) / Math.max(1, count - 1))),
  ];
}

function backward(backend: BackendWasm, inputs: BackwardInputs): TensorInfo[] {
  const { dy, x } = inputs;
  const gamma = floatsOf(backend, inputs.gamma).slice();
  const channels = gamma.length;
  const count = sizeOf(x.shape) / channels;
  const moments = floatsOf(backend, inputs.moments).slice();
  const [mean, inverse] = [moments.subarray(0, channels), moments.subarray(channels)];

  const { sums } = overRows(backend, GRADIENT_SUMS, { dy, x }, { mean }, channels);
  const scale = gamma.map((factor, c) => factor * inverse[c]!);
  const slope = scale.map((factor, c) => (factor * inverse[c]! ** 2 * sums.products[c]!) / count);
  const shift = scale.map((factor, c) => (factor * sums.dy[c]!) / count);
  const { results } = overRows(backend, GRADIENT, { dy, x }, { mean, scale, slope, shift }, channels);
  const dgamma = sums.products.map((sum, c) => sum * inverse[c]!);
  return [results.dx, vectorOf(backend, [channels], dgamma), vectorOf(backend, [channels], sums.dy)];
}

function vectorOf(backend: BackendWasm, shape: number[], values: ArrayLike<number>): TensorInfo {
  const made = backend.makeOutput(shape, 'float32');
  floatsOf(backend, made).set(values);
  return made;
}
