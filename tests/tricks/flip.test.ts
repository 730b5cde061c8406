import { beforeAll, describe, expect, it } from 'vitest';
import { augment, drawsOf, refusal } from '../support/augmentation';
import { tf, useBackend } from '../support/engine';

const BATCH = 1000;
const MIRRORED = [2, 12, 1, 11, 0, 10, 5, 15, 4, 14, 3, 13];
const PLAIN = [0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15];

/** Which of many copies of a 2×3 picture of two channels are mirrored. Fails where one is neither. */
function mirrored(probability: number): boolean[] {
  const x = tf.tile(tf.tensor4d(PLAIN, [1, 2, 3, 2]), [BATCH, 1, 1, 1]);
  const rows = tf.reshape(augment('flip', x, { probability }), [BATCH, 12]).arraySync() as number[][];
  return rows.map((row) => {
    expect([PLAIN, MIRRORED]).toContainEqual(row);
    return row[0] === MIRRORED[0];
  });
}

describe('flip', () => {
  beforeAll(() => useBackend('wasm'));

  it('mirrors each picture by its own draw, left and right only', () => {
    expect(mirrored(0.5)).toEqual(drawsOf('flip', '', [BATCH, 1]).map(([draw]) => draw! < 0.5));
  });

  it.each([0, 0.2, 1])('mirrors a share of %d', (probability) => {
    const share = mirrored(probability).filter(Boolean).length / BATCH;
    expect(Math.abs(share - probability)).toBeLessThanOrEqual(4 * Math.sqrt((probability * (1 - probability)) / BATCH));
  });

  it('cannot act where a mirrored sample is none, or on points', () => {
    expect(refusal('flip&data.mirrorable=on')).toBeUndefined();
    expect(refusal('flip')).toBe('Flip cannot act here: a mirrored sample of these data would not be a valid sample any more');
    expect(refusal('flip&data=points&model=mlp')).toBe('Flip cannot act here: these data are points in space and have no pixels');
  });
});
