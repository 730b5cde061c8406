import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import type { ImageSplit } from '../../../src/diagnose/data/images';
import { contradicted, judgeLabels, testLabels } from '../../../src/diagnose/data/label-agreement';
import { openGlyphs, openScenes, randomImages, take } from './some-images';

const glyphs = openGlyphs();
const train = take(glyphs, 'train', 3000);
const dev = take(glyphs, 'dev', 1000);

/** A share of the labels drawn anew. */
function shuffled(split: ImageSplit, share: number): ImageSplit {
  const stream = Stream.of(3, 'shuffled');
  return { ...split, labels: Array.from(split.labels, (label) => (stream.chance(share) ? stream.below(10) : label)) };
}

const judged = (a: ImageSplit, b: ImageSplit) => judgeLabels(testLabels(a, b, 10));

describe('judgeLabels', () => {
  it('has nothing against clean labels, nor against labels that are wrong everywhere to the same degree', () => {
    expect(judged(train, dev).tone).toBe('good');
    expect(judged(shuffled(train, 0.1), shuffled(dev, 0.1)).tone).toBe('good');
  });

  it('finds shuffled training labels, and how many', () => {
    const verdict = judged(shuffled(train, 0.3), dev);
    expect(verdict.tone).toBe('bad');
    // A tenth of the labels drawn anew are right by chance.
    expect(verdict.values['lost']).toBeGreaterThan(0.17);
    expect(verdict.values['lost']).toBeLessThan(0.37);
    expect(judged(shuffled(train, 0.1), dev).tone).not.toBe('good');
  });

  it('cannot tell where neighbours know too little', () => {
    const scenes = openScenes();
    expect(judged(take(scenes, 'train', 900), take(scenes, 'dev', 300)).tone).toBe('unknown');
    expect(judged(randomImages(50, [8, 8, 1]), randomImages(50, [8, 8, 1])).tone).toBe('unknown');
  });
});

describe('contradicted', () => {
  it('points at shuffled labels, firmest first', () => {
    const wrong = shuffled(train, 0.2);
    const found = contradicted(testLabels(wrong, dev, 10)!, wrong.labels, 10);
    expect(found.length).toBeGreaterThan(40);
    const right = found.filter(({ index, likely }) => train.labels[index] === likely && wrong.labels[index] !== likely);
    expect(right.length / found.length).toBeGreaterThan(0.8);
    found.slice(1).forEach(({ share }, i) => expect(share).toBeLessThanOrEqual(found[i]!.share));
    found.forEach(({ label, likely, index }) => expect([label === wrong.labels[index], label !== likely]).toEqual([true, true]));
  });
});
