import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { SHAPES, type ShapeName } from '../../../src/data/points/shapes';

const names = Object.keys(SHAPES) as ShapeName[];

describe('SHAPES', () => {
  it.each(names)('%s stays about within the square, centred, for two to five classes', (name) => {
    for (const classes of [2, 3, 5]) {
      const points = Array.from({ length: 1000 }, (_, i) => SHAPES[name](Stream.of(1, i), i % classes, classes));
      const inside = points.filter(([x, y]) => Math.abs(x) <= 1 && Math.abs(y) <= 1);
      expect(inside.length).toBeGreaterThan(990);
      for (const axis of [0, 1] as const) {
        const mean = points.reduce((sum, point) => sum + point[axis], 0) / points.length;
        const deviation = Math.sqrt(points.reduce((sum, point) => sum + point[axis] ** 2, 0) / points.length);
        expect(Math.abs(mean)).toBeLessThan(0.13);
        expect(deviation).toBeGreaterThan(0.35);
        expect(deviation).toBeLessThan(0.65);
      }
    }
  });

  it('puts equal classes of the chessboard on diagonal neighbours', () => {
    for (let i = 0; i < 200; i++) {
      const [x, y] = SHAPES.xor(Stream.of(2, i), i % 2, 2);
      expect((x > 0 ? 1 : 0) ^ (y > 0 ? 1 : 0)).toBe(i % 2);
    }
  });

  it('nests the rings', () => {
    const radii = Array.from({ length: 4 }, (_, k) => Math.hypot(...SHAPES.circles(Stream.of(3), k, 4)));
    expect(radii).toEqual(radii.toSorted((a, b) => a - b));
  });
});
