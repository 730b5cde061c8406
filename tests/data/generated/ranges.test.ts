import { describe, expect, it } from 'vitest';
import { sizesAt } from '../../../src/data/generated/ranges';

const ranges = { straight: { clean: 1, worst: 3 }, late: { clean: 0, worst: 8, power: 3 }, falling: { clean: 9, worst: 5 } };

describe('sizesAt', () => {
  it('gives the ends exactly', () => {
    expect(sizesAt(ranges, 0)).toEqual({ straight: 1, late: 0, falling: 9 });
    expect(sizesAt(ranges, 1)).toEqual({ straight: 3, late: 8, falling: 5 });
  });

  it('follows the power in between', () => {
    const { straight, late, falling } = sizesAt(ranges, 0.5);
    expect(straight).toBeCloseTo(2, 12);
    expect(late).toBeCloseTo(1, 12);
    expect(falling).toBeCloseTo(7, 12);
  });
});
