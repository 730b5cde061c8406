import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { warped } from '../../src/engine/device-check/references/images';
import { numbers } from '../kernels/support';
import { augment, drawsOf, refusal } from '../support/augmentation';
import { tf, useBackend } from '../support/engine';

const [BATCH, HEIGHT, WIDTH] = [40, 9, 7];
const SIZE = HEIGHT * WIDTH;
/** Smooth, so that a coordinate's last bits do not matter. */
const x = (): Tensor4D => tf.tensor4d(numbers(BATCH * SIZE).map((value) => 0.5 + value / 4), [BATCH, HEIGHT, WIDTH, 1]);

type Settings = { rotation: number; zoom: number; shear: number; border?: 'zero' | 'reflect' };

/** By trigonometry, in float64: to the middle, slanted, turned, scaled and back. */
function expected({ rotation, zoom, shear, border = 'zero' }: Settings): number[] {
  const values = x().dataSync();
  const draws = ['rotation', 'zoom', 'shear'].map((name) => drawsOf('affine', name, [BATCH, 1]).map(([draw]) => 2 * draw! - 1));
  return Array.from({ length: BATCH }, (_, i) => {
    const [angle, size, slant] = [(draws[0]![i]! * rotation * Math.PI) / 180, 1 + draws[1]![i]! * zoom, draws[2]![i]! * shear];
    const place = (column: number, row: number): [number, number] => {
      const [right, down] = [column - (WIDTH - 1) / 2, row - (HEIGHT - 1) / 2];
      const slanted = right + slant * down;
      const [across, along] = [Math.cos(angle) * slanted - Math.sin(angle) * down, Math.sin(angle) * slanted + Math.cos(angle) * down];
      return [across / size + (WIDTH - 1) / 2, along / size + (HEIGHT - 1) / 2];
    };
    const [origin, right, down] = [place(0, 0), place(1, 0), place(0, 1)];
    const matrix = [0, 1].flatMap((axis) => [right[axis]! - origin[axis]!, down[axis]! - origin[axis]!, origin[axis]!]);
    return warped({ values: values.subarray(i * SIZE, (i + 1) * SIZE), height: HEIGHT, width: WIDTH, channels: 1 }, matrix, 'bilinear', border);
  }).flat();
}

const CASES: Settings[] = [
  { rotation: 10, zoom: 0.1, shear: 0.1 },
  { rotation: 90, zoom: 0, shear: 0 },
  { rotation: 0, zoom: 0.5, shear: 0, border: 'reflect' },
  { rotation: 0, zoom: 0, shear: 0.7 },
  { rotation: 45, zoom: 0.3, shear: 0.2, border: 'reflect' },
];

describe('affine', () => {
  beforeAll(() => useBackend('wasm'));

  it.each(CASES)('turns, enlarges and slants about the middle: %o', (settings) => {
    const reference = expected(settings);
    const off = augment('affine', x(), settings).dataSync().map((value, i) => Math.abs(value - reference[i]!));
    expect(Math.max(...off)).toBeLessThan(1e-4);
  });

  it('leaves every bit as it is where all is 0', () => {
    expect([...augment('affine', x(), { rotation: 0, zoom: 0, shear: 0 }).dataSync()]).toEqual([...x().dataSync()]);
  });

  it('cannot act on points', () => {
    expect(refusal('affine&data=points&model=mlp')).toMatch(/cannot act here: these data are points/);
  });
});
