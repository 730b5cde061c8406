import { describe, expect, it } from 'vitest';
import { drawSegment, SIDE } from '../../../src/data/glyphs/canvas';

const total = (canvas: Float32Array): number => canvas.reduce((sum, level) => sum + level, 0);

describe('drawSegment', () => {
  it('puts down about as much ink as the line has area', () => {
    const canvas = new Float32Array(SIDE * SIDE);
    drawSegment(canvas, 6, 7.3, 20, 16.1, 1.2, 1.2, 1);
    const length = Math.hypot(14, 8.8);
    const area = length * 2.4 + Math.PI * 1.44;
    expect(Math.abs(total(canvas) / area - 1)).toBeLessThan(0.05);
  });

  it('keeps the darker ink and never adds up', () => {
    const canvas = new Float32Array(SIDE * SIDE);
    drawSegment(canvas, 10, 10, 10, 10, 2, 2, 200);
    const before = canvas.slice();
    drawSegment(canvas, 10, 10, 10, 10, 2, 2, 100);
    expect(canvas).toEqual(before);
    expect(Math.max(...canvas)).toBe(200);
  });

  it('clips what lies outside', () => {
    const canvas = new Float32Array(SIDE * SIDE);
    drawSegment(canvas, -9, -9, 99, 99, 1, 1, 1);
    drawSegment(canvas, -9, 40, -4, 50, 1, 1, 1);
    expect(canvas[0]).toBe(1);
    expect(canvas[SIDE - 1]).toBe(0);
  });
});
