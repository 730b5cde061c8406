/** Our kernels on WebGPU against those of the cpu backend. */
import { expect, it } from 'vitest';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Tensor } from '../../../src/core/ops';
import { deriveKey, type Key, threefry } from '../../../src/core/random';
import { random, tf, toBeAllclose } from '../support';
import { compareWithCpu as compare, describeOnWebGPU, ops } from './support';

await describeOnWebGPU('on WebGPU', () => {
  const keyTensor = (key: Key) => tf.tensor1d([key[0] | 0, key[1] | 0], 'int32');

  it('random numbers have the bits of threefry', async () => {
    for (const key of [[1, 2], [0xffffffff, 0x80000000], deriveKey(7, 'mixup')] as Key[]) {
      const u = await ops.uniform(keyTensor(key), [3, 5, 7]).data();
      expect([...u]).toEqual(Array.from({ length: 105 }, (_, i) => (threefry(key, i >> 1, 0)[(i % 2) as 0 | 1] >>> 8) * 2 ** -24));
    }
  });

  it('normal numbers are those of the other backends', () => compare(() => [ops.normal(keyTensor([3, 4]), [7, 3])], [], { atol: 1e-4, rtol: 1e-4 }));

  it('pixels come back as they were written', async () => {
    const shape = [3, 3, 1] as const;
    const store = ops.createPixelStore(4, 9);
    const bytes = Uint8Array.from({ length: 18 }, (_, i) => 7 * i + 130);
    ops.writePixels(store, 9, 1, bytes);
    const indices = tf.tensor1d([2, 0, 1, -1, 4], 'int32');
    const before = ops.gatherPixels(store, indices, shape);
    ops.writePixels(store, 9, 0, bytes.slice(0, 9));
    const after = ops.gatherPixels(store, indices, shape);
    const fractions = [...bytes].map((byte) => byte / 255);
    const zeros = new Array<number>(9).fill(0);
    toBeAllclose(await before.data(), [...fractions.slice(9), ...zeros, ...fractions.slice(0, 9), ...zeros, ...zeros]);
    toBeAllclose(await after.data(), [...fractions.slice(9), ...fractions.slice(0, 9), ...fractions.slice(0, 9), ...zeros, ...zeros]);
  });

  it('cross-entropy and its gradient are those of the other backends', async () => {
    for (const [rows, classes] of [[1, 1], [5, 3], [64, 10]] as const) {
      const [logits, targets, dy] = [tf.mul(random([rows, classes], 1), 30), tf.abs(random([rows, classes], 2)), random([rows], 3)];
      const f = (z: Tensor, t: Tensor, d: Tensor) => {
        const loss = (x: Tensor) => ops.crossEntropy(x as Tensor2D, t as Tensor2D);
        return [loss(z), tf.grad(loss)(z, d)];
      };
      await compare((z, t, d) => f(z, t, d), [logits, targets, dy]);
    }
    const huge = tf.tensor2d([1e4, -1e4, -1e30, 1e30], [2, 2]);
    toBeAllclose(await ops.crossEntropy(huge, tf.tensor2d([0, 1, 0, 1], [2, 2])).data(), [2e4, 0]);
  });

  const functions: Record<string, (x: Tensor) => Tensor> = {
    relu: (x) => tf.relu(x),
    tanh: (x) => tf.tanh(x),
    sigmoid: (x) => tf.sigmoid(x),
    max: (x) => tf.max(x, 1),
    sum: (x) => tf.sum(x, [0, 2]),
    mean: (x) => tf.mean(x, 1, true),
    tile: (x) => tf.tile(x, [2, 1, 3]),
    'where greater': (x) => tf.where(tf.greater(x, 0.1), x, tf.square(x)),
  };
  it.each(Object.entries(functions))('the gradient of %s is that of the other backends', (_, f) =>
    compare((x) => [f(x), tf.grad((a) => tf.mul(f(a), tf.square(f(a))))(x)], [random([3, 4, 5], 6)]),
  );

  it('labels become targets', async () => {
    const targets = ops.oneHot(tf.tensor1d([2, 0, -1, 3, 1], 'int32'), 3);
    expect([targets.shape, targets.dtype]).toEqual([[5, 3], 'float32']);
    expect([...(await targets.data())]).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
  });

  it('whole numbers are converted, not renamed', () =>
    compare((x) => [tf.add(tf.cast(x, 'float32'), 0.5), tf.cast(tf.greater(x, 1), 'float32')], [tf.tensor1d([0, 1, 2, -3], 'int32')]));
});
