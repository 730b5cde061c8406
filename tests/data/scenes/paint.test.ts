import { describe, expect, it } from 'vitest';
import { blend, capsuleCover, hsv, lightness, mix, polygonCover, triangle, valueNoise } from '../../../src/data/scenes/paint';

describe('hsv', () => {
  it('knows the primary and secondary colours, for hues beyond the circle too', () => {
    expect(hsv(0, 1, 1)).toEqual([255, 0, 0]);
    expect(hsv(60, 1, 1)).toEqual([255, 255, 0]);
    expect(hsv(120, 1, 1)).toEqual([0, 255, 0]);
    expect(hsv(240, 1, 1)).toEqual([0, 0, 255]);
    expect(hsv(-60, 1, 1)).toEqual([255, 0, 255]);
    expect(hsv(420, 1, 0.5)).toEqual([127.5, 127.5, 0]);
    expect(hsv(77, 0, 1)).toEqual([255, 255, 255]);
  });
});

describe('mix, lightness and blend', () => {
  it('interpolate', () => {
    expect(mix([0, 10, 20], [100, 20, 20], 0.5)).toEqual([50, 15, 20]);
    expect(lightness([255, 255, 255])).toBeCloseTo(255, 9);
    const canvas = Float32Array.of(9, 9, 9, 100, 100, 100);
    blend(canvas, 3, 200, 100, 0, 0.25);
    expect([...canvas]).toEqual([9, 9, 9, 125, 100, 75]);
  });
});

describe('polygonCover', () => {
  const square = Float64Array.of(4, 4, 12, 4, 12, 10, 4, 10);

  it('adds up to the area', () => {
    let area = 0;
    for (let y = 0; y < 16; y++) for (let x = 0; x < 16; x++) area += polygonCover(square, x + 0.5, y + 0.5);
    expect(area).toBeCloseTo(48, 6);
  });

  it('is one inside, nothing outside and a half on the edge', () => {
    expect(polygonCover(square, 8, 7)).toBe(1);
    expect(polygonCover(square, 20, 7)).toBe(0);
    expect(polygonCover(square, 4, 7)).toBe(0.5);
  });
});

describe('capsuleCover', () => {
  it('covers the line and its round ends', () => {
    expect(capsuleCover(5, 5, 0, 5, 10, 5, 1)).toBe(1);
    expect(capsuleCover(5, 6, 0, 5, 10, 5, 1)).toBe(0.5);
    expect(capsuleCover(12, 5, 0, 5, 10, 5, 1)).toBe(0);
    expect(capsuleCover(3, 4, 3, 4, 3, 4, 1)).toBe(1);
  });
});

describe('triangle', () => {
  it('rises and falls once in each period', () => {
    expect([0, 0.25, 0.5, 0.75, 1, -0.25].map(triangle)).toEqual([0, 0.5, 1, 0.5, 0, 0.5]);
  });
});

describe('valueNoise', () => {
  it('is smooth, within 0 and 1, and different for another seed', () => {
    let sum = 0;
    for (let i = 0; i < 2000; i++) {
      const value = valueNoise(i * 0.37, i * 0.11, 5);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
      expect(Math.abs(valueNoise(i * 0.37 + 1e-4, i * 0.11, 5) - value)).toBeLessThan(1e-3);
      sum += value;
    }
    expect(sum / 2000).toBeCloseTo(0.5, 1);
    expect(valueNoise(1.5, 1.5, 5)).not.toBe(valueNoise(1.5, 1.5, 6));
  });
});
