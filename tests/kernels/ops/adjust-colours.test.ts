import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Ops } from '../../../src/core/ops';
import { adjusted } from '../../../src/engine/device-check/references/images';
import { ODD_SHAPES, picture } from '../policies';
import { initBackend, random, sizeOf, tf, toBeAllclose } from '../support';

type Change = [number, number, number, number];

describe.each(['cpu', 'wasm'] as const)('adjusting colours on %s', (backend) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend);
  });

  const CHANGES: Change[] = [
    [1, 1, 1, 0],
    [0.6, 1, 1, 0],
    [1.7, 1, 1, 0],
    [1, 0.5, 1, 0],
    [1, 1.9, 1, 0],
    [1, 1, 0, 0],
    [1, 1, 2, 0],
    [1, 1, 1, 0.25],
    [1, 1, 1, -0.6],
    [1.3, 0.8, 1.2, 0.1],
  ];

  it.each(ODD_SHAPES)('of %i×%i×%i does as torchvision does', (...shape) => {
    const x = tf.abs(random([CHANGES.length, ...shape])) as Tensor4D;
    const values = x.dataSync();
    const size = sizeOf(shape);
    const expected = CHANGES.flatMap((change, i) => adjusted(picture(values.subarray(i * size, (i + 1) * size), shape), change));
    const result = ops.adjustColours(x, tf.tensor2d(CHANGES));
    toBeAllclose(result, expected);
    toBeAllclose(result.dataSync().subarray(0, size), values.subarray(0, size), { atol: 1e-6 });
  });

  it('turns primary colours into one another', () => {
    const x = tf.tensor4d([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1], [1, 2, 2, 3]);
    toBeAllclose(ops.adjustColours(x, tf.tensor2d([[1, 1, 1, 1 / 3]])), [0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1]);
  });

  it('lets NaN through, into its own image only', () => {
    const x = tf.tensor4d([NaN, 0.5, 0.25, 0.75], [2, 1, 2, 1]);
    expect([...ops.adjustColours(x, tf.tensor2d([[1, 0.5, 1, 0], [1, 1, 1, 0]])).dataSync()]).toEqual([NaN, NaN, 0.25, 0.75]);
  });

  it('refuses two channels', () => {
    expect(() => ops.adjustColours(tf.zeros([1, 2, 2, 2]), tf.zeros([1, 4]))).toThrow('2 channels');
  });
});
