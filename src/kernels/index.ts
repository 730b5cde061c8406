/**
 * What Grimoire adds to tfjs 4.22.0: kernels that stock backends lack or do slowly, cheaper gradients, and operations of our own. Each kernel is
 * registered with tfjs under its name, so that ordinary tfjs code and its automatic differentiation use it.
 */
import type { Ops, Tf } from '../core/ops';
import { activationGradients } from './gradients/activations';
import { comparisonGradients } from './gradients/comparisons';
import { meanGradient, sumGradient } from './gradients/reductions';
import { tileGradient } from './gradients/tile';
import { adjustColours, adjustColoursKernels } from './ops/adjust-colours';
import { affine, affineGradient, affineKernels } from './ops/affine';
import { batchNorm, batchNormGradient, batchNormKernels } from './ops/batch-norm';
import { crossEntropy, crossEntropyGradient, crossEntropyKernels } from './ops/cross-entropy';
import { convolution, convolutionGradient, convolutionKernels } from './ops/convolution';
import { dense, denseGradient, denseKernels } from './ops/dense';
import { elementwise, elementwiseKernels } from './ops/elementwise';
import { oneHot, oneHotKernels } from './ops/one-hot';
import { packingKernels, packingOps } from './ops/packing';
import { parameterRms, parameterRmsKernels } from './ops/parameter-rms';
import { paste, pasteKernels } from './ops/paste';
import { pixelStoreKernels, pixelStoreOps } from './ops/pixel-store';
import { applyPolicy, policyKernels } from './ops/policy';
import { rms, rmsKernels } from './ops/rms';
import { spreadGradient, spreadKernels } from './ops/spread';
import { normal, normalKernels, uniform, uniformKernels } from './ops/uniform';
import { warp, warpKernels } from './ops/warp';
import { type GradientPatch, installPatches, type KernelPatch } from './registry';
import { avgPoolGrad } from './shared/avg-pool-grad';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './shared/depthwise-grad';
import { hostPatches } from './shared/host-kernel';
import { maxPoolGrad } from './shared/max-pool-grad';
import { unsortedSegmentSum } from './shared/unsorted-segment-sum';
import { batchMatMul } from './wasm/batch-mat-mul';
import { broadcasting } from './wasm/broadcast';
import { conv2D, fusedConv2D } from './wasm/conv2d';
import { conv2DBackpropFilter } from './wasm/conv2d-backprop-filter';
import { conv2DBackpropInput } from './wasm/conv2d-backprop-input';
import { gather, reverse, slice, splitV, unpack } from './wasm/copy';
import { compiledKernels } from './wasm/compiled';
import { concat, pack } from './wasm/concat';
import { cast, identity } from './wasm/identity';
import { simdMaxPoolGrad } from './wasm/max-pool-grad';
import { mean, sum } from './wasm/reductions';
import { depthwiseConv2D } from './wasm/same-padding';
import { tile } from './wasm/tile';
import { arithmetic } from './webgpu/arithmetic';
import { avgPool, avgPoolGrad as webgpuAvgPoolGrad } from './webgpu/avg-pool';
import { cast as webgpuCast } from './webgpu/cast';
import * as convolutions from './webgpu/convolution';
import * as depthwise from './webgpu/depthwise';
import { batchMatMul as webgpuBatchMatMul } from './webgpu/mat-mul';
import { maxPool, maxPoolGrad as webgpuMaxPoolGrad } from './webgpu/max-pool';
import { reductions } from './webgpu/reductions';

export interface KernelOptions {
  /** Keep tfjs' stock kernels and gradients wherever they exist, and build our operations from them where that is possible: to hunt bugs. */
  readonly safeMode?: boolean;
}

const KERNELS: readonly KernelPatch[] = [
  // wasm
  ...[batchMatMul, conv2D, fusedConv2D, depthwiseConv2D, conv2DBackpropFilter, conv2DBackpropInput],
  ...[identity, cast, sum, mean, tile, slice, splitV, unpack, gather, reverse, concat, pack],
  ...compiledKernels,
  ...broadcasting,
  // webgpu
  ...[webgpuCast, maxPool, webgpuMaxPoolGrad, avgPool, webgpuAvgPoolGrad],
  ...[webgpuBatchMatMul, convolutions.conv2D, convolutions.conv2DBackpropInput, convolutions.conv2DBackpropFilter],
  ...[depthwise.depthwiseConv2D, depthwise.depthwiseBackpropInput, depthwise.depthwiseBackpropFilter],
  ...[arithmetic, reductions].flat(),
  // cpu and wasm
  ...[hostPatches(maxPoolGrad, simdMaxPoolGrad), hostPatches(avgPoolGrad), hostPatches(unsortedSegmentSum)].flat(),
  ...[hostPatches(depthwiseBackpropInput), hostPatches(depthwiseBackpropFilter)].flat(),
  // our own, wherever they have a kernel
  ...[pixelStoreKernels, packingKernels, uniformKernels, normalKernels, crossEntropyKernels, batchNormKernels, elementwiseKernels].flat(),
  ...[oneHotKernels, affineKernels, rmsKernels, parameterRmsKernels, spreadKernels, denseKernels, convolutionKernels].flat(),
  ...[warpKernels, pasteKernels, adjustColoursKernels, policyKernels].flat(),
];

const GRADIENTS: readonly GradientPatch[] = [
  ...[sumGradient, meanGradient, tileGradient, spreadGradient, crossEntropyGradient, batchNormGradient, affineGradient, denseGradient, convolutionGradient],
  ...activationGradients,
  ...comparisonGradients,
];

/**
 * Registers everything with tfjs for every backend that has been imported. Call it after importing the backends, before or after choosing one; again
 * after importing another, or to change `safeMode`.
 */
export function installKernels(tf: Tf, { safeMode = false }: KernelOptions = {}): void {
  installPatches(tf, KERNELS, GRADIENTS, safeMode);
}

/** Our operations on the current backend of `tf`, whenever they are called; {@link installKernels} comes first. */
export function createOps(tf: Tf, { safeMode = false }: KernelOptions = {}): Ops {
  const packed = packingOps(tf);
  const rmsOf: Ops['rms'] = (tensors) => rms(tf, tensors, safeMode);
  return {
    ...pixelStoreOps(tf),
    ...packed,
    uniform: (key, shape) => uniform(tf, key, shape),
    normal: (key, shape) => normal(tf, key, shape, safeMode),
    crossEntropy: (logits, targets) => crossEntropy(tf, logits, targets, safeMode),
    oneHot: (labels, classes) => oneHot(tf, labels, classes, safeMode),
    affine: (x, scale, shift) => affine(tf, x, scale, shift, safeMode),
    dense: (x, kernel, bias) => dense(tf, x, kernel, bias, safeMode),
    convolution: (x, kernel, bias, options) => convolution(tf, x, kernel, bias, options, safeMode),
    batchNorm: (x, gamma, beta, running, options) => batchNorm(tf, x, gamma, beta, running, options, safeMode),
    elementwise: (formula, tensors, scalars) => elementwise(tf, formula, tensors, scalars, safeMode),
    rms: rmsOf,
    parameterRms: (groups) => parameterRms(tf, { unpack: packed.unpack, rms: rmsOf }, groups, safeMode),
    warp: (x, matrices, options) => warp(tf, x, matrices, options),
    paste: (x, patch, boxes) => paste(tf, x, patch, boxes),
    adjustColours: (x, changes) => adjustColours(tf, x, changes),
    applyPolicy: (x, draws, table, level) => applyPolicy(tf, x, draws, table, level),
  };
}
