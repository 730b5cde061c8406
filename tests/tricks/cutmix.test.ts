import { beforeAll, describe, expect, it } from 'vitest';
import { Stream } from '../../src/core/random';
import { refusal } from '../support/augmentation';
import { tf, useBackend } from '../support/engine';
import { effectsOf, stepContext } from '../support/tricks';

const SHAPE = [8, 12, 1];
type Drawn = Record<'top' | 'left' | 'bottom' | 'right' | 'share', number>;

const drawnIn = (step: number, alpha: number): Drawn =>
  effectsOf('cutmix', { alpha }, { shape: SHAPE }).draws!(Stream.of(3, 'cutmix', 'draws', step), { 'cutmix.alpha': alpha }) as Drawn;

describe('cutmix', () => {
  beforeAll(() => useBackend('wasm'));

  it('puts in a part of the partner and mixes the targets by its area', () => {
    const x = tf.tensor4d(Array.from({ length: 27 }, (_, i) => i), [3, 3, 3, 1]);
    const main = tf.tensor2d([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const drawn = { top: 1, left: 0, bottom: 3, right: 2, share: 1 - 4 / 9 };
    const mixed = effectsOf('cutmix', {}, { shape: [3, 3, 1] }).batch!(stepContext('cutmix', drawn), { x, targets: { main } });
    expect([...mixed.x.dataSync()]).toEqual([
      ...[0, 1, 2, 21, 22, 5, 24, 25, 8],
      ...[9, 10, 11, 12, 13, 14, 15, 16, 17],
      ...[18, 19, 20, 3, 4, 23, 6, 7, 26],
    ]);
    const targets = [...mixed.targets.main.dataSync()];
    [5 / 9, 0, 4 / 9, 0, 1, 0, 4 / 9, 0, 5 / 9].forEach((share, i) => expect(targets[i]).toBeCloseTo(share, 6));
  });

  it('draws boxes within the picture, of the proportions of the picture where they are not cut', () => {
    for (let step = 0; step < 500; step++) {
      const { top, left, bottom, right, share } = drawnIn(step, 1);
      expect([top, left, bottom, right].every(Number.isInteger)).toBe(true);
      expect(top >= 0 && top <= bottom && bottom <= 8 && left >= 0 && left <= right && right <= 12).toBe(true);
      expect(share).toBeCloseTo(1 - ((bottom - top) * (right - left)) / 96, 12);
      if (top > 0 && bottom < 8 && left > 0 && right < 12) expect(Math.abs(right - left - 1.5 * (bottom - top))).toBeLessThan(1.5);
    }
  });

  it('covers anything from nothing to more than half with α = 1, and nothing with α = 0', () => {
    const shares = Array.from({ length: 2000 }, (_, step) => drawnIn(step, 1).share);
    expect([Math.min(...shares) < 0.4, Math.max(...shares)]).toEqual([true, 1]);
    // Half of the picture on average, less what lies outside and is rounded off.
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeGreaterThan(0.6);
    expect(mean).toBeLessThan(0.8);
    expect(drawnIn(1, 0)).toMatchObject({ share: 1 });
  });

  it('cannot act on points', () => {
    expect(refusal('cutmix&data=points&model=mlp')).toMatch(/^CutMix cannot act here: these data are points/);
  });
});
