import { beforeAll, describe, expect, it } from 'vitest';
import { augment, drawsOf, refusal } from '../support/augmentation';
import { tf, useBackend } from '../support/engine';

const BATCH = 500;
const PICTURE = Array.from({ length: 12 }, (_, i) => i + 1);

const crops = (settings: { padding: number; mode?: string }): number[][] =>
  tf.reshape(augment('crop', tf.tile(tf.tensor4d(PICTURE, [1, 3, 4, 1]), [BATCH, 1, 1, 1]), settings), [BATCH, 12]).arraySync() as number[][];

/** The picture with its border, cut out again from some place. */
function cut(down: number, right: number, outside: (index: number, length: number) => number | undefined): number[] {
  return Array.from({ length: 12 }, (_, i) => {
    const [row, column] = [outside(Math.floor(i / 4) + down, 3), outside((i % 4) + right, 4)];
    return row === undefined || column === undefined ? 0 : PICTURE[row * 4 + column]!;
  });
}

const black = (index: number, length: number) => (index >= 0 && index < length ? index : undefined);
const mirrored = (index: number, length: number) => length - 1 - Math.abs(length - 1 - Math.abs(index));

describe('crop', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([1, 2])('moves each picture by up to %i pixels either way, all moves alike', (padding) => {
    const move = (draw: number) => Math.floor(draw * (2 * padding + 1)) - padding;
    const moves = drawsOf('crop', '', [BATCH, 6]).map((draws) => [move(draws[5]!), move(draws[2]!)] as const);
    expect(crops({ padding })).toEqual(moves.map(([down, right]) => cut(down, right, black)));
    expect(crops({ padding, mode: 'reflect' })).toEqual(moves.map(([down, right]) => cut(down, right, mirrored)));
    const places = (2 * padding + 1) ** 2;
    const counts = new Map<string, number>();
    for (const place of moves.map(String)) counts.set(place, (counts.get(place) ?? 0) + 1);
    expect(counts.size).toBe(places);
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - BATCH / places) ** 2 / (BATCH / places), 0);
    expect(chiSquared).toBeLessThan(places - 1 + 4 * Math.sqrt(2 * (places - 1)));
  });

  it('takes a padding between two whole numbers, as a schedule may give it, for the nearest', () => {
    expect(crops({ padding: 1.2 })).toEqual(crops({ padding: 1 }));
    expect(crops({ padding: 0 })).toEqual(Array(BATCH).fill(PICTURE));
  });

  it('cannot act on points, nor with a border as wide as the picture', () => {
    expect(refusal('crop&crop.padding=7')).toBeUndefined();
    const sentence = 'Padded crop cannot act here: the border has to be narrower than the pictures, which have 8 pixels a side';
    expect(refusal('crop&crop.padding=8')).toBe(sentence);
    expect(refusal('crop&data=points&model=mlp')).toMatch(/points/);
  });
});
