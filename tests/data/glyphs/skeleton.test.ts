import { describe, expect, it } from 'vitest';
import { LONGEST_PATH, newPath, parseSkeleton, tracePath } from '../../../src/data/glyphs/skeleton';
import { GLYPHS, SKELETONS } from '../../../src/data/glyphs/skeletons';

describe('parseSkeleton', () => {
  it('centres the points and divides them by 100', () => {
    expect([...parseSkeleton('0,0 50,100', false).points]).toEqual([-0.25, -0.5, 0.25, 0.5]);
  });

  it('cuts strokes at corners', () => {
    const { pieces } = parseSkeleton('0,0 50,0! 50,50 50,100 / 0,50 50,50', false);
    expect(pieces).toEqual([
      { first: 0, last: 1, strokeFirst: 0, strokeLast: 3 },
      { first: 1, last: 3, strokeFirst: 0, strokeLast: 3 },
      { first: 4, last: 5, strokeFirst: 4, strokeLast: 5 },
    ]);
  });

  it('gives serifs to free ends only, across the stroke', () => {
    const { points, pieces } = parseSkeleton('50,0 50,100 / 0,50 50,96', true);
    expect(pieces).toHaveLength(4);
    const [ax, ay, bx, by] = points.slice(8, 12);
    expect(ay).toBe(by);
    expect(bx! - ax!).toBeGreaterThan(0.1);
  });
});

describe('tracePath', () => {
  const path = newPath();

  it('passes through the control points and stays straight between two', () => {
    const skeleton = parseSkeleton('0,0 100,100', false);
    tracePath(skeleton, skeleton.points, 1, path);
    expect(path.length).toBe(6);
    for (let i = 0; i < 6; i++) expect(path.x[i]).toBeCloseTo(path.y[i]!, 12);
    expect([path.x[0], path.x[5]]).toEqual([-0.5, 0.5]);
    expect([path.along[0], path.along[5]]).toEqual([0, 1]);
  });

  it('rounds a bend by as much as it is told', () => {
    const skeleton = parseSkeleton('0,0 50,50 100,0', false);
    tracePath(skeleton, skeleton.points, 0, path);
    expect(path.y[3]! - path.x[3]!).toBeCloseTo(path.y[0]! - path.x[0]!, 12);
    tracePath(skeleton, skeleton.points, 1, path);
    expect(path.y[3]! - path.x[3]!).toBeGreaterThan(path.y[0]! - path.x[0]! + 0.02);
  });

  it('marks where the pen is set down, however the buffer was used before', () => {
    const skeleton = parseSkeleton('0,0 100,0 / 0,100 100,100', false);
    tracePath(skeleton, skeleton.points, 1, path);
    expect([...path.starts.slice(0, 12)]).toEqual([1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
  });
});

describe('SKELETONS', () => {
  it('has two or more variants of every class, none longer than the buffers', () => {
    expect(GLYPHS).toHaveLength(47);
    expect(new Set(GLYPHS).size).toBe(47);
    const path = newPath();
    for (const glyph of GLYPHS) {
      expect(SKELETONS[glyph]!.length, glyph).toBeGreaterThanOrEqual(2);
      for (const text of SKELETONS[glyph]!) {
        const skeleton = parseSkeleton(text, true);
        expect(skeleton.points.every(Number.isFinite), glyph).toBe(true);
        tracePath(skeleton, skeleton.points, 1, path);
        expect(path.length, glyph).toBeLessThan(LONGEST_PATH);
      }
    }
  });
});
