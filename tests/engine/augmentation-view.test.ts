import { beforeAll, describe, expect, it } from 'vitest';
import { AugmentationViews } from '../../src/engine/augmentation-view';
import { createOps } from '../../src/kernels';
import { tf, tinyExperiment, useBackend } from '../support/engine';
import { tinyCatalogue } from '../support/tiny-catalogue';

describe.each(['cpu', 'wasm'] as const)('augmented samples on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it('are the originals where no trick changes them', async () => {
    const views = new AugmentationViews(tf, createOps(tf), tinyCatalogue);
    const seen = await views.view({ experiment: tinyExperiment('ls'), count: 5, first: 2, draw: 0 });
    expect(seen.map(({ index }) => index)).toEqual([2, 3, 4, 5, 6]);
    for (const { original, augmented, targets, label } of seen) {
      expect(augmented).toEqual(original);
      expect([...targets]).toEqual([0, 1, 2, 3].map((k) => (k === label ? 1 : 0)));
    }
    views.dispose();
  });

  it('show mixtures with the shares of their classes, drawn anew on demand, and leave nothing behind', async () => {
    const before = tf.memory().numTensors;
    const views = new AugmentationViews(tf, createOps(tf), tinyCatalogue);
    const view = (draw: number) => views.view({ experiment: tinyExperiment('mixup.alpha=1'), trick: 'mixup', count: 8, first: 0, draw });
    const [one, same, other] = [await view(0), await view(0), await view(1)];
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
    for (const { targets } of one) expect(targets.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(one.some(({ targets }) => targets.some((share) => share > 0.01 && share < 0.99))).toBe(true);
    views.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
