import { describe, expect, it } from 'vitest';
import { DataError, type SplitName } from '../../../src/core/dataset';
import { everySample, holdOut, splitFiles, splitOf, type Readable } from '../../../src/data/readers/split';

describe('holdOut', () => {
  it('holds the last samples out and trains on the others', () => {
    const { train, held, left } = holdOut('x', 100, 1000, 20);
    expect(left).toHaveLength(0);
    expect([...held]).toEqual(Array.from({ length: 20 }, (_, i) => 80 + i));
    expect([...train].sort((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, i) => i));
  });

  it('gives smaller sets that begin the larger ones, for another dev size too', () => {
    const large = holdOut('x', 100, 60, 20).train;
    expect(holdOut('x', 100, 30, 20).train).toEqual(large.subarray(0, 30));
    const fewer = holdOut('x', 100, 100, 50).train;
    expect(fewer).toEqual(holdOut('x', 100, 100, 20).train.filter((index) => index < 50));
  });

  it('names what the training set leaves over, at most as much as is held out', () => {
    const { train, held, left } = holdOut('x', 100, 70, 20);
    expect(left).toHaveLength(10);
    expect([...train, ...held, ...left].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(holdOut('x', 100, 10, 20).left).toHaveLength(20);
  });

  it('refuses a dev set that leaves nothing', () => {
    expect(() => holdOut('x', 20, 10, 20)).toThrow(DataError);
    expect(holdOut('x', 20, 10, 19).train).toHaveLength(1);
  });
});

describe('splitFiles', () => {
  /** Samples that are numbers: 0 … 99 in the training file, 1000 … 1010 in the test file. */
  const file = (first: number, count: number): Readable => ({
    count,
    read(index, out) {
      out[0] = first + index;
      return index % 10;
    },
  });
  const numbers = (devFrom: 'train' | 'test', size: number): Record<SplitName, number[]> => {
    const splits = splitFiles('x', file(0, 100), file(1000, 11), { size, devSize: 20, devFrom });
    const read = (name: SplitName) =>
      Array.from({ length: splits[name].size }, (_, i) => {
        const out = new Float32Array(1);
        splits[name].sample(i, out);
        return out[0]!;
      });
    return { train: read('train'), trainDev: read('trainDev'), dev: read('dev'), test: read('test') };
  };
  const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);

  it('takes dev from the end of the training file, and train-dev from what training leaves over', () => {
    const { train, trainDev, dev, test } = numbers('train', 65);
    expect(dev).toEqual(from(80, 20));
    expect(test).toEqual(from(1000, 11));
    expect(trainDev).toHaveLength(15);
    expect([...train, ...trainDev].sort((a, b) => a - b)).toEqual(from(0, 80));
    expect(numbers('train', 1000).trainDev).toEqual([]);
  });

  it('takes dev from the test file if asked to, and trains on the same samples', () => {
    const { train, trainDev, dev, test } = numbers('test', 65);
    expect(train).toEqual(numbers('train', 65).train);
    expect(trainDev).toEqual(from(80, 20));
    expect(dev).toEqual(from(1000, 5));
    expect(test).toEqual(from(1005, 6));
  });
});

describe('splitOf', () => {
  it('reads by index and refuses one outside', () => {
    const split = splitOf(everySample(3), (index, out) => {
      out[0] = index;
      return index + 1;
    });
    const out = new Uint8Array(1);
    expect(split.size).toBe(3);
    expect(split.sample(2, out)).toEqual({ label: 3 });
    expect(out[0]).toBe(2);
    for (const outside of [3, -1, 0.5]) expect(() => split.sample(outside, out)).toThrow(RangeError);
  });
});
