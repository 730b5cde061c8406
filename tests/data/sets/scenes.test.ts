import { describe, expect, it } from 'vitest';
import { defaultsOf, type Values } from '../../../src/core/fields';
import type { Dataset, SplitName } from '../../../src/core/dataset';
import { scenes } from '../../../src/data/sets/scenes';
import { channelStatistics, draw, hashAll, hashSplit, nearestNeighbourAccuracy } from '../generated/inspect';

const defaults = defaultsOf(scenes.fields);
const open = (values: Partial<Values<typeof scenes.fields>> = {}): Dataset => scenes.open({ ...defaults, ...values }, { files: [] });

describe('scenes', () => {
  it('describes what it opens', () => {
    const dataset = open({ size: 123 });
    expect(scenes.describe({ ...defaults, size: 123 })).toEqual({ encoding: 'pixels', shape: [32, 32, 3], classes: 10, trainSize: 123, mirrorable: true, extraLabel: { attribute: 'background', classes: 10, title: 'the background' } });
    expect([dataset.splits.train.size, dataset.splits.dev.size, dataset.splits.test.size]).toEqual([123, 2000, 2000]);
    expect(dataset.classes).toHaveLength(10);
  });

  it('gives the same bytes everywhere', () => {
    expect({
      default: hashAll(open()),
      easy: hashAll(open({ difficulty: 0, seed: 2 })),
      hard: hashAll(open({ difficulty: 1, labelNoise: 0.2 })),
      biased: hashAll(open({ backgroundBias: 1 })),
    }).toMatchInlineSnapshot(`
      {
        "biased": "7386b937 a76edd88 e503442d",
        "default": "58e1ec4e a76edd88 e503442d",
        "easy": "92104ec3 b45137b0 023d1948",
        "hard": "5d92ac43 db597673 f806e8b7",
      }
    `);
  });

  it('gives a sample the same bytes in whatever order samples are asked for', () => {
    const dataset = open();
    const forwards = draw(dataset, 'dev', 12);
    const out = new Uint8Array(3072);
    for (let i = 11; i >= 0; i--) {
      expect(dataset.splits.dev.sample(i, out)).toEqual(forwards.samples[i]);
      expect(out.every((byte, k) => byte === forwards.features[i * 3072 + k])).toBe(true);
    }
  });

  it('has the mean and deviation it declares', () => {
    const dataset = open();
    const { mean, deviation } = channelStatistics(draw(dataset, 'train', 800), 3);
    for (let c = 0; c < 3; c++) {
      expect(Math.abs(mean[c]! - dataset.mean[c]!)).toBeLessThan(0.02);
      expect(Math.abs(deviation[c]! - dataset.deviation[c]!)).toBeLessThan(0.02);
    }
  });

  it('ties backgrounds to classes in training only, and only as often as asked', () => {
    const tied = (bias: number, split: SplitName): number => {
      const { samples } = draw(open({ backgroundBias: bias }), split, 300);
      return samples.filter(({ label, attributes }) => attributes!['background'] === label).length / 300;
    };
    expect(tied(0, 'train')).toBeLessThan(0.18);
    expect(Math.abs(tied(0.5, 'train') - 0.55)).toBeLessThan(0.09);
    expect(tied(1, 'train')).toBe(1);
    expect(tied(1, 'trainDev')).toBe(1);
    expect(tied(1, 'dev')).toBeLessThan(0.18);
    expect(tied(1, 'test')).toBeLessThan(0.18);
  });

  it('can be of another difficulty in dev and test, which changes neither train nor train-dev', () => {
    const [same, hard] = [open(), open({ devDifficulty: '0.8' })];
    for (const split of ['train', 'trainDev'] as const) expect(hashSplit(hard, split, 40)).toBe(hashSplit(same, split, 40));
    expect(hashSplit(hard, 'dev', 40)).toBe(hashSplit(open({ difficulty: 0.8 }), 'dev', 40));
    expect(hashSplit(hard, 'test', 40)).toBe(hashSplit(open({ difficulty: 0.8 }), 'test', 40));
    expect(hashSplit(same, 'trainDev')).toMatchInlineSnapshot(`"f57ca122"`);
  });

  it('misleads a nearest-neighbour classifier by biased backgrounds', () => {
    const [fair, misled] = [0, 1].map((backgroundBias) => nearestNeighbourAccuracy(open({ backgroundBias, difficulty: 0 }), 600, 150));
    expect(misled).toBeLessThan(fair! - 0.05);
  });

  it('is easier at lower difficulty', () => {
    const [easy, hard] = [0, 1].map((difficulty) => nearestNeighbourAccuracy(open({ difficulty }), 600, 150));
    expect(easy).toBeGreaterThan(hard! + 0.08);
  });

  it('balances its classes and flips labels at the given rate', () => {
    const { samples } = draw(open({ labelNoise: 0.3 }), 'test', 500);
    const counts = Array.from({ length: 10 }, (_, label) => samples.filter((sample) => sample.label === label).length);
    for (const count of counts) expect(Math.abs(count - 50)).toBeLessThan(22);
    const flipped = samples.filter(({ attributes }) => attributes!['flipped'] === 1).length;
    expect(Math.abs(flipped / 500 - 0.3)).toBeLessThan(0.05);
    expect(open({ labelNoise: 0.3 }).bayesErrorBound).toBe(0.3);
  });
});
