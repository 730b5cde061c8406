import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { augment, drawsOf, refusal } from '../support/augmentation';
import { tf, useBackend } from '../support/engine';

const [BATCH, HEIGHT, WIDTH] = [200, 8, 12];
const x = () => tf.tensor4d(Float32Array.from({ length: BATCH * HEIGHT * WIDTH * 3 }, (_, i) => ((i * 37) % 101) / 101), [BATCH, HEIGHT, WIDTH, 3]);

/** What is expected, and how many pixels of each picture are covered. */
function covered(side: number, probability: number) {
  const before = x().dataSync<'float32'>();
  const mean = [0, 1, 2].map((channel) => before.filter((_, i) => i % 3 === channel).reduce((sum, value) => sum + value, 0) / (before.length / 3));
  const centres = drawsOf('cutout', 'place', [BATCH, 2]).map(([down, right]) => [Math.floor(down! * HEIGHT), Math.floor(right! * WIDTH)] as const);
  const done = drawsOf('cutout', 'covered', [BATCH, 1]).map(([draw]) => draw! < probability);
  const areas = new Array<number>(BATCH).fill(0);
  const values = Array.from(before, (value, i) => {
    const sample = Math.floor(i / (HEIGHT * WIDTH * 3));
    const [row, column] = [Math.floor(i / (WIDTH * 3)) % HEIGHT, Math.floor(i / 3) % WIDTH];
    const [top, left] = centres[sample]!.map((centre) => centre - Math.floor(side / 2)) as [number, number];
    if (!done[sample] || row < top || row >= top + side || column < left || column >= left + side) return value;
    areas[sample]! += 1 / 3;
    return mean[i % 3]!;
  });
  return { values, areas };
}

function expectClose(actual: Tensor4D, expected: readonly number[]): void {
  const off = actual.dataSync().map((value, i) => Math.abs(value - expected[i]!));
  expect(Math.max(...off)).toBeLessThan(1e-5);
}

describe('cutout', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([
    [0.25, 2],
    [0.5, 4],
    [0.6, 5],
    [1, 8],
  ])('covers a square of %d of the shorter side, %i pixels, with the mean colour', (fraction, side) => {
    const { values, areas } = covered(side, 1);
    expectClose(augment('cutout', x(), { fraction }), values);
    expect(Math.round(Math.max(...areas))).toBe(side ** 2); // where nothing of it is outside
    expect(Math.min(...areas)).toBeGreaterThan(0);
  });

  it('covers as many pictures as are asked for', () => {
    const { values, areas } = covered(2, 0.3);
    expectClose(augment('cutout', x(), { probability: 0.3 }), values);
    expect(areas.filter((area) => area > 0).length / BATCH).toBeCloseTo(0.3, 1);
    expectClose(augment('cutout', x(), { fraction: 0 }), [...x().dataSync()]);
  });

  it('cannot act on points', () => {
    expect(refusal('cutout&data=points&model=mlp')).toMatch(/^Cutout cannot act here: these data are points/);
  });
});
