import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { simdMaxPoolGrad } from '../../../src/kernels/wasm/max-pool-grad';
import { poolGradient, windows } from '../../../src/engine/device-check/references/pooling';
import { initBackend, random, tf } from '../support';
import { runSimd } from './simd';

const attrs = { filterSize: [2, 2], strides: [2, 2], pad: 'valid' };

const gradient = (input: Tensor4D, seed = 2) => {
  const output = tf.maxPool(input, 2, 2, 'valid');
  const dy = random(output.shape, seed);
  return { dy, dx: [...runSimd(simdMaxPoolGrad, { dy, input, output }, attrs)[0]!.dataSync()] };
};

describe('the gradient of max pooling in SIMD', () => {
  beforeAll(() => initBackend('wasm'));

  it.each([1, 2, 3, 4, 5, 7, 8, 16, 31, 33])('with %d channels', (channels) => {
    for (const [batch, height, width] of [[1, 2, 2], [3, 4, 6], [2, 8, 2]] as const) {
      const shape = [batch, height, width, channels] as const;
      const x = random(shape) as Tensor4D;
      const { dy, dx } = gradient(x);
      const { members } = windows({ x: shape, filter: [2, 2], stride: 2, pad: 'valid' });
      expect(dx).toEqual([...poolGradient('max', members, x.dataSync(), dy.dataSync())]);
    }
  });

  it('gives a tie to the first element only, and an infinite maximum its gradient', () => {
    const { dy, dx } = gradient(tf.tensor4d([1, 5, 5, 5, -Infinity, -Infinity, -Infinity, Infinity], [2, 2, 2, 1]));
    const [first, second] = dy.dataSync();
    expect(dx).toEqual([0, first, 0, 0, 0, 0, 0, second]);
  });

  it('leaves other windows to the plain loops', () => {
    const input = random([1, 5, 5, 4]) as Tensor4D;
    const output = tf.maxPool(input, 2, 2, 'valid');
    expect(() => runSimd(simdMaxPoolGrad, { dy: output, input, output }, attrs)).toThrow('SIMD was to do this');
  });
});
