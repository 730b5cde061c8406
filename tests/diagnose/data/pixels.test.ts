import { describe, expect, it } from 'vitest';
import { judgeClipping, judgeNormalisation, judgeRange, pixelStatistics } from '../../../src/diagnose/data/pixels';
import { changed, openGlyphs, openScenes, randomImages, take } from './some-images';

describe('pixelStatistics', () => {
  it.each([1, 3])('agree with lists of values, %i channels', (channels) => {
    const images = randomImages(7, [3, 5, channels]);
    const found = pixelStatistics(images);
    const bytes = Array.from(images.pixels);
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    for (let c = 0; c < channels; c++) {
      const own = bytes.filter((_, i) => i % channels === c).map((byte) => byte / 255);
      expect(found.mean[c]).toBeCloseTo(mean(own), 12);
      expect(found.deviation[c]).toBeCloseTo(Math.sqrt(mean(own.map((value) => (value - mean(own)) ** 2))), 12);
    }
    expect([found.min, found.max]).toEqual([Math.min(...bytes), Math.max(...bytes)]);
    expect(found.black).toBeCloseTo(bytes.filter((byte) => byte === 0).length / bytes.length, 12);
    expect(found.white).toBeCloseTo(bytes.filter((byte) => byte === 255).length / bytes.length, 12);
    expect(found).toMatchObject({ samples: 7, constantShare: 0, constantChannels: [], equalChannels: [], emptySamples: 0 });
  });

  it('see what never changes', () => {
    const images = randomImages(6, [2, 2, 3]);
    images.pixels.forEach((_, i) => {
      if (i % 3 === 1) images.pixels[i] = images.pixels[i - 1]!; // green = red
      if (i % 12 === 2) images.pixels[i] = 9; // blue of the first pixel
    });
    images.pixels.fill(50, 12, 24);
    images.pixels[14] = 9;
    images.pixels.fill(9, 24, 36);
    expect(pixelStatistics(images)).toMatchObject({ equalChannels: [[0, 1]], constantShare: 1 / 12, emptySamples: 1 });
    const flat = { ...images, pixels: images.pixels.map((byte, i) => (i % 3 === 2 ? 0 : byte)) };
    expect(pixelStatistics(flat).constantChannels).toEqual([2]);
  });
});

describe('the verdicts on pixels', () => {
  const glyphs = openGlyphs();
  const train = take(glyphs, 'train', 500);
  const dev = take(glyphs, 'dev', 500);

  it('have nothing against generated data', () => {
    for (const dataset of [glyphs, openScenes()]) {
      const statistics = pixelStatistics(take(dataset, 'train', 500));
      expect(judgeRange(statistics).tone).toBe('good');
      expect(judgeClipping(statistics, pixelStatistics(take(dataset, 'dev', 500))).tone).toBe('good');
      expect(judgeNormalisation(statistics, dataset.mean, dataset.deviation).tone).toBe('good');
    }
  });

  it('find values of 0 … 1 stored as bytes, half ranges, nothing at all, and dead channels', () => {
    const judged = (change: (byte: number) => number) => judgeRange(pixelStatistics(changed(train, 'train', change)));
    const scaled = judged((byte) => byte / 255);
    expect(scaled.tone).toBe('bad');
    expect(scaled.text).toContain('between 0 and 1');
    expect(judged((byte) => byte / 2.5).tone).toBe('watch');
    expect(judged(() => 3).tone).toBe('bad');
    const grey = randomImages(50, [4, 4, 1]);
    const rgb = { ...grey, shape: [4, 4, 3] as const, pixels: Uint8Array.from({ length: 2400 }, (_, i) => grey.pixels[Math.floor(i / 3)]!) };
    expect(judgeRange(pixelStatistics(rgb)).text).toContain('channels 0 = 1, 0 = 2 and 1 = 2 are equal everywhere');
  });

  it('find data that are cut off differently', () => {
    const brighter = pixelStatistics(changed(dev, 'dev', (byte) => byte * 3));
    expect(judgeClipping(pixelStatistics(train), brighter).tone).toBe('bad');
  });

  it('find a normalisation of other data', () => {
    const statistics = pixelStatistics(train);
    expect(judgeNormalisation(statistics, [0.5], [0.5])).toMatchObject({ tone: 'watch' });
    expect(judgeNormalisation(statistics, [0], [1 / 255]).tone).toBe('bad');
    // Normalised twice: mean 0 and deviation 1 of 0 … 1 expected, 0 … 255 given, or the other way round
    expect(judgeNormalisation(statistics, [0.131], [0.27 * 20]).tone).toBe('bad');
  });
});
