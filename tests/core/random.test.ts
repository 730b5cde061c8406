import { describe, expect, it } from 'vitest';
import { deriveKey, hashText, Stream, threefry } from '../../src/core/random';

describe('threefry', () => {
  it('gives the known answers of the Random123 distribution', () => {
    const hex = (words: [number, number]) => words.map((word) => word.toString(16).padStart(8, '0'));
    expect(hex(threefry([0, 0], 0, 0, 13))).toEqual(['9d1c5ec6', '8bd50731']);
    expect(hex(threefry([0, 0], 0, 0, 20))).toEqual(['6b200159', '99ba4efe']);
    expect(hex(threefry([0x13198a2e, 0x03707344], 0x243f6a88, 0x85a308d3, 20))).toEqual(['c4923a9c', '483df7a0']);
  });
});

describe('keys', () => {
  it('differ by seed, name, index and order of the path', () => {
    const keys = [deriveKey(1, 'a', 0), deriveKey(2, 'a', 0), deriveKey(1, 'b', 0), deriveKey(1, 'a', 1), deriveKey(1, 0, 'a'), deriveKey(1, 'a')];
    expect(new Set(keys.map(String)).size).toBe(keys.length);
  });

  it('hash text as FNV-1a does', () => {
    expect(hashText('')).toBe(0x811c9dc5);
    expect(hashText('a')).toBe(0xe40c292c);
  });
});

describe('Stream', () => {
  it('is the same for the same path and independent of other streams', () => {
    const draws = (path: string) => Array.from({ length: 5 }, ((stream) => () => stream.uniform())(Stream.of(7, path)));
    expect(draws('x')).toEqual(draws('x'));
    expect(draws('x')).not.toEqual(draws('y'));
  });

  it('draws normal numbers with mean 0, variance 1 and the right tails', () => {
    const stream = Stream.of(3, 'normal');
    const values = Array.from({ length: 40_000 }, () => stream.normal());
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((a, b) => a + b * b, 0) / values.length - mean ** 2;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(variance).toBeCloseTo(1, 1);
    expect(values.filter((value) => Math.abs(value) > 1.96).length / values.length).toBeCloseTo(0.05, 2);
  });

  it('permutes: every index once, every place equally likely', () => {
    const counts = Array.from({ length: 5 }, () => new Array<number>(5).fill(0));
    for (let trial = 0; trial < 5000; trial++) {
      const order = Stream.of(trial, 'order').permutation(5);
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
      order.forEach((value, place) => counts[place]![value]!++);
    }
    const chiSquare = counts.flat().reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(40); // 16 degrees of freedom: exceeded once in 1,200 by chance; the seeds are fixed
  });
});
