import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { initBackend, numericGradient, random, sizeOf, slide, tf, toBeAllclose, type Window } from '../support';

type Kind = 'max' | 'avg';

/** The outputs and, for each, the input elements of its window. */
function windows(one: Window): { shape: number[]; members: number[][] } {
  const channels = one.x[3];
  const members: number[][] = [];
  const shape = slide(one, (pixel, at) => {
    for (let c = 0; c < channels; c++) (members[pixel * channels + c] ??= []).push(at * channels + c);
  });
  return { shape: [...shape, channels], members };
}

function forward(kind: Kind, members: readonly number[][], x: ArrayLike<number>): Float64Array {
  const value = (at: readonly number[]) => {
    const values = at.map((i) => x[i]!);
    return kind === 'max' ? Math.max(...values) : values.reduce((sum, v) => sum + v, 0) / values.length;
  };
  return Float64Array.from(members, value);
}

const cases: (Window & { kind: Kind })[] = [];
for (const kind of ['max', 'avg'] as const) {
  for (const x of [[1, 2, 2, 1], [2, 4, 6, 3], [2, 7, 5, 4], [1, 9, 8, 17]] as const) {
    for (const [filter, stride] of [[2, 2], [3, 2], [3, 1], [2, 1], [1, 2], [2, 3], [4, 4]] as const) {
      for (const pad of ['same', 'valid', 1] as const) {
        const fits = pad === 'same' || (Math.min(x[1], x[2]) >= filter && !(pad === 1 && filter < 2));
        if (fits) cases.push({ kind, x, filter: [filter, filter], stride, pad });
      }
    }
  }
}

describe.each(['cpu', 'wasm'] as const)('gradients of pooling on %s', (backend) => {
  beforeAll(() => initBackend(backend));

  it.each(cases)('$kind $x, window $filter, stride $stride, pad $pad', (one) => {
    const pool = one.kind === 'max' ? tf.maxPool : tf.avgPool;
    const apply = (x: Tensor4D) => pool(x, [...one.filter] as [number, number], one.stride, one.pad);
    const x = random(one.x) as Tensor4D;
    const { shape, members } = windows(one);
    const y = apply(x);
    expect(y.shape).toEqual(shape);
    toBeAllclose(y, forward(one.kind, members, x.dataSync()));
    const dy = random(shape, 2);
    const dx = tf.grad((a) => apply(a as Tensor4D))(x, dy);
    if (sizeOf(one.x) < 300) toBeAllclose(dx, numericGradient((a) => forward(one.kind, members, a), x.dataSync(), dy.dataSync()), { atol: 1e-4 });
    const expected = new Float64Array(x.size);
    const values = x.dataSync();
    members.forEach((at, i) => {
      if (one.kind === 'avg') at.forEach((j) => (expected[j]! += dy.dataSync()[i]! / at.length));
      else expected[at.reduce((best, j) => (values[j]! > values[best]! ? j : best))]! += dy.dataSync()[i]!;
    });
    toBeAllclose(dx, expected);
  });

  it('gives a tie to the first element only', () => {
    const pooled = (size: number, stride: number) =>
      tf.grad((a) => tf.maxPool(a as Tensor4D, size, stride, 'valid'))(tf.zeros([1, 4, 4, 1]), undefined);
    expect([...pooled(2, 2).dataSync()]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    expect([...pooled(3, 1).dataSync()]).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('gives infinite maxima their gradient', () => {
    const x = tf.tensor4d([-Infinity, -Infinity, -Infinity, Infinity], [1, 2, 2, 1]);
    expect([...tf.grad((a) => tf.maxPool(a as Tensor4D, 2, 2, 'valid'))(x).dataSync()]).toEqual([0, 0, 0, 1]);
  });
});
