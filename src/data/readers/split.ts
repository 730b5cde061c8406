/** How the samples of files become splits. */
import { DataError, type Split } from '../../core/dataset';
import { Stream } from '../../core/random';
import { counted, grouped } from './limits';

/** Writes the features of the file's sample `index` into `out` and returns its label. */
export type ReadSample = (index: number, out: Uint8Array | Float32Array) => number;

/** The split whose sample i is the file's sample `indices[i]`. */
export function splitOf(indices: Uint32Array, read: ReadSample): Split {
  return {
    size: indices.length,
    sample(index, out) {
      const place = indices[index];
      if (place === undefined) throw new RangeError(`sample ${index} of ${indices.length} was asked for`);
      return { label: read(place, out) };
    },
  };
}

/** 0 … count−1. */
export const everySample = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

/**
 * Divides the `count` samples of a training file: the last `devSize` are the dev set, and the training set is the first `size` of the others (or all
 * of them, where there are fewer) in an order that is always the same for a given `name` and count. A smaller training set is thus the beginning of
 * a larger one, and its classes are as mixed as the file's.
 * @throws DataError where the dev set would leave nothing to train on
 */
export function holdOut(name: string, count: number, size: number, devSize: number): { train: Uint32Array; dev: Uint32Array } {
  if (devSize >= count) {
    const found = `${grouped(devSize)} of their ${counted(count, 'sample')}`;
    throw new DataError(`The dev set should be smaller than the training files, but it is set to ${found}.`);
  }
  const rest = count - devSize;
  const order = Stream.of(1, name, 'order').permutation(count);
  return { train: order.filter((index) => index < rest).slice(0, size), dev: everySample(count).subarray(rest) };
}
