import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend, random, sizeOf, tf } from '../support';

beforeAll(() => initBackend('wasm'));

function reference(values: ArrayLike<number>, shape: readonly number[], reps: readonly number[]): number[] {
  const target = shape.map((length, axis) => length * reps[axis]!);
  return Array.from({ length: sizeOf(target) }, (_, i) => {
    let rest = i;
    let from = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += ((rest % target[axis]!) % shape[axis]!) * stride;
      rest = Math.floor(rest / target[axis]!);
      stride *= shape[axis]!;
    }
    return values[from]!;
  });
}

describe('tile on wasm', () => {
  it.each([
    [[3], [4]],
    [[1], [9]],
    [[1, 1, 1], [2, 3, 5]],
    [[2, 3], [1, 1]],
    [[2, 3], [2, 1]],
    [[2, 3], [1, 3]],
    [[2, 3], [3, 2]],
    [[2, 1, 1, 5], [1, 3, 4, 1]],
    [[2, 1, 3, 1], [1, 7, 1, 3]],
    [[1, 3, 1, 2, 1], [3, 1, 2, 2, 2]],
    [[2, 2, 2, 2], [2, 3, 2, 3]],
    [[4, 0], [1, 2]],
    [[2, 3], [0, 1]],
  ])('%j by %j', (shape, reps) => {
    const x = random(shape);
    const tiled = tf.tile(x, reps);
    expect(tiled.shape).toEqual(shape.map((length, axis) => length * reps[axis]!));
    expect([...tiled.dataSync()]).toEqual(reference(x.dataSync(), shape, reps));
  });

  it('leaves integers to the stock kernel', () => {
    expect([...tf.tile(tf.tensor1d([1, 2], 'int32'), [2]).dataSync()]).toEqual([1, 2, 1, 2]);
  });
});
