import { describe, expect, it } from 'vitest';
import type { ImageSplit } from '../../../src/diagnose/data/images';
import { imageAt, sizeOf } from '../../../src/diagnose/data/images';
import { compareOrientation, judgeOrientation } from '../../../src/diagnose/data/orientation';
import { transformed, transformsOf } from '../../../src/diagnose/data/transforms';
import { join, openGlyphs, openScenes, pick, randomImages, take } from './some-images';

function turn(split: ImageSplit, id: string): ImageSplit {
  const transform = transformsOf(split.shape).find((one) => one.id === id)!;
  const size = sizeOf(split.shape);
  const pixels = new Uint8Array(split.pixels.length);
  for (let i = 0; i < split.labels.length; i++) {
    const picture = transformed(Float64Array.from(imageAt(split, i)), transform);
    pixels.set(picture.map((value) => (transform.sign < 0 ? 255 + value : value)), i * size);
  }
  return { ...split, pixels };
}
const verdicts = (train: ImageSplit, dev: ImageSplit) => judgeOrientation(compareOrientation(train, dev), dev.labels.length);
const tones = (train: ImageSplit, dev: ImageSplit) => Object.fromEntries(verdicts(train, dev).map(({ id, tone }) => [id, tone]));

describe('transforms', () => {
  it('move every pixel where it belongs', () => {
    const picture = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]); // 3 × 3
    const by = (id: string) => [...transformed(picture, transformsOf([3, 3, 1]).find((one) => one.id === id)!)];
    expect(by('mirror')).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
    expect(by('flip')).toEqual([7, 8, 9, 4, 5, 6, 1, 2, 3]);
    expect(by('half-turn')).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(by('transpose')).toEqual([1, 4, 7, 2, 5, 8, 3, 6, 9]);
    expect(by('left-turn')).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
    expect(by('right-turn')).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3]);
    expect(by('negative')).toEqual([-1, -2, -3, -4, -5, -6, -7, -8, -9]);
    const bgr = transformsOf([1, 2, 3]).find(({ id }) => id === 'bgr')!;
    expect([...transformed(Float64Array.from([1, 2, 3, 4, 5, 6]), bgr)]).toEqual([3, 2, 1, 6, 5, 4]);
    expect(transformsOf([2, 3, 1]).map(({ id }) => id)).not.toContain('transpose');
  });

  it('each have another effect', () => {
    const places = transformsOf([4, 4, 3]).map(({ source, sign }) => `${sign} ${source.join()}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe('judgeOrientation', () => {
  const glyphs = openGlyphs();
  const train = take(glyphs, 'train', 1000);
  const dev = take(glyphs, 'dev', 500);

  it('is content with dev data that are like the training data, also in another handwriting', () => {
    expect(tones(train, dev)).toEqual({ orientation: 'good', negative: 'good' });
    expect(tones(train, take(openGlyphs({ devStyle: 'b' }), 'dev', 500))).toEqual({ orientation: 'good', negative: 'good' });
    const scenes = openScenes();
    expect(tones(take(scenes, 'train', 1000), take(scenes, 'dev', 500))).toEqual({ orientation: 'good', 'channel-order': 'good', negative: 'good' });
  });

  it.each([
    ['mirror', 'mirrored'],
    ['flip', 'upside down'],
    ['half-turn', '180°'],
    ['transpose', 'transposed'],
    ['left-turn', 'to the left'],
    ['right-turn', 'to the right'],
  ])('sees what was done to characters: %s', (id, words) => {
    const [orientation] = verdicts(train, turn(dev, id));
    expect(orientation!.tone).toBe('bad');
    expect(orientation!.text).toContain(words);
    expect(orientation!.values['score']).toBeLessThan(-0.7);
  });

  it('blames a negative for being one, and does not guess what else it is', () => {
    expect(tones(train, turn(dev, 'negative'))).toEqual({ orientation: 'unknown', negative: 'bad' });
  });

  it.each(['bgr', 'grb', 'rbg', 'gbr', 'brg'])('sees another order of channels in scenes: %s', (id) => {
    const scenes = openScenes();
    const verdict = verdicts(take(scenes, 'train', 1500), turn(take(scenes, 'dev', 1000), id)).find((one) => one.id === 'channel-order')!;
    expect(verdict.tone).toBe('bad');
    expect(verdict.text).toContain(transformsOf([32, 32, 3]).find((one) => one.id === id)!.words);
  });

  it('watches a part that is turned', () => {
    const half = Array.from({ length: 250 }, (_, i) => i);
    expect(verdicts(train, join(pick(turn(dev, 'flip'), half), pick(dev, half.map((i) => 250 + i))))[0]!.tone).toBe('watch');
  });

  it('says nothing where nothing can be seen, or of few samples', () => {
    expect(tones(randomImages(400, [6, 6, 1]), randomImages(400, [6, 6, 1], { seed: 2 }))).toEqual({ orientation: 'unknown', negative: 'unknown' });
    expect(tones(train, pick(dev, [0, 1, 2]))).toEqual({ orientation: 'unknown', negative: 'unknown' });
  });
});
