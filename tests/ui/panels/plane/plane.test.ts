import { describe, expect, it } from 'vitest';
import { classColour } from '../../../../src/ui/shared/colours';
import { fieldPixels, frameOf, nearestPlace, toPicture } from '../../../../src/ui/panels/plane/plane';

describe('the frame', () => {
  it('is the usual one, or wider where a point lies outside', () => {
    expect(frameOf([{ features: [0.5, -1] }])).toEqual({ low: -1.25, high: 1.25 });
    expect(frameOf([{ features: [0.5, -4] }]).high).toBeCloseTo(4.2, 12);
  });

  it('puts large y at the top', () => {
    expect(toPicture({ low: -1, high: 1 }, 100, -1, 1)).toEqual([0, 0]);
    expect(toPicture({ low: -1, high: 1 }, 100, 1, 0)).toEqual([100, 50]);
  });
});

describe('nearestPlace', () => {
  it('finds the nearest within reach', () => {
    const places = [
      [0, 0],
      [10, 0],
    ] as const;
    expect(nearestPlace(places, 7, 1, 12)).toBe(1);
    expect(nearestPlace(places, 40, 0, 12)).toBeUndefined();
  });
});

describe('fieldPixels', () => {
  it('blends the colours of the classes by their probabilities over the background', () => {
    const view = { resolution: 1, low: -1, high: 1, probabilities: Float32Array.of(0.5, 0.5) };
    const [a, b] = [classColour(0), classColour(1)];
    const full = fieldPixels(view, [255, 255, 255], 1);
    expect([...full].slice(0, 3)).toEqual([0, 1, 2].map((c) => Math.round((a[c]! + b[c]!) / 2 - 1e-9)));
    expect([...fieldPixels(view, [255, 255, 255], 0)]).toEqual([255, 255, 255, 255]);
  });
});
