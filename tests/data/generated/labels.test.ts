import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { balancedClass, noisyLabel } from '../../../src/data/generated/labels';

describe('balancedClass', () => {
  it('shows every class once in each run of as many samples as there are classes', () => {
    for (let block = 0; block < 20; block++) {
      const classes = Array.from({ length: 7 }, (_, i) => balancedClass(1, 'x', 'train', 7 * block + i, 7));
      expect(classes.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    }
  });

  it('orders the runs, the splits and the seeds differently', () => {
    const order = (seed: number, split: 'train' | 'dev', from: number): string =>
      Array.from({ length: 20 }, (_, i) => balancedClass(seed, 'x', split, from + i, 20)).join();
    expect(new Set([order(1, 'train', 0), order(1, 'train', 20), order(1, 'dev', 0), order(2, 'train', 0)]).size).toBe(4);
  });
});

describe('noisyLabel', () => {
  it('flips the given share, to all the other classes alike', () => {
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) counts[noisyLabel(Stream.of(3, i), 2, 4, 0.3).label]!++;
    expect(counts[2]! / 4000).toBeCloseTo(0.7, 1);
    for (const other of [0, 1, 3]) expect(Math.abs(counts[other]! / 4000 - 0.1)).toBeLessThan(0.02);
  });

  it('says whether it flipped, and leaves the stream at the same place either way', () => {
    const [clean, noisy] = [Stream.of(1), Stream.of(1)];
    expect(noisyLabel(clean, 1, 3, 0)).toEqual({ label: 1, flipped: 0 });
    const { label, flipped } = noisyLabel(noisy, 1, 3, 1);
    expect(flipped).toBe(1);
    expect(label).not.toBe(1);
    expect(clean.uint32()).toBe(noisy.uint32());
  });
});
