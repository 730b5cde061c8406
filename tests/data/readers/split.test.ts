import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/dataset';
import { everySample, holdOut, splitOf } from '../../../src/data/readers/split';

describe('holdOut', () => {
  it('keeps the last samples for the dev set and trains on the others', () => {
    const { train, dev } = holdOut('x', 100, 1000, 20);
    expect([...dev]).toEqual(Array.from({ length: 20 }, (_, i) => 80 + i));
    expect([...train].sort((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, i) => i));
  });

  it('gives smaller sets that begin the larger ones, for another dev size too', () => {
    const large = holdOut('x', 100, 60, 20).train;
    expect(holdOut('x', 100, 30, 20).train).toEqual(large.subarray(0, 30));
    const fewer = holdOut('x', 100, 100, 50).train;
    expect(fewer).toEqual(holdOut('x', 100, 100, 20).train.filter((index) => index < 50));
  });

  it('refuses a dev set that leaves nothing', () => {
    expect(() => holdOut('x', 20, 10, 20)).toThrow(DataError);
    expect(holdOut('x', 20, 10, 19).train).toHaveLength(1);
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
