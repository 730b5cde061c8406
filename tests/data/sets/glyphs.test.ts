import { describe, expect, it } from 'vitest';
import { defaultsOf, type Values } from '../../../src/core/fields';
import type { Dataset, SplitName } from '../../../src/core/dataset';
import { glyphs } from '../../../src/data/sets/glyphs';
import { channelStatistics, draw, hashAll, hashSplit, nearestNeighbourAccuracy, sameFeatures } from '../generated/inspect';

const defaults = defaultsOf(glyphs.fields);
const open = (values: Partial<Values<typeof glyphs.fields>> = {}): Dataset => glyphs.open({ ...defaults, ...values }, { files: [] });

describe('glyphs', () => {
  it('describes what it opens', () => {
    const dataset = open({ classes: 36 });
    expect(glyphs.describe({ ...defaults, classes: 36 })).toEqual({ encoding: 'pixels', shape: [28, 28, 1], classes: 36, trainSize: 10000, mirrorable: false, groups: 'writer' });
    expect(dataset.classes.join('')).toBe('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    expect([dataset.splits.train.size, dataset.splits.dev.size, dataset.splits.test.size]).toEqual([10000, 2000, 2000]);
  });

  it('gives the same bytes everywhere', () => {
    expect({
      default: hashAll(open()),
      neat: hashAll(open({ difficulty: 0, seed: 2 })),
      hard: hashAll(open({ difficulty: 1, labelNoise: 0.2 })),
      letters: hashAll(open({ classes: 47 })),
      shifted: hashAll(open({ devStyle: 'b' })),
    }).toMatchInlineSnapshot(`
      {
        "default": "fab96b08 dd91c3f4 293c94ab",
        "hard": "b3b9dcd9 64953804 f4690fc1",
        "letters": "b0b5e3c9 66785f5a 608d70f2",
        "neat": "2532dd4f 7a00b486 74275b58",
        "shifted": "fab96b08 005aac67 746e620a",
      }
    `);
  });

  it('gives a sample the same bytes in whatever order samples are asked for', () => {
    const dataset = open({ classes: 36 });
    const forwards = draw(dataset, 'train', 40);
    const out = new Uint8Array(784);
    for (let i = 39; i >= 0; i--) {
      expect(dataset.splits.train.sample(i, out)).toEqual(forwards.samples[i]);
      expect(out.every((byte, k) => byte === forwards.features[i * 784 + k])).toBe(true);
    }
  });

  it('does not depend on the size, so that a larger training set begins with the smaller one', () => {
    expect(sameFeatures(draw(open({ size: 100 }), 'train', 50), draw(open({ size: 60000 }), 'train', 50))).toBe(true);
  });

  it('has the mean and deviation it declares', () => {
    const dataset = open();
    const { mean, deviation } = channelStatistics(draw(dataset, 'train', 4000), 1);
    expect(Math.abs(mean[0]! - dataset.mean[0]!)).toBeLessThan(0.01);
    expect(Math.abs(deviation[0]! - dataset.deviation[0]!)).toBeLessThan(0.01);
  });

  it('draws light ink on dark and never touches the frame where there is neither clutter nor noise', () => {
    const { features } = draw(open({ difficulty: 0, classes: 47 }), 'train', 470);
    for (let i = 0; i < 470; i++) {
      const picture = features.subarray(i * 784, (i + 1) * 784);
      expect(Math.max(...picture)).toBeGreaterThan(150);
      for (let k = 0; k < 28; k++) expect(picture[k]! + picture[756 + k]! + picture[28 * k]! + picture[28 * k + 27]!).toBe(0);
    }
  });

  it('changes only the dev and test sets with their style', () => {
    const [same, shifted] = [open(), open({ devStyle: 'b' })];
    expect(sameFeatures(draw(shifted, 'train', 30), draw(same, 'train', 30))).toBe(true);
    expect(sameFeatures(draw(shifted, 'dev', 30), draw(same, 'dev', 30))).toBe(false);
    const slantOf = (dataset: Dataset): number =>
      draw(dataset, 'dev', 500).samples.reduce((sum, { attributes }) => sum + attributes!['slant']!, 0) / 500;
    expect(slantOf(shifted) - slantOf(same)).toBeGreaterThan(8);
  });

  it('keeps the writers of the splits apart and their hands steady', () => {
    const dataset = open({ difficulty: 0.5 });
    const byWriter = new Map<number, number[]>();
    for (const { attributes } of draw(dataset, 'dev', 2000).samples) {
      const writer = attributes!['writer']!;
      byWriter.set(writer, [...(byWriter.get(writer) ?? []), attributes!['slant']!]);
    }
    const train = new Set(draw(dataset, 'train', 2000).samples.map(({ attributes }) => attributes!['writer']));
    expect([...byWriter.keys()].some((writer) => train.has(writer))).toBe(false);
    const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const variance = (values: readonly number[]): number => mean(values.map((value) => (value - mean(values)) ** 2));
    const within = mean([...byWriter.values()].map(variance));
    expect(variance([...byWriter.values()].flat())).toBeGreaterThan(2 * within);
  });

  it('draws train-dev as the training set, but anew and by other writers', () => {
    const shifted = open({ devStyle: 'b' });
    expect(shifted.splits.trainDev.size).toBe(2000);
    const writersOf = (split: SplitName) => new Set(draw(shifted, split, 600).samples.map(({ attributes }) => attributes!['writer']!));
    const trainDev = writersOf('trainDev');
    for (const other of ['train', 'dev', 'test'] as const) expect([...writersOf(other)].some((writer) => trainDev.has(writer))).toBe(false);
    const slantOf = (split: SplitName) => draw(shifted, split, 600).samples.reduce((sum, { attributes }) => sum + attributes!['slant']!, 0) / 600;
    expect(Math.abs(slantOf('trainDev') - slantOf('train'))).toBeLessThan(4);
    expect(slantOf('dev') - slantOf('trainDev')).toBeGreaterThan(6);
    expect(hashSplit(shifted, 'trainDev')).toMatchInlineSnapshot(`"c62fea0f"`);
  });

  it('gets harder for a nearest-neighbour classifier as the difficulty rises', () => {
    const [neat, middling, hard] = [0, 0.5, 1].map((difficulty) => nearestNeighbourAccuracy(open({ difficulty }), 1500, 300));
    expect(neat).toBeGreaterThan(0.85);
    expect(middling).toBeLessThan(neat! - 0.05);
    expect(hard).toBeLessThan(middling! - 0.15);
    expect(nearestNeighbourAccuracy(open({ devStyle: 'b' }), 1500, 300)).toBeLessThan(nearestNeighbourAccuracy(open(), 1500, 300));
  });

  it('balances its classes and flips the labels it says it flips', () => {
    const [clean, noisy] = [draw(open(), 'test', 2000), draw(open({ labelNoise: 0.25 }), 'test', 2000)];
    const counts = Array.from({ length: 10 }, (_, label) => clean.samples.filter((sample) => sample.label === label).length);
    expect(counts).toEqual(Array.from({ length: 10 }, () => 200));
    expect(sameFeatures(noisy, clean)).toBe(true);
    const flipped = noisy.samples.filter((sample, i) => sample.label !== clean.samples[i]!.label);
    expect(flipped.every(({ attributes }) => attributes!['flipped'] === 1)).toBe(true);
    expect(Math.abs(flipped.length / 2000 - 0.25)).toBeLessThan(0.03);
    expect(open({ labelNoise: 0.25 }).bayesErrorBound).toBe(0.25);
  });
});
