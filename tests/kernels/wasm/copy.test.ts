import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend, random, tf } from '../support';

beforeAll(() => initBackend('wasm'));

/** The element of a tensor at some coordinates. */
function at(values: ArrayLike<number>, shape: readonly number[], index: readonly number[]): number {
  return values[index.reduce((offset, i, axis) => offset * shape[axis]! + i, 0)]!;
}

/** All coordinates of a shape in row-major order. */
function coordinates(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>((all, length) => all.flatMap((index) => Array.from({ length }, (_, i) => [...index, i])), [[]]);
}

describe('slice on wasm', () => {
  it.each([
    [[5], [1], [3]],
    [[4, 3], [1, 0], [2, 3]],
    [[4, 3], [0, 1], [4, 1]],
    [[2, 3, 4], [1, 1, 2], [1, 2, 2]],
    [[2, 3, 4, 2], [0, 1, 0, 0], [2, 2, 4, 2]],
    [[2, 3, 2, 3, 2], [1, 0, 1, 1, 0], [1, 3, 1, 2, 2]],
    [[3, 4], [1, 1], [0, 2]],
    [[3, 100], [1, 5], [2, 90]],
  ])('%j from %j, %j', (shape, begin, size) => {
    const x = random(shape);
    const y = tf.slice(x, begin, size);
    expect(y.shape).toEqual(size);
    expect([...y.dataSync()]).toEqual(coordinates(size).map((index) => at(x.dataSync(), shape, index.map((i, axis) => i + begin[axis]!))));
  });

  it('takes −1 for the rest, integers and strings', () => {
    expect([...tf.slice(tf.tensor1d([1, 2, 3, 4], 'int32'), 1, -1).dataSync()]).toEqual([2, 3, 4]);
    expect(tf.slice(tf.tensor1d(['a', 'b', 'c']), 1, 2).dataSync()).toEqual(['b', 'c']);
  });
});

describe('split and unstack on wasm', () => {
  it.each([0, 1, 2, -1])('along axis %i', (axis) => {
    const x = random([4, 6, 2]);
    const positive = (axis + 3) % 3;
    const length = x.shape[positive]!;
    tf.split(x, [1, length - 1], axis).forEach((part, i) => {
      expect([...part.dataSync()]).toEqual([...tf.slice(x, [0, 0, 0].map((_, a) => (a === positive ? i : 0)), part.shape).dataSync()]);
    });
    const slices = tf.unstack(x, axis);
    expect(slices.length).toBe(length);
    expect(slices[0]!.shape).toEqual(x.shape.filter((_, a) => a !== positive));
    expect([...tf.stack(slices, positive).dataSync()]).toEqual([...x.dataSync()]);
  });
});

describe('gather on wasm', () => {
  it.each([
    [[5], [4, 0, 4], 0],
    [[4, 3], [3, 1], 0],
    [[4, 3], [2, 2, 0, 1], 1],
    [[2, 3, 4, 2], [1, 0, 2], 1],
    [[3, 100], [2, 0], 0],
  ])('%j at %j along axis %i', (shape, indices, axis) => {
    const x = random(shape);
    const y = tf.gather(x, tf.tensor1d(indices, 'int32'), axis);
    const target = shape.map((length, a) => (a === axis ? indices.length : length));
    expect(y.shape).toEqual(target);
    const source = (index: number[]) => index.map((i, a) => (a === axis ? indices[i]! : i));
    expect([...y.dataSync()]).toEqual(coordinates(target).map((index) => at(x.dataSync(), shape, source(index))));
  });

  it('takes indices of any rank, and batches', () => {
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const y = tf.gather(x, tf.tensor2d([[2, 0]], [1, 2], 'int32'));
    expect(y.shape).toEqual([1, 2, 2]);
    expect([...y.dataSync()]).toEqual([5, 6, 1, 2]);
    expect([...tf.gather(x, tf.tensor2d([[1], [0], [1]], [3, 1], 'int32'), 1, 1).dataSync()]).toEqual([2, 3, 6]);
  });

  it('refuses an index outside', () => {
    expect(() => tf.gather(tf.zeros([3, 2]), tf.tensor1d([3], 'int32'))).toThrow('index');
  });
});

describe('reverse on wasm', () => {
  it.each([
    [[5], [0]],
    [[4, 3], [1]],
    [[4, 3], [0]],
    [[2, 3, 4, 2], [2]],
    [[2, 3, 4, 2], [1, 2]],
    [[2, 3, 1], [2]],
    [[2, 3], []],
  ])('%j along %j', (shape, axes) => {
    const x = random(shape);
    const expected = coordinates(shape).map((index) => at(x.dataSync(), shape, index.map((i, a) => (axes.includes(a) ? shape[a]! - 1 - i : i))));
    // tfjs takes no axes at all for all of them
    const all = axes.length === 0 ? [...x.dataSync()].reverse() : expected;
    expect([...tf.reverse(x, axes.length === 0 ? undefined : axes).dataSync()]).toEqual(all);
  });
});
