import { describe, expect, it } from 'vitest';
import { gradientEnergy, judgeAspect, relativeStretch } from '../../../src/diagnose/data/aspect';
import { imageAt, type ImageSplit } from '../../../src/diagnose/data/images';
import { openGlyphs, openScenes, randomImages, take } from './some-images';

/** Pictures `factor` times as wide, cut off or padded by their edges to the same size. */
function stretched(split: ImageSplit, factor: number): ImageSplit {
  const [height, width, channels] = split.shape;
  const pixels = new Uint8Array(split.pixels.length);
  for (let i = 0; i < split.labels.length; i++) {
    const image = imageAt(split, i);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = Math.max(0, Math.min(width - 1, (x - (width - 1) / 2) / factor + (width - 1) / 2));
        const left = Math.min(width - 2, Math.floor(at));
        for (let c = 0; c < channels; c++) {
          const a = image[(y * width + left) * channels + c]!;
          const b = image[(y * width + left + 1) * channels + c]!;
          pixels[i * image.length + (y * width + x) * channels + c] = Math.round(a + (at - left) * (b - a));
        }
      }
    }
  }
  return { ...split, name: 'dev', pixels };
}

describe('gradientEnergy', () => {
  it('is that of Sobel’s two filters', () => {
    const shape = [6, 5, 2] as const;
    const image = imageAt(randomImages(1, shape), 0);
    const at = (y: number, x: number, c: number) => image[(y * 5 + x) * 2 + c]!;
    let across = 0;
    let along = 0;
    for (let y = 1; y < 5; y++) {
      for (let x = 1; x < 4; x++) {
        for (let c = 0; c < 2; c++) {
          let gx = 0;
          let gy = 0;
          [1, 2, 1].forEach((weight, k) => {
            gx += weight * (at(y + k - 1, x + 1, c) - at(y + k - 1, x - 1, c));
            gy += weight * (at(y + 1, x + k - 1, c) - at(y - 1, x + k - 1, c));
          });
          across += gx * gx;
          along += gy * gy;
        }
      }
    }
    expect(gradientEnergy(image, shape)).toEqual({ across, along });
  });
});

describe('judgeAspect', () => {
  const glyphs = openGlyphs();
  const train = take(glyphs, 'train', 1000);
  const dev = take(glyphs, 'dev', 500);

  it('sees no difference where there is none', () => {
    const scenes = openScenes();
    for (const stretch of [relativeStretch(train, dev), relativeStretch(take(scenes, 'train', 1000), take(scenes, 'dev', 500))]) {
      expect(stretch!.mean).toBeCloseTo(1, 1);
      expect(judgeAspect(stretch).tone).toBe('good');
    }
  });

  it.each([0.6, 0.75, 4 / 3, 1.6])('finds pictures %d times as wide', (factor) => {
    const stretch = relativeStretch(train, stretched(dev, factor))!;
    // Strokes of a pixel or two cannot become narrower, so that a part of a squeeze is hidden; interpolating smooths, which adds to a widening.
    const found = Math.log(stretch.mean) / Math.log(factor);
    expect(found).toBeGreaterThan(0.4);
    expect(found).toBeLessThan(1.2);
    expect(judgeAspect(stretch).tone).not.toBe('good');
  });

  it('compares class by class, so that another mix of classes is no stretch', () => {
    const only = (split: ImageSplit, labels: readonly number[]) => ({ ...split, pixels: split.pixels, labels: Array.from(split.labels, (label) => (labels.includes(label) ? label : 99)) });
    const mixed = relativeStretch(only(train, [1]), only(dev, [1, 7]));
    expect(judgeAspect(mixed).tone).toBe('good');
  });

  it('says nothing of few samples', () => {
    expect(judgeAspect(relativeStretch(randomImages(10, [8, 8, 1]), randomImages(10, [8, 8, 1]))).tone).toBe('unknown');
  });
});
