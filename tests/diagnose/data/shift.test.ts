import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { judgeShift, testShift } from '../../../src/diagnose/data/shift';
import { changed, openGlyphs, openScenes, randomImages, take } from './some-images';

describe('testShift', () => {
  it('cannot tell what is of one distribution', () => {
    const scenes = openScenes();
    expect(testShift(take(scenes, 'train', 1000), take(scenes, 'dev', 1000))!.accuracy.low).toBeLessThan(0.5);
    // Dev has other writers, and only some dozens of them, so that a very little can be told.
    for (const dataset of [openGlyphs(), openGlyphs({ seed: 5, difficulty: 0.8 })]) {
      expect(judgeShift(testShift(take(dataset, 'train', 1000), take(dataset, 'dev', 1000))).tone).toBe('good');
    }
  });

  it('is right about chance: with random pictures its interval holds 50 % in most cases', () => {
    const misses = Array.from({ length: 40 }, (_, seed) => {
      const { accuracy } = testShift(randomImages(200, [6, 6, 1], { seed }), randomImages(200, [6, 6, 1], { seed: 1000 + seed }))!;
      return accuracy.low > 0.5 || accuracy.high < 0.5 ? 1 : 0;
    });
    expect(misses.reduce<number>((a, b) => a + b, 0)).toBeLessThanOrEqual(6);
  });

  it('tells another handwriting, noise and brightness', () => {
    const dataset = openGlyphs();
    const train = take(dataset, 'train', 1000);
    const dev = take(dataset, 'dev', 1000);
    expect(judgeShift(testShift(train, take(openGlyphs({ devStyle: 'b' }), 'dev', 1000))).tone).toBe('bad');
    const stream = Stream.of(1, 'noise');
    const noisy = testShift(train, changed(dev, 'dev', (byte) => (byte === 0 ? 0 : byte + 20 * stream.normal())))!;
    expect(noisy.accuracy.low).toBeGreaterThan(0.6);
    const dim = judgeShift(testShift(train, changed(dev, 'dev', (byte) => 0.85 * byte)));
    expect(dim.tone).not.toBe('good');
    expect(dim.text).toMatch(/contrast|brightness|detail/);
    expect(dim.text).toContain('lower in dev');
  });

  it('gives the same answer twice, and none for few samples', () => {
    const dataset = openGlyphs();
    const splits = [take(dataset, 'train', 200), take(dataset, 'dev', 200)] as const;
    expect(testShift(...splits)).toEqual(testShift(...splits));
    expect(judgeShift(testShift(take(dataset, 'train', 50), splits[1])).tone).toBe('unknown');
  });
});
