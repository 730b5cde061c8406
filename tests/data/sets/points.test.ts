import { describe, expect, it } from 'vitest';
import { defaultsOf, type Values } from '../../../src/core/fields';
import type { Dataset } from '../../../src/core/dataset';
import { points } from '../../../src/data/sets/points';
import { draw, hashAll, hashSplit, nearestNeighbourAccuracy, sameFeatures } from '../generated/inspect';

const defaults = defaultsOf(points.fields);
const open = (values: Partial<Values<typeof points.fields>> = {}): Dataset => points.open({ ...defaults, ...values }, { files: [] });

describe('points', () => {
  it('describes what it opens', () => {
    const dataset = open({ classes: 4 });
    expect(points.describe({ ...defaults, classes: 4 })).toEqual({ encoding: 'points', shape: [2], classes: 4, trainSize: 400, mirrorable: false });
    expect(dataset.classes).toHaveLength(4);
    expect([dataset.splits.train.size, dataset.splits.dev.size, dataset.splits.test.size]).toEqual([400, 400, 1000]);
  });

  it('gives the same bits everywhere', () => {
    expect({
      default: hashAll(open()),
      moons: hashAll(open({ shape: 'moons', classes: 3, noise: 0.2 })),
      circles: hashAll(open({ shape: 'circles', labelNoise: 0.1, seed: 7 })),
      gaussians: hashAll(open({ shape: 'gaussians', classes: 5 })),
      xor: hashAll(open({ shape: 'xor' })),
    }).toMatchInlineSnapshot(`
      {
        "circles": "ca8b1f9c 713a7574 9a3189ca",
        "default": "e5ca3c9b 07935f78 f9a529e1",
        "gaussians": "11ffaf14 7f3d211c 5a61376d",
        "moons": "05317072 d660e7f3 fdd96802",
        "xor": "9ae3d6db 4a8bc3fc 439d6e3e",
      }
    `);
  });

  it('has train-dev points that are none of the training points', () => {
    const { splits } = open();
    expect(splits.trainDev.size).toBe(1000);
    expect(sameFeatures(draw(open(), 'trainDev', 50), draw(open(), 'train', 50))).toBe(false);
    expect(hashSplit(open(), 'trainDev')).toMatchInlineSnapshot(`"ce365cef"`);
  });

  it('is learnable without noise and gets harder with it', () => {
    for (const shape of ['spirals', 'moons', 'circles', 'gaussians', 'xor'] as const) {
      const [clean, noisy] = [0, 0.4].map((noise) => nearestNeighbourAccuracy(open({ shape, noise }), 400, 400));
      expect(clean, shape).toBeGreaterThan(0.95);
      expect(noisy, shape).toBeLessThan(clean! - 0.05);
    }
  });

  it('flips the labels it says it flips and nothing else', () => {
    const [clean, noisy] = [draw(open(), 'test', 1000), draw(open({ labelNoise: 0.2 }), 'test', 1000)];
    expect(sameFeatures(noisy, clean)).toBe(true);
    const flipped = noisy.samples.filter((sample, i) => sample.label !== clean.samples[i]!.label);
    expect(flipped.every((sample) => sample.attributes!['flipped'] === 1)).toBe(true);
    expect(Math.abs(flipped.length / 1000 - 0.2)).toBeLessThan(0.04);
    expect(open({ labelNoise: 0.2 }).bayesErrorBound).toBe(0.2);
  });

  it('knows each point\'s radius', () => {
    const { features, samples } = draw(open(), 'dev', 20);
    samples.forEach((sample, i) => expect(sample.attributes!['radius']).toBeCloseTo(Math.hypot(features[2 * i]!, features[2 * i + 1]!), 5));
  });
});
