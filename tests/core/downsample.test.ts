import { describe, expect, it } from 'vitest';
import { downsample } from '../../src/core/downsample';

const steps = (length: number) => Float64Array.from({ length }, (_, i) => i);

describe('downsample', () => {
  it('leaves a short series as it is', () => {
    expect(downsample(steps(3), [5, 4, 3], 3, 10)).toEqual([
      { x: 0, y: 5 },
      { x: 1, y: 4 },
      { x: 2, y: 3 },
    ]);
  });

  it('keeps a single peak and a single dip of a hundred thousand points, and both ends', () => {
    const y = new Float32Array(100_000).fill(1);
    y[77_777] = 50;
    y[31_415] = -50;
    const points = downsample(steps(y.length), y, y.length, 300);
    expect(points.length).toBeLessThanOrEqual(300);
    expect(points).toContainEqual({ x: 77_777, y: 50 });
    expect(points).toContainEqual({ x: 31_415, y: -50 });
    expect(points[0]!.x).toBe(0);
    expect(points.at(-1)!.x).toBe(99_999);
  });

  it('gives points in order and never more than asked for', () => {
    for (const length of [4, 5, 299, 300, 301, 1000, 12_345]) {
      const y = Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898) * 43758.5453);
      for (const most of [4, 7, 300]) {
        const points = downsample(steps(length), y, length, most);
        expect(points.length).toBeLessThanOrEqual(most);
        expect(points.every((point, i) => i === 0 || point.x > points[i - 1]!.x)).toBe(true);
      }
    }
  });

  it('leaves out what is not finite, and reads no further than told', () => {
    expect(downsample([0, 1, 2, 3], [NaN, 1, Infinity, 9], 3, 10)).toEqual([{ x: 1, y: 1 }]);
  });
});
