import { describe, expect, it } from 'vitest';
import { centredMedian, exponentialAverage } from '../../src/core/smoothing';
import { Stream } from '../../src/core/random';

const noise = (n: number): number[] => {
  const stream = Stream.of(7, 'smoothing');
  return Array.from({ length: n }, () => stream.normal());
};

describe('the exponential average', () => {
  it('is the mean of all values so far, each weighted by its age', () => {
    const values = noise(200);
    const smooth = exponentialAverage(values, 0.9);
    for (const i of [0, 1, 17, 199]) {
      const weights = values.slice(0, i + 1).map((_, j) => 0.9 ** (i - j));
      const expected = values.slice(0, i + 1).reduce((sum, value, j) => sum + value * weights[j]!, 0) / weights.reduce((sum, weight) => sum + weight, 0);
      expect(smooth[i]).toBeCloseTo(expected, 12);
    }
  });

  it('leaves a constant as it is from the very first value on', () => {
    expect([...exponentialAverage([3, 3, 3, 3], 0.99)].every((value) => Math.abs(value - 3) < 1e-12)).toBe(true);
  });

  it('keeping nothing gives the values themselves', () => {
    const values = noise(20);
    expect([...exponentialAverage(values, 0)]).toEqual(values);
  });

  it('passes over what is not a number', () => {
    const smooth = exponentialAverage([1, NaN, 3, Infinity, 5], 0.5);
    const without = exponentialAverage([1, 3, 5], 0.5);
    expect([smooth[0], smooth[2], smooth[4]]).toEqual([...without]);
    expect([smooth[1], smooth[3]]).toEqual([NaN, Infinity]);
  });
});

describe('the centred median', () => {
  it('is the middle of the sorted window, which shrinks at both ends', () => {
    const values = noise(60);
    const smooth = centredMedian(values, 9);
    values.forEach((_, i) => {
      const side = Math.min(4, i, 59 - i);
      const sorted = values.slice(i - side, i + side + 1).sort((a, b) => a - b);
      expect(smooth[i]).toBe(sorted[side]);
    });
  });

  it('is not moved by one outlier, nor by what is not a number', () => {
    expect([...centredMedian([1, 1, 1e6, 1, 1], 3)]).toEqual([1, 1, 1, 1, 1]);
    expect([...centredMedian([1, 2, NaN, 2, 1], 3)]).toEqual([1, 1.5, NaN, 1.5, 1]);
  });

  it('with a window of one gives the values themselves', () => {
    const values = noise(10);
    expect([...centredMedian(values, 1)]).toEqual(values);
  });
});
