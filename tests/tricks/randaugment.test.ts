import { beforeAll, describe, expect, it } from 'vitest';
import type { ImageOperation } from '../../src/core/image-policy';
import { pictures, randomBytes } from '../kernels/policies';
import { augment, differing, drawsOf, operateAll, type Operation, refusal } from '../support/augmentation';
import { useBackend } from '../support/engine';

const BATCH = 200;

/** Torchvision's table: the greatest magnitude, or how it goes, and whether it has a sign. */
const OPERATIONS: readonly (readonly [ImageOperation, (part: number) => number, boolean])[] = [
  ['Identity', () => 0, false],
  ['ShearX', (part) => 0.3 * part, true],
  ['ShearY', (part) => 0.3 * part, true],
  ['TranslateX', (part) => (150 / 331) * 32 * part, true],
  ['TranslateY', (part) => (150 / 331) * 32 * part, true],
  ['Rotate', (part) => 30 * part, true],
  ['Brightness', (part) => 0.9 * part, true],
  ['Color', (part) => 0.9 * part, true],
  ['Contrast', (part) => 0.9 * part, true],
  ['Sharpness', (part) => 0.9 * part, true],
  ['Posterize', (part) => 8 - Math.round(4 * part), false],
  ['Solarize', (part) => Math.fround(255 * (1 - part)), false],
  ['AutoContrast', () => 0, false],
  ['Equalize', () => 0, false],
];

function operationOf([which, , sign]: readonly number[], m: number): Operation {
  const [operation, magnitude, signed] = OPERATIONS[Math.floor(which! * OPERATIONS.length)]!;
  return [operation, signed && sign! < 0.5 ? -magnitude(m / 30) : magnitude(m / 30)];
}

describe('randaugment', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([
    [1, 0],
    [1, 30],
    [2, 9],
    [3, 17],
  ])('does %i operations of strength %i', (n, m) => {
    const images = Array.from({ length: BATCH }, (_, i) => randomBytes([32, 32, 3], i + 1));
    const draws = Array.from({ length: n }, (_, i) => drawsOf('randaugment', `operation ${i}`, [BATCH, 3]));
    const expected = images.map((image, i) => operateAll(image, [32, 32, 3], draws.map((rows) => operationOf(rows[i]!, m))));
    expect(differing(augment('randaugment', pictures(images, [32, 32, 3]), { n, m }).dataSync(), expected)).toEqual([]);
  });

  it('takes a strength between two whole numbers, as a schedule may give it, for the nearest; and does nothing with n = 0', () => {
    const x = pictures(Array.from({ length: 50 }, (_, i) => randomBytes([8, 8, 1], i + 1)), [8, 8, 1]);
    expect([...augment('randaugment', x, { m: 8.8 }).dataSync()]).toEqual([...augment('randaugment', x, { m: 9 }).dataSync()]);
    expect([...augment('randaugment', x, { n: 0 }).dataSync()]).toEqual([...x.dataSync()]);
  });

  it('cannot act on points', () => {
    expect(refusal('ra&data=points&model=mlp')).toMatch(/^RandAugment cannot act here: these data are points/);
  });
});
