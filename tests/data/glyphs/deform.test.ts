import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { SIDE } from '../../../src/data/glyphs/canvas';
import { ElasticField, fitPath, linearMap, placePath, squareSkeleton } from '../../../src/data/glyphs/deform';
import { newPath, parseSkeleton, tracePath, type Path } from '../../../src/data/glyphs/skeleton';

function traced(text: string): Path {
  const path = newPath();
  const skeleton = parseSkeleton(text, false);
  tracePath(skeleton, skeleton.points, 1, path);
  return path;
}

describe('linearMap', () => {
  it('stretches, leans to the right at the top and turns clockwise', () => {
    expect(linearMap(2, 3, 0, 0)).toEqual([2, -0, 0, 3]);
    const [, b] = linearMap(1, 1, 45, 0);
    expect(b * -0.5).toBeCloseTo(0.5, 12); // the top is at y = −0.5
    const [a, , c] = linearMap(1, 1, 0, 90);
    expect(a).toBeCloseTo(0, 12);
    expect(c).toBeCloseTo(1, 12);
  });
});

describe('squareSkeleton', () => {
  it('pushes the diagonals out and leaves the axes and the box alone', () => {
    const skeleton = parseSkeleton('0,50 15,15 50,0 85,15 100,50 50,100', false);
    const { points } = squareSkeleton(skeleton, 0.4);
    expect([...points.slice(0, 2)]).toEqual([-0.5, 0]);
    expect(points[2]).toBeCloseTo(-0.35 * (1 + 0.4 * 0.49), 12);
    expect(Math.max(...points)).toBeLessThanOrEqual(0.5);
    expect([...squareSkeleton(skeleton, 0).points]).toEqual([...skeleton.points]);
  });
});

describe('ElasticField', () => {
  it('moves points by about its deviation, neighbours alike, and none at zero', () => {
    const field = new ElasticField();
    const lengths: number[] = [];
    for (let i = 0; i < 200; i++) {
      const path = traced('0,0 1,0');
      placePath(path, [1, 0, 0, 1], 14, 14);
      field.draw(Stream.of(1, i), 2);
      field.displace(path);
      lengths.push((path.x[0]! - 13.995) ** 2);
      expect(Math.abs(path.x[0]! - path.x[1]!)).toBeLessThan(0.05);
    }
    const deviation = Math.sqrt(lengths.reduce((a, b) => a + b) / 200);
    expect(deviation).toBeGreaterThan(0.8);
    expect(deviation).toBeLessThan(2);
    const still = traced('0,0 10,10');
    const before = still.x.slice();
    field.draw(Stream.of(2), 0);
    field.displace(still);
    expect(still.x).toEqual(before);
  });
});

describe('fitPath', () => {
  it('moves a path inside without changing its size', () => {
    const path = traced('0,0 100,100');
    placePath(path, [10, 0, 0, 10], 26, 3);
    fitPath(path, 1);
    expect(path.x[5]! - path.x[0]!).toBeCloseTo(10, 9);
    expect(path.x[5]).toBeCloseTo(SIDE - 2, 9);
    expect(path.y[0]).toBeCloseTo(2, 9);
  });

  it('shrinks one that is too large, keeping its proportions', () => {
    const path = traced('0,0 50,100');
    placePath(path, [60, 0, 0, 60], 14, 14);
    fitPath(path, 1);
    expect(path.y[5]! - path.y[0]!).toBeCloseTo(SIDE - 4, 9);
    expect(path.x[5]! - path.x[0]!).toBeCloseTo((SIDE - 4) / 2, 9);
  });
});
