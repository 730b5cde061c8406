import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { SIDE } from '../../../src/data/glyphs/canvas';
import { linearMap, placePath } from '../../../src/data/glyphs/deform';
import { drawPath, drawStray } from '../../../src/data/glyphs/pen';
import { newPath, parseSkeleton, tracePath } from '../../../src/data/glyphs/skeleton';

function inkOf(text: string, nib: number): number {
  const path = newPath();
  const skeleton = parseSkeleton(text, false);
  tracePath(skeleton, skeleton.points, 1, path);
  placePath(path, linearMap(14, 14, 0, 0), 14, 14);
  const canvas = new Float32Array(SIDE * SIDE);
  drawPath(canvas, path, 1.5, nib, 1);
  return canvas.reduce((sum, level) => sum + level, 0);
}

describe('drawPath', () => {
  it('draws strokes across the nib thicker than strokes along it', () => {
    expect(inkOf('0,0 100,100', 0.5)).toBeGreaterThan(1.5 * inkOf('0,100 100,0', 0.5));
    expect(inkOf('0,0 100,100', 0)).toBeCloseTo(inkOf('100,0 0,100', 0), 3);
  });

  it('lifts the pen between strokes', () => {
    expect(inkOf('0,0 50,0 / 0,100 50,100', 0)).toBeLessThan(inkOf('0,0 50,0! 0,100! 50,100', 0) - 10);
  });
});

describe('drawStray', () => {
  it('puts something on the canvas, paler than the ink', () => {
    let drawn = 0;
    for (let i = 0; i < 50; i++) {
      const canvas = new Float32Array(SIDE * SIDE);
      drawStray(canvas, Stream.of(1, i), 1, 200);
      expect(Math.max(...canvas)).toBeLessThan(200);
      if (Math.max(...canvas) > 50) drawn++;
    }
    expect(drawn).toBeGreaterThan(40);
  });
});
