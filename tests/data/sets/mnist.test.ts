import { describe, expect, it } from 'vitest';
import { DataError, type Dataset, type NamedFile, type SplitName } from '../../../src/core/dataset';
import { defaultsOf } from '../../../src/core/fields';
import { mnist } from '../../../src/data/sets/mnist';
import { REAL_MNIST, SKIPPED, idx, realFiles, smallMnist, zipped } from '../readers/fixtures';

const defaults = defaultsOf(mnist.fields);
const open = (files: readonly NamedFile[], values: Partial<typeof defaults> = {}): Dataset =>
  mnist.open({ ...defaults, devSize: 10, ...values }, { files });
const labelsOf = ({ splits }: Dataset, split: SplitName): number[] => {
  const out = new Uint8Array(784);
  return Array.from({ length: splits[split].size }, (_, i) => splits[split].sample(i, out).label);
};
const [trainImages, trainLabels, testImages, testLabels] = smallMnist() as [NamedFile, NamedFile, NamedFile, NamedFile];

describe('mnist', () => {
  it('is described without files', () => {
    expect(mnist.describe(defaults)).toEqual({ encoding: 'pixels', shape: [28, 28, 1], classes: 10, trainSize: 55_000, mirrorable: false });
    expect(mnist.describe({ ...defaults, size: 59_000 }).trainSize).toBe(55_000);
    expect(mnist.describe({ ...defaults, size: 500 }).trainSize).toBe(500);
  });

  it('opens its four files in any order, packed or not', () => {
    const data = open([testLabels, zipped(trainImages), testImages, zipped(trainLabels)], { size: 20 });
    expect([data.splits.train.size, data.splits.dev.size, data.splits.test.size]).toEqual([20, 10, 10]);
    expect(labelsOf(data, 'dev')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const out = new Float32Array(784);
    expect(data.splits.dev.sample(3, out)).toEqual({ label: 3 });
    expect([out[0], out[1], out[783]]).toEqual([255, 33, 33]);
  });

  it('judges by the test file if asked to', () => {
    const data = open([trainImages, trainLabels, testImages, testLabels], { devFrom: 'test' });
    expect([data.splits.train.size, data.splits.trainDev.size, data.splits.dev.size, data.splits.test.size]).toEqual([30, 10, 5, 5]);
    expect(labelsOf(data, 'trainDev')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('keeps images and labels together in its fixed order', () => {
    const { train } = open([trainImages, trainLabels, testImages, testLabels]).splits;
    const out = new Uint8Array(784);
    expect(train.size).toBe(30);
    for (let i = 0; i < train.size; i++) expect(train.sample(i, out).label).toBe(out[1]! % 10);
  });

  const narrow = idx('train-images', [40, 14, 56], new Uint8Array(40 * 784));
  const wrongLabels = idx('train-labels', [40], new Uint8Array(40).fill(12));
  const fewLabels = { ...testLabels, name: 'train' };
  it.each<[string, NamedFile[], string]>([
    ['no files', [], 'MNIST should have four files, gzipped or not, but these are missing: train-images-idx3-ubyte.gz (train images)'],
    ['the training pair alone', [trainImages, trainLabels], 'but these are missing: t10k-images-idx3-ubyte.gz (test images), t10k-labels'],
    ['one file twice', [trainImages, zipped(trainImages)], 'but train-images-idx3-ubyte and train-images-idx3-ubyte.gz were given.'],
    ['a name that tells nothing', [{ ...trainImages, name: 'images' }], 'images should have either "train" or "t10k" in its name, but'],
    ['a name that tells both', [{ ...trainImages, name: 'train-test' }], 'but it has both.'],
    ['too few labels', [trainImages, fewLabels, testImages, testLabels], 'for each of the 40 images of train-images-idx3-ubyte, but it holds 10.'],
    ['other dimensions', [narrow, trainLabels, testImages, testLabels], 'train-images should hold images of 28 × 28 pixels, but they are 14 × 56.'],
    ['labels above 9', [trainImages, wrongLabels, testImages, testLabels], 'train-labels should hold labels from 0 to 9, but label 1 is 12.'],
  ])('refuses %s', (_, files, sentence) => {
    expect(() => open(files)).toThrow(DataError);
    expect(() => open(files)).toThrow(sentence);
  });

  it('refuses a dev set that leaves nothing to train on', () => {
    expect(() => open([trainImages, trainLabels, testImages, testLabels], { devSize: 5000 })).toThrow(
      'The dev set should be smaller than the training files, but it is set to 5,000 of their 40 samples.',
    );
  });

  const real = realFiles(...REAL_MNIST);
  it.skipIf(!real)(`opens the real files (${SKIPPED})`, () => {
    const data = mnist.open(defaults, { files: real! });
    expect([data.splits.train.size, data.splits.dev.size, data.splits.test.size]).toEqual([55_000, 5_000, 10_000]);
    expect(labelsOf(data, 'test').slice(0, 5)).toEqual([7, 2, 1, 0, 4]);

    const first500 = labelsOf(mnist.open({ ...defaults, size: 500 }, { files: real! }), 'train');
    for (const labels of [labelsOf(data, 'train'), labelsOf(data, 'dev'), labelsOf(data, 'test'), first500]) {
      for (let digit = 0; digit < 10; digit++) {
        const share = labels.filter((label) => label === digit).length / labels.length;
        expect(Math.abs(share - 0.1)).toBeLessThan(labels === first500 ? 0.05 : 0.025);
      }
    }

    let sum = 0;
    let squares = 0;
    const out = new Uint8Array(784);
    for (let i = 0; i < 5000; i++) {
      data.splits.train.sample(i, out);
      for (const pixel of out) {
        sum += pixel / 255;
        squares += (pixel / 255) ** 2;
      }
    }
    const mean = sum / (5000 * 784);
    expect(mean).toBeCloseTo(data.mean[0]!, 2);
    expect(Math.sqrt(squares / (5000 * 784) - mean ** 2)).toBeCloseTo(data.deviation[0]!, 2);
  });
});
