/** Augmentations by themselves, on given pictures and with known draws. */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { catalogue } from '../../src/catalogue';
import { defaultsOf, type AnyValues } from '../../src/core/fields';
import { fold } from '../../src/core/fold';
import { deriveKey } from '../../src/core/random';
import { createOps } from '../../src/kernels';
import type { ImageOperation } from '../../src/core/image-policy';
import { operate } from '../../src/engine/device-check/references/images';
import { type ImageShape, picture } from '../kernels/policies';
import { tf, tinyExperiment } from './engine';
import { tinyCatalogue } from './tiny-catalogue';
import { effectsOf, stepContext } from './tricks';

const SEED = 5;

/** Uniform numbers in [0, 1) as a trick draws them in {@link augment}; rows where the shape has two axes. */
export function drawsOf(id: string, purpose: string, shape: readonly [number, number]): number[][] {
  const values = [...createOps(tf).uniform(keyOf(id, purpose), shape).dataSync()];
  return Array.from({ length: shape[0] }, (_, row) => values.slice(row * shape[1], (row + 1) * shape[1]));
}

const keyOf = (id: string, purpose: string) => tf.tensor1d(Int32Array.from(deriveKey(SEED, id, purpose)), 'int32');

/**
 * What a trick makes of pictures.
 * @param settings of its fields; numbers among them are its knobs
 */
export function augment(id: string, x: Tensor4D, settings: AnyValues = {}): Tensor4D {
  const { fields } = catalogue.tricks[id]!;
  const values = { ...defaultsOf(fields), ...settings };
  const knobs = Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  const { augment: augmentation } = effectsOf(id, values, { shape: x.shape.slice(1) });
  return augmentation!.apply({ ...stepContext(id, knobs), key: (purpose = '') => keyOf(id, purpose) }, x);
}

/** Why a trick is refused with the tiny data, or others where the entries say so; undefined where it is not. */
export function refusal(entries: string): string | undefined {
  try {
    fold(tinyCatalogue, tinyExperiment(entries));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** An operation and its magnitude, with its sign. */
export type Operation = readonly [ImageOperation, number];

/** Operations of Pillow one after the other, by the reference of the kernels' tests. */
export function operateAll(bytes: Uint8Array, shape: ImageShape, operations: readonly Operation[]): ArrayLike<number> {
  return operations.reduce<ArrayLike<number>>((values, [operation, magnitude]) => operate(picture(values, shape), operation, magnitude), bytes);
}

/** The numbers of the pictures in which some value is more than one grey level from what is expected. */
export function differing(actual: ArrayLike<number>, expected: readonly ArrayLike<number>[]): number[] {
  const { length } = expected[0]!;
  const byteAt = (i: number) => Math.round(255 * actual[i]!);
  return expected.flatMap((values, i) => (Array.from(values).some((value, j) => Math.abs(value - byteAt(i * length + j)) > 1) ? [i] : []));
}
