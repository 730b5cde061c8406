import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { BACKGROUNDS, paintBackground } from '../../../src/data/scenes/backgrounds';
import { hardshipsAt } from '../../../src/data/scenes/difficulty';
import { OBJECTS, patternAt, pickCoat } from '../../../src/data/scenes/objects';
import { OUTLINES, SOLID, type OutlineName } from '../../../src/data/scenes/outlines';
import { lightness, polygonCover, SIDE } from '../../../src/data/scenes/paint';
import { adjustLight, newStage, paintObject, paintOccluders, placeObject } from '../../../src/data/scenes/stage';

describe('OUTLINES', () => {
  it('stay within 1.1 of the centre, which the stage leaves room for', () => {
    for (const [name, points] of Object.entries(OUTLINES)) {
      for (const [x, y] of points) expect(Math.hypot(x, y), name).toBeLessThanOrEqual(1.1);
    }
  });
});

describe('SOLID', () => {
  it('is a circle within its outline', () => {
    for (const name of Object.keys(OUTLINES) as OutlineName[]) {
      const polygon = Float64Array.from(OUTLINES[name].flatMap(([x, y]) => [100 * x, 100 * y]));
      const radius = 100 * SOLID[name] - 0.5;
      if (radius <= 0) continue;
      for (let angle = 0; angle < 6.3; angle += 0.05) {
        expect(polygonCover(polygon, radius * Math.cos(angle), radius * Math.sin(angle)), name).toBe(1);
      }
    }
  });
});

describe('placeObject', () => {
  it('keeps every object wholly in the picture, at any difficulty', () => {
    for (const difficulty of [0, 0.5, 1]) {
      for (let i = 0; i < 300; i++) {
        const { outer } = placeObject(Stream.of(1, i), OBJECTS[i % 10]!, hardshipsAt(difficulty));
        for (const coordinate of outer) {
          expect(coordinate).toBeGreaterThan(0);
          expect(coordinate).toBeLessThan(SIDE);
        }
      }
    }
  });

  it('inverts its own map', () => {
    const place = placeObject(Stream.of(4), OBJECTS[0]!, hardshipsAt(0.8));
    const [u, v] = OUTLINES.star[3]!;
    const [dx, dy] = [place.outer[6]! - place.x, place.outer[7]! - place.y];
    expect(place.inverse[0] * dx + place.inverse[1] * dy).toBeCloseTo(u, 9);
    expect(place.inverse[2] * dx + place.inverse[3] * dy).toBeCloseTo(v, 9);
  });
});

describe('pickCoat', () => {
  it('keeps warm and cool apart by hue but not by lightness', () => {
    const eye = OBJECTS.find(({ core }) => core === 'warm')!;
    let lighterCore = 0;
    for (let i = 0; i < 400; i++) {
      const { first, second } = pickCoat(Stream.of(2, i), eye, [0, 0, 0]);
      expect(second[0]).toBeGreaterThan(second[2]);
      expect(first[2]).toBeGreaterThan(first[0]);
      if (lightness(second) > lightness(first)) lighterCore++;
    }
    expect(lighterCore / 400).toBeGreaterThan(0.3);
    expect(lighterCore / 400).toBeLessThan(0.8);
  });
});

describe('patternAt', () => {
  it('gives patterned objects a fair part of both colours', () => {
    for (const pattern of ['stripes', 'dots', 'checks', 'core'] as const) {
      let [share, count] = [0, 0];
      for (let u = -1; u <= 1; u += 0.02) {
        for (let v = -1; v <= 1; v += 0.02) {
          if (u * u + v * v > 1) continue;
          share += patternAt(pattern, u, v, 0.05, 1);
          count++;
        }
      }
      expect(share / count, pattern).toBeGreaterThan(0.2);
      expect(share / count, pattern).toBeLessThan(0.6);
    }
  });
});

describe('paintOccluders', () => {
  it('measures how much of the object is hidden', () => {
    const canvas = new Float32Array(SIDE * SIDE * 3);
    const stage = newStage();
    const occlusionAt = (i: number, difficulty: number): number => {
      const stream = Stream.of(3, i);
      const hardships = hardshipsAt(difficulty);
      const place = placeObject(stream, OBJECTS[4]!, hardships);
      const grey = [100, 100, 100] as const;
      paintObject(canvas, stage, stream, OBJECTS[4]!, place, pickCoat(stream, OBJECTS[4]!, grey), grey, hardships);
      return paintOccluders(canvas, stage, stream, place, grey, hardships);
    };
    expect(occlusionAt(0, 0)).toBe(0);
    const shares = Array.from({ length: 100 }, (_, i) => occlusionAt(i, 1));
    expect(Math.max(...shares)).toBeLessThan(1);
    expect(shares.reduce((a, b) => a + b) / 100).toBeGreaterThan(0.1);
  });
});

describe('paintBackground and adjustLight', () => {
  it('paint levels, differently for each background', () => {
    const canvas = new Float32Array(SIDE * SIDE * 3);
    const pictures = BACKGROUNDS.map((_, id) => {
      paintBackground(canvas, Stream.of(1), id, 1);
      expect(Math.min(...canvas)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...canvas)).toBeLessThanOrEqual(255);
      return canvas.join();
    });
    expect(new Set(pictures).size).toBe(OBJECTS.length);
    const { brightness, contrast } = adjustLight(canvas, Stream.of(2), hardshipsAt(0.5));
    expect(brightness).toBeGreaterThan(0.6);
    expect(contrast).toBeGreaterThan(0.6);
  });
});
