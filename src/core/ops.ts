/** The operations that Grimoire adds to tfjs, as layers, tricks and the engine see them; `src/kernels` implements them on every backend. */
import type * as tfjs from '@tensorflow/tfjs-core';
import type { Formula } from './formula';
import type { PolicyTable } from './image-policy';

/** tfjs, passed in as a value so that tricks and models hold only its types. */
export type Tf = typeof tfjs;
export type Tensor = tfjs.Tensor;
export type Scalar = tfjs.Scalar;

export interface Ops {
  /**
   * Stores bytes on the device, four to an int32 (little-endian), one row per sample.
   * @returns int32 [rows, ⌈rowBytes/4⌉], zeroed
   */
  createPixelStore(rows: number, rowBytes: number): tfjs.Tensor2D;
  /** Writes the bytes of consecutive rows into a pixel store in place, starting at `firstRow`. `bytes.length` is a multiple of rowBytes. */
  writePixels(store: tfjs.Tensor2D, rowBytes: number, firstRow: number, bytes: Uint8Array): void;
  /**
   * Gathers samples from a pixel store.
   * @param indices int32 [B]; an index outside the store gives zeros
   * @param shape [H, W, C]
   * @returns float32 [B, H, W, C], bytes divided by 255
   */
  gatherPixels(store: tfjs.Tensor2D, indices: tfjs.Tensor1D, shape: readonly [number, number, number]): tfjs.Tensor4D;
  /**
   * Uniform numbers in [0, 1) with 24 bits: element i is word i mod 2 of threefry(key, ⌊i/2⌋, 0) >>> 8, times 2⁻²⁴. The same bits on every backend.
   * @param key int32 [2], on the device, so that a captured step can change it
   */
  uniform(key: tfjs.Tensor1D, shape: readonly number[]): Tensor;
  /** Standard normal numbers from {@link uniform} by Box and Muller's transform. */
  normal(key: tfjs.Tensor1D, shape: readonly number[]): Tensor;
  /**
   * Softmax cross-entropy with soft targets, −Σₖ targetₖ · log softmax(logits)ₖ, per sample and in nats. Differentiable in the logits; the rows of
   * `targets` need not sum to one.
   * @param logits [B, K]
   * @param targets [B, K]
   * @returns [B]
   */
  crossEntropy(logits: tfjs.Tensor2D, targets: tfjs.Tensor2D): tfjs.Tensor1D;
  /** Class indices, int32 [B], as targets, float32 [B, K]; a row of zeros for an index outside 0 … K−1. */
  oneHot(labels: tfjs.Tensor1D, classes: number): tfjs.Tensor2D;
  /** x · scale + shift per channel, the last axis; both [C] or [1]. Differentiable in x alone. */
  affine(x: Tensor, scale: tfjs.Tensor1D, shift: tfjs.Tensor1D): Tensor;
  /** x · kernel + bias: [B, I], [I, O], [O] → [B, O]. Differentiable in all three. */
  dense(x: tfjs.Tensor2D, kernel: tfjs.Tensor2D, bias: tfjs.Tensor1D): tfjs.Tensor2D;
  /** Convolution (cross-correlation) of x [B, H, W, I] with kernel [h, w, I, O], plus bias [O] if there is one. Differentiable in all. */
  convolution(x: tfjs.Tensor4D, kernel: tfjs.Tensor4D, bias: tfjs.Tensor1D | undefined, options: ConvolutionOptions): tfjs.Tensor4D;
  /**
   * Batch normalisation by the batch's own statistics over all axes but the last; differentiable in x, gamma and beta.
   * @param running mean and unbiased variance as they are held for evaluation, [C]
   * @param momentum the share of the batch's own statistics in the new running ones
   * @returns y like x, and the new running mean and variance, [C] and not differentiable
   */
  batchNorm(x: Tensor, gamma: tfjs.Tensor1D, beta: tfjs.Tensor1D, running: Moments, options: BatchNormOptions): Moments & { readonly y: Tensor };
  /** Evaluates a formula for every element, all at once; the tensors are of one shape. Not differentiable. */
  elementwise<T extends string, S extends string, O extends string>(
    formula: Formula<T, S, O>,
    tensors: Readonly<Record<T, Tensor>>,
    scalars: Readonly<Record<S, Scalar>>,
  ): Record<O, Tensor>;
  /** Puts tensors one after the other into a vector, each at a multiple of {@link PACKED_ALIGNMENT} elements, with zeros between them. */
  pack(tensors: readonly Tensor[]): tfjs.Tensor1D;
  /**
   * The tensors of a vector that {@link pack} has made. They may lie in its very memory: they are good only until it is disposed of or renewed, and
   * must not be cloned beyond that.
   */
  unpack(vector: tfjs.Tensor1D, shapes: readonly (readonly number[])[]): Tensor[];
  /**
   * Takes the values of `next` for a tensor that lives from step to step, and disposes of what is no longer needed.
   * @returns the tensor to go on with: on WebGPU `held` itself with new values, since a recorded step knows it by its memory
   */
  renew<T extends Tensor>(held: T, next: T): T;
  /** The root mean square of each of some tensors, as one tensor [n]. */
  rms(tensors: readonly Tensor[]): tfjs.Tensor1D;
  /**
   * Root mean squares of every parameter: of its weights, of its gradient, of what the step has added to its weights, and of its gradient plus that of
   * the probe before.
   * @returns [4 · parameters]: all of the first kind in the order of the plan, then of the second …
   */
  parameterRms(groups: readonly ProbedGroup[]): tfjs.Tensor1D;
  /**
   * Moves the pixels of every image: the one at column i and row j comes from column a·i + b·j + c and row d·i + e·j + f. Not differentiable.
   * @param x [B, H, W, C]
   * @param matrices a, b, c, d, e, f of each sample, [B, 6]
   * @returns like x
   */
  warp(x: tfjs.Tensor4D, matrices: Tensor, options: WarpOptions): tfjs.Tensor4D;
  /**
   * Fills boxes with other pixels. Not differentiable.
   * @param x [B, H, W, C]
   * @param patch images like x, of which the same places are taken, or one colour [C]
   * @param boxes top and left, and bottom and right, which are outside, of each sample's box, [B, 4]; or of one for all, [1, 4]. In pixels; a box may
   * reach beyond the image, and be empty.
   * @returns like x
   */
  paste(x: tfjs.Tensor4D, patch: tfjs.Tensor4D | tfjs.Tensor1D, boxes: Tensor): tfjs.Tensor4D;
  /**
   * Changes brightness, contrast, saturation and hue of every image, in this order, each time cut to 0 … 1, as torchvision does with float tensors. Grey
   * images have no saturation and no hue. Not differentiable.
   * @param x pixels in 0 … 1, [B, H, W, C]; C is 1 or 3
   * @param changes of each sample, [B, 4]: three factors, and by what part of the circle the hue is turned
   * @returns like x
   */
  adjustColours(x: tfjs.Tensor4D, changes: Tensor): tfjs.Tensor4D;
  /**
   * Performs one sub-policy of image operations on each image, on bytes: values are rounded to multiples of 1/255, but where nothing is done. Not
   * differentiable. The same bits on every backend, as far as the division by 255 has them.
   * @param x pixels in 0 … 1, [B, H, W, C]; C is 1 or 3
   * @param draws uniform numbers in [0, 1), [B, 1 + 2 · steps]: which sub-policy, then for each of its steps whether it is done and with which sign
   * @param level of the table, rounded; the first where it is not given
   * @returns like x
   */
  applyPolicy(x: tfjs.Tensor4D, draws: Tensor, table: PolicyTable, level?: Scalar): tfjs.Tensor4D;
}

export interface WarpOptions {
  /** The pixel that is nearest, or the mean of the four around, weighted by how near they are. */
  readonly interpolation: 'nearest' | 'bilinear';
  /** What is beyond the edges: zeros, or the image mirrored at its outermost pixels. */
  readonly outside: 'zero' | 'reflect';
}

/** A group of parameters that is looked at: vectors in which they lie as {@link Ops.pack} puts them, or tensors of a single one. */
export interface ProbedGroup {
  readonly weights: Tensor;
  readonly gradient: Tensor;
  /** The weights after the step. */
  readonly next: Tensor;
  /** The gradient of the probe before. */
  readonly previous: Tensor;
  /** Of the parameters, in elements. */
  readonly sizes: readonly number[];
  /** Their places in the order of the plan. */
  readonly indices: readonly number[];
}

/** In elements: WebGPU binds memory at multiples of 256 bytes. */
export const PACKED_ALIGNMENT = 64;

/** Where {@link Ops.pack} puts tensors of these sizes: the start of each, and the length of the vector. */
export function packing(sizes: readonly number[]): { readonly starts: readonly number[]; readonly length: number } {
  let length = 0;
  const starts = sizes.map((size) => {
    const start = length;
    length += Math.ceil(size / PACKED_ALIGNMENT) * PACKED_ALIGNMENT;
    return start;
  });
  return { starts, length };
}

export interface ConvolutionOptions {
  readonly stride: number;
  readonly padding: 'same' | 'valid';
}

export interface Moments {
  readonly mean: tfjs.Tensor1D;
  readonly variance: tfjs.Tensor1D;
}

export interface BatchNormOptions {
  readonly epsilon: number;
  readonly momentum: number;
}
