import { beforeAll, describe, expect, it } from 'vitest';
import type { ImageOperation } from '../../src/core/image-policy';
import { pictures, randomBytes } from '../kernels/policies';
import { augment, differing, drawsOf, operateAll, type Operation, refusal } from '../support/augmentation';
import { useBackend } from '../support/engine';

const BATCH = 600;
const BINS = 31;

/** Torchvision's wide table. */
const OPERATIONS: readonly (readonly [ImageOperation, (part: number) => number, boolean])[] = [
  ['Identity', () => 0, false],
  ['ShearX', (part) => 0.99 * part, true],
  ['ShearY', (part) => 0.99 * part, true],
  ['TranslateX', (part) => 32 * part, true],
  ['TranslateY', (part) => 32 * part, true],
  ['Rotate', (part) => 135 * part, true],
  ['Brightness', (part) => 0.99 * part, true],
  ['Color', (part) => 0.99 * part, true],
  ['Contrast', (part) => 0.99 * part, true],
  ['Sharpness', (part) => 0.99 * part, true],
  ['Posterize', (part) => 8 - Math.round(6 * part), false],
  ['Solarize', (part) => Math.fround(255 * (1 - part)), false],
  ['AutoContrast', () => 0, false],
  ['Equalize', () => 0, false],
];

function operationOf([which, , sign]: readonly number[]): Operation {
  const row = Math.floor(which! * BINS * OPERATIONS.length);
  const [operation, magnitude, signed] = OPERATIONS[row % OPERATIONS.length]!;
  const part = Math.floor(row / OPERATIONS.length) / (BINS - 1);
  return [operation, signed && sign! < 0.5 ? -magnitude(part) : magnitude(part)];
}

describe('trivialaugment', () => {
  beforeAll(() => useBackend('wasm'));

  it('does one operation of any strength to each picture', () => {
    const images = Array.from({ length: BATCH }, (_, i) => randomBytes([32, 32, 3], i + 1));
    const operations = drawsOf('trivialaugment', '', [BATCH, 3]).map(operationOf);
    expect(new Set(operations.map(([operation]) => operation)).size).toBe(OPERATIONS.length);
    const expected = images.map((image, i) => operateAll(image, [32, 32, 3], [operations[i]!]));
    expect(differing(augment('trivialaugment', pictures(images, [32, 32, 3])).dataSync(), expected)).toEqual([]);
  });

  it('cannot act on points', () => {
    expect(refusal('ta&data=points&model=mlp')).toMatch(/^TrivialAugment cannot act here: these data are points/);
  });
});
