/** Image operations against Pillow's, byte for byte, and against a plain reference where there are no bytes of Pillow's. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type ImageOperation, type Policy, type PolicyStep, policyTable } from '../../../src/core/image-policy';
import type { Ops } from '../../../src/core/ops';
import { imageGolden } from '../../support/image-golden';
import { operate } from '../../../src/engine/device-check/references/images';
import { applyPolicy, bytesOf, ODD_SHAPES, picture, pictures, randomBytes } from '../policies';
import { initBackend, tf } from '../support';

/** How the reference calls each operation, and what it is here. */
const OPERATIONS: Readonly<Record<string, Omit<PolicyStep, 'probability'>>> = {
  'Brightness 0.4': { operation: 'Brightness', magnitude: -0.6 },
  'Brightness 1.7': { operation: 'Brightness', magnitude: 0.7 },
  'Color 0.3': { operation: 'Color', magnitude: -0.7 },
  'Color 1.8': { operation: 'Color', magnitude: 0.8 },
  'Contrast 0.5': { operation: 'Contrast', magnitude: -0.5 },
  'Contrast 1.6': { operation: 'Contrast', magnitude: 0.6 },
  'Sharpness 0.2': { operation: 'Sharpness', magnitude: -0.8 },
  'Sharpness 1.9': { operation: 'Sharpness', magnitude: 0.9 },
  'Posterize 4 bits': { operation: 'Posterize', magnitude: 4 },
  'Solarize 110': { operation: 'Solarize', magnitude: 110 },
  AutoContrast: { operation: 'AutoContrast' },
  Equalize: { operation: 'Equalize' },
  Invert: { operation: 'Invert' },
  'TranslateX 5 px right, fill 0, nearest': { operation: 'TranslateX', magnitude: 5 },
  'ShearX 0.2, fill 0, nearest, about the top left corner': { operation: 'ShearX', magnitude: 0.2 },
  'Rotate 17 degrees counter-clockwise, fill 0, nearest': { operation: 'Rotate', magnitude: 17 },
};

const withMagnitudes = (operations: readonly ImageOperation[], magnitudes: readonly number[]): [ImageOperation, number][] =>
  operations.flatMap((operation) => magnitudes.map((magnitude): [ImageOperation, number] => [operation, magnitude]));

/** With magnitudes that are not those of the above; some operations have none and ignore it. */
const OTHERS = [
  ...withMagnitudes(['Identity', 'Invert', 'AutoContrast', 'Equalize'], [0]),
  ...withMagnitudes(['Brightness', 'Color', 'Contrast', 'Sharpness'], [-0.99, -0.3, 0, 0.45, 0.99]),
  ...withMagnitudes(['Posterize'], [1, 3, 8]),
  ...withMagnitudes(['Solarize'], [0, 85, 200.5, 255, 256]),
  ...withMagnitudes(['ShearX', 'ShearY'], [-0.99, -0.2, 0.17, 0.3]),
  ...withMagnitudes(['Rotate'], [-135, -20, 0, 3.7, 30, 90]),
  ...withMagnitudes(['TranslateX', 'TranslateY'], [-40, -3.9, 0, 1, 7.5]),
];

const always = (operation: ImageOperation, magnitude = 0): Policy => [[{ operation, probability: 1, magnitude }]];

describe.each(['cpu', 'wasm'] as const)('image operations on %s', (backend) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend);
  });

  it('are tested against all of Pillow’s', () => {
    expect(Object.keys(OPERATIONS)).toEqual(Object.keys(imageGolden.operations));
  });

  it.each(Object.entries(OPERATIONS))('%s gives the bytes of Pillow', (name, { operation, magnitude }) => {
    const actual = bytesOf(applyPolicy(ops, pictures(imageGolden.images, [32, 32, 3]), always(operation, magnitude)).dataSync());
    const expected = imageGolden.operations[name]!.flatMap((bytes) => [...bytes]);
    // Pillow stretches in float64 and cuts, so that what is whole on paper may come out one lower there.
    if (operation === 'AutoContrast') expect(actual.every((value, i) => value === expected[i] || value === expected[i]! + 1)).toBe(true);
    else expect(actual).toEqual(expected);
  });

  it.each(OTHERS)('%s %d gives what its definition says, in any size', (operation, magnitude) => {
    for (const shape of ODD_SHAPES) {
      const images = [1, 2].map((seed) => randomBytes(shape, seed));
      const actual = bytesOf(applyPolicy(ops, pictures(images, shape), always(operation, magnitude)).dataSync());
      expect(actual).toEqual(images.flatMap((image) => operate(picture(image, shape), operation, magnitude)));
    }
  });

  it('leave an even image alone where they would divide by nothing', () => {
    const image = new Uint8Array(25).fill(7);
    for (const operation of ['AutoContrast', 'Equalize'] as const) {
      expect(bytesOf(applyPolicy(ops, pictures([image], [5, 5, 1]), always(operation)).dataSync())).toEqual([...image]);
    }
  });

  const shift = (magnitude: number, probability: number): PolicyStep => ({ operation: 'TranslateX', magnitude, probability });
  const POLICY: Policy = [
    [shift(1, 0.5), shift(2, 1)],
    [{ operation: 'Invert', probability: 1 }, shift(1, 0)],
  ];

  it('follow the draws: which sub-policy, whether, and with which sign', () => {
    const draws = tf.tensor2d([
      [0, 0.49, 0.5, 0, 0.5], // 1 + 2 to the right
      [0.49, 0.5, 0.5, 0.99, 0.49], // the first is left out, the second goes to the left
      [0.5, 0.99, 0, 0, 0], // the second sub-policy: inverts, and never moves
      [1 - 2 ** -24, 0, 0.9, 0, 0.9],
    ]);
    const row = Uint8Array.of(10, 20, 30, 40, 50);
    const images = pictures(Array<Uint8Array>(4).fill(row), [1, 5, 1]);
    const inverted = [245, 235, 225, 215, 205];
    const expected = [[0, 0, 0, 10, 20], [30, 40, 50, 0, 0], inverted, inverted].flat();
    expect(bytesOf(applyPolicy(ops, images, POLICY, draws).dataSync())).toEqual(expected);
  });

  it('take the level that they are told', () => {
    const table = policyTable([0, 1, 2].map((by) => [[shift(by, 1)]]), 1, 4);
    const x = pictures([Uint8Array.of(1, 2, 3, 4)], [1, 4, 1]);
    const at = (level: number) => bytesOf(ops.applyPolicy(x, tf.tensor2d([[0, 0, 0.9]]), table, tf.scalar(level)).dataSync());
    expect([-1, 0, 0.6, 2, 7].map(at)).toEqual([[1, 2, 3, 4], [1, 2, 3, 4], [0, 1, 2, 3], [0, 0, 1, 2], [0, 0, 1, 2]]);
  });

  it('round to bytes where they act, and touch nothing where they do not', () => {
    const x = tf.tensor4d([0.1, NaN, 0.7003, 1.5, 0.1, NaN, 0.7003, 1.5], [2, 2, 2, 1]);
    const draws = tf.tensor2d([
      [0, 0, 0.9],
      [0, 0.5, 0.9],
    ]);
    const result = applyPolicy(ops, x, [[{ operation: 'Invert', probability: 0.5 }]], draws).dataSync();
    expect([...result].map((value) => Math.fround(value))).toEqual([229 / 255, 1, 76 / 255, 0, 0.1, NaN, 0.7003, 1.5].map(Math.fround));
  });

  it('refuse what they cannot do', () => {
    expect(() => applyPolicy(ops, tf.zeros([1, 2, 2, 2]), POLICY)).toThrow('2 channels');
    expect(() => applyPolicy(ops, tf.zeros([2, 2, 2, 1]), POLICY, tf.zeros([2, 3]))).toThrow('draws');
    expect(() => applyPolicy(ops, tf.zeros([2, 2, 2, 1]), [[], [shift(1, 1)]])).toThrow('equally long');
  });

  it('leak nothing', () => {
    const x = pictures([randomBytes([4, 4, 3])], [4, 4, 3]);
    const before = tf.memory().numTensors;
    tf.tidy(() => applyPolicy(ops, x, POLICY)).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
