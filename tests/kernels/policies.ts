/** Pictures and policies for the tests of operations on images. */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { drawsFor, policyTable, type Policy } from '../../src/core/image-policy';
import type { Ops, Tensor } from '../../src/core/ops';
import type { Picture } from '../../src/engine/device-check/references/images';
import { numbers, sizeOf, tf } from './support';

export type ImageShape = readonly [number, number, number];

export const ODD_SHAPES: readonly ImageShape[] = [[1, 1, 1], [1, 1, 3], [3, 7, 1], [2, 33, 3], [31, 3, 3], [33, 31, 1], [33, 65, 3]];

/** Bytes with a few values that are much more frequent than others, so that histograms have something to say. */
export function randomBytes(shape: readonly number[], seed = 1): Uint8Array {
  return Uint8Array.from(numbers(sizeOf(shape), seed), (value) => 255 * Math.abs(value) ** (1 + (seed % 3)));
}

/** Bytes of images as pixels in 0 … 1, [B, …shape]. */
export function pictures(images: readonly Uint8Array[], shape: ImageShape): Tensor4D {
  return tf.tensor4d(Float32Array.from(images.flatMap((image) => [...image]), (byte) => byte / 255), [images.length, ...shape]);
}

export const picture = (values: ArrayLike<number>, [height, width, channels]: ImageShape): Picture => ({ values, height, width, channels });

/** @throws where a value is no byte */
export function bytesOf(x: ArrayLike<number>): number[] {
  return Array.from(x, (value) => {
    const byte = Math.round(value * 255);
    if (Math.abs(byte / 255 - value) > 1e-7) throw new Error(`${value} is no byte`);
    return byte;
  });
}

/** Without draws every sample gets the whole first sub-policy with positive signs. */
export function applyPolicy(ops: Ops, x: Tensor4D, policy: Policy, draws?: Tensor): Tensor {
  const [batch, height, width] = x.shape;
  const table = policyTable([policy], height, width);
  const first = Array.from({ length: drawsFor(table) }, (_, i) => (i > 0 && i % 2 === 0 ? 0.5 : 0));
  return ops.applyPolicy(x, draws ?? tf.tile(tf.tensor2d([first]), [batch, 1]), table);
}
