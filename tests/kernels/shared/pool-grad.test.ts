import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { pooled, poolGradient, windows } from '../../../src/engine/device-check/references/pooling';
import { poolCases } from '../pool-cases';
import { initBackend, numericGradient, random, sizeOf, tf, toBeAllclose } from '../support';

const cases = poolCases([
  [1, 2, 2, 1],
  [2, 4, 6, 3],
  [2, 7, 5, 4],
  [1, 9, 8, 17],
]);

describe.each(['cpu', 'wasm'] as const)('gradients of pooling on %s', (backend) => {
  beforeAll(() => initBackend(backend));

  it.each(cases)('$kind $x, window $filter, stride $stride, pad $pad', (one) => {
    const pool = one.kind === 'max' ? tf.maxPool : tf.avgPool;
    const apply = (x: Tensor4D) => pool(x, [...one.filter] as [number, number], one.stride, one.pad);
    const x = random(one.x) as Tensor4D;
    const { shape, members } = windows(one);
    const y = apply(x);
    expect(y.shape).toEqual(shape);
    toBeAllclose(y, pooled(one.kind, members, x.dataSync()));
    const dy = random(shape, 2);
    const dx = tf.grad((a) => apply(a as Tensor4D))(x, dy);
    if (sizeOf(one.x) < 300) toBeAllclose(dx, numericGradient((a) => pooled(one.kind, members, a), x.dataSync(), dy.dataSync()), { atol: 1e-4 });
    toBeAllclose(dx, poolGradient(one.kind, members, x.dataSync(), dy.dataSync()));
  });

  it('gives a tie to the first element only', () => {
    const gradient = (size: number, stride: number) =>
      tf.grad((a) => tf.maxPool(a as Tensor4D, size, stride, 'valid'))(tf.zeros([1, 4, 4, 1]), undefined);
    expect([...gradient(2, 2).dataSync()]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    expect([...gradient(3, 1).dataSync()]).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('gives infinite maxima their gradient', () => {
    const x = tf.tensor4d([-Infinity, -Infinity, -Infinity, Infinity], [1, 2, 2, 1]);
    expect([...tf.grad((a) => tf.maxPool(a as Tensor4D, 2, 2, 'valid'))(x).dataSync()]).toEqual([0, 0, 0, 1]);
  });
});
