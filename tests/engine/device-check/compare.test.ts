import { expect, it } from 'vitest';
import { difference, worse } from '../../../src/engine/device-check/compare';

it('measures the largest distance, in itself and in root mean squares of what is right', () => {
  // The root mean square of 3 and 4 is √12.5.
  const { maxAbsolute, maxRelative } = difference([3, 4.5], [3, 4]);
  expect(maxAbsolute).toBe(0.5);
  expect(maxRelative).toBeCloseTo(0.5 / Math.sqrt(12.5), 12);
});

it('takes the distance as it is where everything should be zero', () => {
  expect(difference([0, 0.25], [0, 0])).toEqual({ maxAbsolute: 0.25, maxRelative: 0.25 });
});

it('finds what is no number, or missing, infinitely far away', () => {
  const infinitely = { maxAbsolute: Infinity, maxRelative: Infinity };
  expect(difference([NaN, 1], [1, 1])).toEqual(infinitely);
  expect(difference([1, 1], [NaN, 1])).toEqual(infinitely);
  expect(difference([1], [1, 1])).toEqual(infinitely);
  expect(difference([-Infinity], [Infinity])).toEqual(infinitely);
});

it('finds no distance between what is equal, no numbers and infinities among it', () => {
  expect(difference([NaN, Infinity, 0, 2], [NaN, Infinity, -0, 2])).toEqual({ maxAbsolute: 0, maxRelative: 0 });
});

it('joins the larger of each', () => {
  expect(worse({ maxAbsolute: 1, maxRelative: 4 }, { maxAbsolute: 2, maxRelative: 3 })).toEqual({ maxAbsolute: 2, maxRelative: 4 });
});
