import { describe, expect, it } from 'vitest';
import { judgeBackground, testBackground } from '../../../src/diagnose/data/background';
import { imageAt, type ImageSplit } from '../../../src/diagnose/data/images';
import { openCifar10, cifar10IsThere, mnistIsThere, openMnist, randomImages, take } from './some-images';

/** The frame of each picture takes the brightness that `shade` gives; 12 × 12 pixels have a frame of two. */
function framed(split: ImageSplit, shade: (label: number, index: number) => number): ImageSplit {
  const pixels = split.pixels.slice();
  for (let i = 0; i < split.labels.length; i++) {
    const image = imageAt({ ...split, pixels }, i);
    for (let y = 0; y < 12; y++) for (let x = 0; x < 12; x++) if (y < 2 || y > 9 || x < 2 || x > 9) image[y * 12 + x] = shade(split.labels[i]!, i);
  }
  return { ...split, pixels };
}

const train = randomImages(1200, [12, 12, 1]);
const dev = randomImages(600, [12, 12, 1], { seed: 2, name: 'dev' });
const byClass = (label: number) => 20 * label;
const judged = (a: ImageSplit, b: ImageSplit) => judgeBackground(testBackground(a, b, 10));

describe('judgeBackground', () => {
  it('finds a frame that tells the class in training only', () => {
    const verdict = judged(framed(train, byClass), dev);
    expect(verdict.tone).toBe('bad');
    expect(verdict.values['train']).toBe(1);
    expect(verdict.values['dev']).toBeLessThan(0.2);
  });

  it('has something to say of one that tells it everywhere, and nothing of one that tells nothing', () => {
    expect(judged(framed(train, byClass), framed(dev, byClass)).tone).toBe('watch');
    expect(judged(train, dev).tone).toBe('good');
    expect(judged(framed(train, (_, i) => i % 200), framed(dev, (_, i) => i % 200)).tone).toBe('good');
  });

  it('looks at the frame alone', () => {
    const marked = { ...train, pixels: train.pixels.slice() };
    for (let i = 0; i < train.labels.length; i++) imageAt(marked, i).fill(20 * train.labels[i]!, 5 * 12 + 5, 5 * 12 + 7);
    expect(testBackground(marked, dev, 10)).toEqual(testBackground(train, dev, 10));
  });

  it('does not judge a few samples', () => {
    expect(judged(train, randomImages(50, [12, 12, 1])).tone).toBe('unknown');
  });

  it.skipIf(!mnistIsThere || !cifar10IsThere)('has nothing against MNIST and CIFAR-10, where frames tell something of the class on both sides', { timeout: 120_000 }, () => {
    for (const dataset of [openMnist(), openCifar10()]) {
      const verdict = judged(take(dataset, 'train', 6000), take(dataset, 'dev', 1000));
      expect(verdict.tone).toBe('good');
      expect(verdict.values['dev']).toBeGreaterThan(0.2);
    }
  });
});
