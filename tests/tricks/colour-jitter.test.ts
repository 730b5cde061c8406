import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { catalogue } from '../../src/catalogue';
import { adjusted } from '../../src/engine/device-check/references/images';
import { pictures } from '../kernels/policies';
import { augment, drawsOf, refusal } from '../support/augmentation';
import { tf, useBackend } from '../support/engine';
import { imageGolden } from '../support/image-golden';

const SIZE = 32 * 32 * 3;
const photographs = (): Tensor4D => pictures(imageGolden.images, [32, 32, 3]);

/** The largest distance from the reference, with the changes that σ allows. */
function distance(x: Tensor4D, strength: number): number {
  const [batch, height, width, channels] = x.shape;
  const size = height * width * channels;
  const values = x.dataSync();
  const expected = drawsOf('colour-jitter', '', [batch, 4]).flatMap((draws, i) => {
    const [brightness, contrast, saturation, hue] = draws.map((draw) => (2 * draw - 1) * strength) as [number, number, number, number];
    const image = { values: values.subarray(i * size, (i + 1) * size), height, width, channels };
    return adjusted(image, [1 + brightness, 1 + contrast, 1 + saturation, hue / 4]);
  });
  return Math.max(...augment('colour-jitter', x, { strength }).dataSync().map((value, i) => Math.abs(value - expected[i]!)));
}

describe('colour jitter', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([0, 0.1, 0.4, 1])('changes photographs with σ = %d as its formula says', (strength) => {
    expect(distance(photographs(), strength)).toBeLessThan(1e-5);
  });

  it('changes brightness and contrast of grey pictures, and its card says that it can do no more', () => {
    const grey = tf.slice(photographs(), [0, 0, 0, 0], [3, 32, 32, 1]);
    expect(distance(grey, 0.4)).toBeLessThan(1e-5);
    expect(Math.max(...tf.abs(tf.sub(augment('colour-jitter', grey), grey)).dataSync())).toBeGreaterThan(0.05);
    expect(catalogue.tricks['colour-jitter']!.advice).toMatch(/grey pictures brightness and contrast act, while saturation and hue cannot/);
    expect(refusal('jitter')).toBeUndefined();
  });

  it('stays within 0 … 1', () => {
    const values = augment('colour-jitter', photographs(), { strength: 1 }).dataSync();
    expect([values.length, Math.min(...values) >= 0, Math.max(...values) <= 1]).toEqual([3 * SIZE, true, true]);
  });

  it('cannot act on points', () => {
    expect(refusal('jitter&data=points&model=mlp')).toMatch(/^Colour jitter cannot act here: these data are points/);
  });
});
