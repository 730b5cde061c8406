import { describe, expect, it } from 'vitest';
import { DataError, type Dataset, type NamedFile } from '../../../src/core/dataset';
import { defaultsOf } from '../../../src/core/fields';
import { cifar10 } from '../../../src/data/sets/cifar10';
import { REAL_CIFAR, SKIPPED, bytesOf, cifarBatch, realFiles, zipped } from '../readers/fixtures';

const defaults = defaultsOf(cifar10.fields);
const open = (files: readonly NamedFile[], values: Partial<typeof defaults> = {}): Dataset =>
  cifar10.open({ ...defaults, devSize: 3, ...values }, { files });
const first = cifarBatch('data_batch_1.bin', 6);
const second = cifarBatch('data_batch_2.bin', 4, 6);
const test = cifarBatch('test_batch.bin', 5);

describe('cifar10', () => {
  it('is described without files', () => {
    expect(cifar10.describe(defaults)).toEqual({ encoding: 'pixels', shape: [32, 32, 3], classes: 10, trainSize: 49_000, mirrorable: true });
    expect(cifar10.describe({ ...defaults, size: 500 }).trainSize).toBe(500);
  });

  it('opens any batches in the order of their numbers and takes the dev set from their end', () => {
    for (const files of [
      [second, test, first],
      [zipped(first), zipped(test), zipped(second)],
    ]) {
      const { splits, classes } = open(files);
      expect([splits.train.size, splits.dev.size, splits.test.size]).toEqual([7, 3, 5]);
      const out = new Uint8Array(3072);
      expect([0, 1, 2].map((i) => splits.dev.sample(i, out).label)).toEqual([7, 8, 9]);
      expect(out[0]).toBe(second.bytes[3 * 3073 + 1]);
      expect(out[1]).toBe(second.bytes[3 * 3073 + 1 + 1024]);
      expect(Array.from({ length: 7 }, (_, i) => splits.train.sample(i, out).label).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(classes[0]).toBe('airplane');
    }
  });

  it('takes the class names from the file that goes with the batches', () => {
    const names = { name: 'batches.meta.txt', bytes: new TextEncoder().encode([...'abcdefghij'].join('\n')) };
    expect(open([first, test, names]).classes).toEqual([...'abcdefghij']);
  });

  it.each<[string, NamedFile[], string]>([
    ['no files', [], 'but these are missing: data_batch_1.bin (or another training batch), test_batch.bin.'],
    ['no test batch', [first], 'but these are missing: test_batch.bin.'],
    ['a batch twice', [first, zipped(first), test], 'each batch once, but both data_batch_1.bin and data_batch_1.bin.gz were given.'],
    ['an unknown name', [{ name: 'photo.png', bytes: bytesOf(1) }], 'photo.png should be named data_batch_1.bin … data_batch_5.bin'],
  ])('refuses %s', (_, files, sentence) => {
    expect(() => open(files)).toThrow(DataError);
    expect(() => open(files)).toThrow(sentence);
  });

  it('refuses a dev set that leaves nothing to train on', () => {
    expect(() => open([first, test], { devSize: 6 })).toThrow('it is set to 6 of their 6 samples');
  });

  const real = realFiles(...REAL_CIFAR);
  it.skipIf(!real)(`opens the real files (${SKIPPED})`, () => {
    const data = cifar10.open(defaults, { files: real! });
    expect([data.splits.train.size, data.splits.dev.size, data.splits.test.size]).toEqual([9_000, 1_000, 2_000]);
    expect(data.classes).toEqual(['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck']);

    const out = new Uint8Array(3072);
    const { size } = data.splits.train;
    const counts = new Array<number>(10).fill(0);
    const sums = [0, 0, 0];
    const squares = [0, 0, 0];
    for (let i = 0; i < size; i++) {
      counts[data.splits.train.sample(i, out).label]!++;
      for (let at = 0; at < out.length; at++) {
        const value = out[at]! / 255;
        sums[at % 3]! += value;
        squares[at % 3]! += value * value;
      }
    }
    for (const count of counts) expect(Math.abs(count / size - 0.1)).toBeLessThan(0.01);
    for (const channel of [0, 1, 2]) {
      const mean = sums[channel]! / (size * 1024);
      expect(mean).toBeCloseTo(data.mean[channel]!, 2);
      expect(Math.sqrt(squares[channel]! / (size * 1024) - mean ** 2)).toBeCloseTo(data.deviation[channel]!, 2);
    }
  });
});
