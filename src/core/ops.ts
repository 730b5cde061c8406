/** The operations that Grimoire adds to tfjs, as layers, tricks and the engine see them; `src/kernels` implements them on every backend. */
import type * as tfjs from '@tensorflow/tfjs-core';

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
  /**
   * Batch normalisation by the batch's own statistics over all axes but the last; differentiable in x, gamma and beta.
   * @returns y like x; mean and the biased variance, both [C] and not differentiable
   */
  batchNorm(x: Tensor, gamma: tfjs.Tensor1D, beta: tfjs.Tensor1D, epsilon: number): { y: Tensor; mean: tfjs.Tensor1D; variance: tfjs.Tensor1D };
}
