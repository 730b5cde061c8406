/** How the samples of files become splits. */
import { DataError, type Dataset, type Split } from '../../core/dataset';
import { choice } from '../../core/fields';
import { Stream } from '../../core/random';
import { counted, grouped } from '../../core/words';

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

/** Where the samples are that settings are compared by: at the end of the training file, or in the first half of the test file. */
export const devFrom = choice({
  label: 'Dev samples from',
  help: 'The training file: dev is of the same kind as train. The test file: its first half is dev and the rest test, and what would be dev becomes train-dev.',
  default: 'train',
  options: [
    { value: 'train', label: 'the training file' },
    { value: 'test', label: 'the test file' },
  ],
});

/** The samples of one or several files in a row. */
export interface Readable {
  readonly count: number;
  readonly read: ReadSample;
}

interface Wishes {
  readonly size: number;
  readonly devSize: number;
  readonly devFrom: 'train' | 'test';
}

/**
 * Makes the four splits of a training and a test file. Train-dev is never trained on: it is what is held out of the training file where dev is not, and
 * otherwise what the training set leaves over, at most as much as dev has; that may be nothing.
 * @throws DataError where the dev set would leave nothing to train on
 */
export function splitFiles(name: string, train: Readable, test: Readable, { size, devSize, devFrom: source }: Wishes): Dataset['splits'] {
  const { train: trained, held, left } = holdOut(name, train.count, size, devSize);
  const tested = everySample(test.count);
  if (source === 'train') {
    return { train: splitOf(trained, train.read), trainDev: splitOf(left, train.read), dev: splitOf(held, train.read), test: splitOf(tested, test.read) };
  }
  const half = Math.floor(test.count / 2);
  return {
    train: splitOf(trained, train.read),
    trainDev: splitOf(held, train.read),
    dev: splitOf(tested.subarray(0, half), test.read),
    test: splitOf(tested.subarray(half), test.read),
  };
}

/**
 * Divides the `count` samples of a training file: the last `devSize` are held out, and the training set is the first `size` of the others (or all of
 * them, where there are fewer) in an order that is always the same for a given `name` and count. A smaller training set is thus the beginning of a
 * larger one, and its classes are as mixed as the file's. `left` are the next ones in that order, at most `devSize`.
 * @throws DataError where nothing would be left to train on
 */
export function holdOut(name: string, count: number, size: number, devSize: number): { train: Uint32Array; held: Uint32Array; left: Uint32Array } {
  if (devSize >= count) {
    const found = `${grouped(devSize)} of their ${counted(count, 'sample')}`;
    throw new DataError(`The dev set should be smaller than the training files, but it is set to ${found}.`);
  }
  const rest = count - devSize;
  const order = Stream.of(1, name, 'order').permutation(count).filter((index) => index < rest);
  return { train: order.slice(0, size), held: everySample(count).subarray(rest), left: order.slice(size, size + devSize) };
}
