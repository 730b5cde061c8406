import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { asPoints, coordinateStatistics, findEqualPoints, judgeCoordinates, type PointSplit } from '../../../src/diagnose/data/points';
import { judgeShift, testPointShift } from '../../../src/diagnose/data/shift';

function cloud(n: number, seed: number, name: PointSplit['name'] = 'train', spread = 1): PointSplit {
  const stream = Stream.of(seed, 'cloud');
  return { name, width: 2, labels: Array.from({ length: n }, () => stream.below(2)), values: Float32Array.from({ length: 2 * n }, () => spread * stream.normal()) };
}

describe('coordinateStatistics', () => {
  it('agree with lists of numbers', () => {
    const points = cloud(50, 1);
    const found = coordinateStatistics(points);
    for (const a of [0, 1]) {
      const column = Array.from({ length: 50 }, (_, i) => points.values[2 * i + a]!);
      const mean = column.reduce((x, y) => x + y) / 50;
      expect(found.mean[a]).toBeCloseTo(mean, 12);
      expect(found.deviation[a]).toBeCloseTo(Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 50), 12);
      expect([found.min[a], found.max[a]]).toEqual([Math.min(...column), Math.max(...column)]);
    }
    expect(found.broken).toBe(0);
  });

  it('leave out what is no number, and count it', () => {
    const points = { ...cloud(3, 1), values: Float32Array.from([1, 2, NaN, 4, 3, Infinity]) };
    expect(coordinateStatistics(points)).toMatchObject({ min: [1, 2], max: [3, 4], mean: [2, 3], broken: 2 });
  });
});

describe('judgeCoordinates', () => {
  const tone = (points: PointSplit) => judgeCoordinates(coordinateStatistics(points)).tone;

  it('minds what is no number, never changes or lies far out', () => {
    const clean = cloud(500, 1);
    const changed = (change: (value: number, i: number) => number) => ({ ...clean, values: clean.values.map(change) });
    expect(tone(clean)).toBe('good');
    expect(tone(changed((value, i) => (i === 20 ? NaN : value)))).toBe('bad');
    expect(tone(changed((value, i) => (i % 2 === 0 ? 3 : value)))).toBe('bad');
    expect(tone(changed((value, i) => (i === 20 ? 1000 : value)))).toBe('watch');
    expect(tone({ ...clean, labels: [], values: new Float32Array() })).toBe('unknown');
  });
});

describe('findEqualPoints', () => {
  it('pairs each with the first of its split, and across splits with the first of the group', () => {
    const at = (name: PointSplit['name'], values: number[], labels: number[]): PointSplit => ({ name, width: 2, labels, values: Float32Array.from(values) });
    const pairs = findEqualPoints([at('train', [1, 2, 3, 4, 1, 2], [0, 0, 1]), at('dev', [5, 6, 1, 2], [0, 0])]);
    expect(pairs.map(({ first, second, sameLabel }) => [`${first.split} ${first.index}`, `${second.split} ${second.index}`, sameLabel])).toEqual([
      ['train 0', 'train 2', false],
      ['train 0', 'dev 1', true],
    ]);
  });
});

describe('testPointShift', () => {
  it('tells a cloud that is moved or wider, and no other', () => {
    const tone = (dev: PointSplit) => judgeShift(testPointShift(cloud(800, 1), dev)).tone;
    expect(tone(cloud(800, 2, 'dev'))).toBe('good');
    expect(tone({ ...cloud(800, 2, 'dev'), values: cloud(800, 2).values.map((value, i) => (i % 2 === 0 ? value + 2 : value)) })).toBe('bad');
    expect(tone(cloud(800, 2, 'dev', 2.5))).not.toBe('good');
    expect(tone(cloud(50, 2, 'dev'))).toBe('unknown');
  });
});

describe('asPoints', () => {
  it('takes coordinates, not bytes', () => {
    expect(asPoints({ name: 'dev', labels: [0], features: Float32Array.of(1, 2, 3) }, [3])?.width).toBe(3);
    expect(asPoints({ name: 'dev', labels: [0], features: Uint8Array.of(1, 2, 3) }, [3])).toBeUndefined();
  });
});
