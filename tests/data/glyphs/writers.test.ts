import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { makeWriters, pickWriter, STYLES } from '../../../src/data/glyphs/writers';

describe('pickWriter', () => {
  it('never gives two splits the same writer', () => {
    const writersOf = (split: 'train' | 'dev' | 'test'): Set<number> =>
      new Set(Array.from({ length: 5000 }, (_, i) => pickWriter(Stream.of(1, split, i), split)));
    const [train, dev, test] = [writersOf('train'), writersOf('dev'), writersOf('test')];
    expect([train.size, dev.size, test.size]).toEqual([240, 60, 60]);
    expect(new Set([...train, ...dev, ...test]).size).toBe(360);
  });
});

describe('makeWriters', () => {
  it('gives a writer the same hand whenever asked, and another one another', () => {
    const first = makeWriters(1, STYLES.a);
    const again = makeWriters(1, STYLES.a);
    again.habit(9, '7');
    again.writer(4);
    expect(again.writer(3)).toEqual(first.writer(3));
    expect(again.habit(3, '5')).toEqual(first.habit(3, '5'));
    expect(first.writer(4)).not.toEqual(first.writer(3));
    expect(first.habit(3, '6').displacements).not.toEqual(first.habit(3, '5').displacements);
  });

  it('lets writers keep to their variant most of the time', () => {
    const writers = makeWriters(1, STYLES.a);
    const habit = writers.habit(0, '4');
    const stream = Stream.of(5);
    let kept = 0;
    for (let i = 0; i < 2000; i++) if (writers.pickVariant(stream, habit, 3) === habit.variant) kept++;
    expect(kept / 2000).toBeCloseTo(0.9, 1);
  });

  it('prefers the first variants in style a and the last in style b', () => {
    const meanVariant = (style: 'a' | 'b'): number => {
      const writers = makeWriters(1, STYLES[style]);
      return Array.from({ length: 300 }, (_, id) => writers.habit(id, '7').variant).reduce((a, b) => a + b) / 300;
    };
    expect(meanVariant('a')).toBeLessThan(0.8);
    expect(meanVariant('b')).toBeGreaterThan(1.2);
  });
});
