import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale, logScale, placeOn, valueOn } from '../../../src/ui/compare/plot/scale';

describe('scales', () => {
  it('have round ticks that enclose the values', () => {
    expect(linearScale(0.13, 2.6).ticks).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3]);
    expect(linearScale(93.2, 96.6).ticks).toEqual([93, 94, 95, 96, 97]);
    expect(logScale(0.03, 4).ticks).toEqual([0.03, 0.1, 0.3, 1, 3, 10]);
    expect(logScale(1e-6, 1).ticks).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]);
  });

  it('enclose any values, with a few ticks, and find the way back', () => {
    const value = fc.double({ min: 1e-8, max: 1e8, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        for (const scale of [linearScale(low, high), logScale(low, high)]) {
          expect(scale.low).toBeLessThanOrEqual(low * (1 + 1e-9));
          expect(scale.high).toBeGreaterThanOrEqual(high * (1 - 1e-9));
          expect(scale.ticks.length).toBeGreaterThanOrEqual(1);
          expect(scale.ticks.length).toBeLessThanOrEqual(14);
          expect(valueOn(scale, placeOn(scale, high)) / high).toBeCloseTo(1, 6);
        }
      }),
    );
  });

  it('have room around a single value', () => {
    const { low, high } = linearScale(5, 5);
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(5);
  });
});
