import { beforeAll, describe, expect, it } from 'vitest';
import type { Ops, Tensor } from '../../../src/core/ops';
import { deriveKey, type Key, threefry } from '../../../src/core/random';
import { initBackend, tf, toBeAllclose } from '../support';

const KEYS: readonly Key[] = [[0, 0], [1, 2], [0xffffffff, 0x80000000], deriveKey(7, 'dropout', 3)];
const keyTensor = (key: Key) => tf.tensor1d([key[0] | 0, key[1] | 0], 'int32');

/** Element i is word i mod 2 of block ⌊i/2⌋, its upper 24 bits. */
const expected = (key: Key, count: number) => Array.from({ length: count }, (_, i) => (threefry(key, i >> 1, 0)[i % 2 as 0 | 1] >>> 8) * 2 ** -24);

describe.each(['cpu', 'wasm'] as const)('random numbers on %s', (backend) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend);
  });

  it.each(KEYS)('are the bits of threefry for key %i, %i', (...key) => {
    for (const shape of [[1], [7], [2, 3, 4], [1000]]) {
      const u = ops.uniform(keyTensor(key), shape);
      expect(u.shape).toEqual(shape);
      expect([...u.dataSync()]).toEqual(expected(key, u.size));
    }
  });

  it('give normal numbers by the transform of Box and Muller', () => {
    const u = expected([1, 2], 10);
    const z = u.map((_, i) => {
      const [u0, u1] = [u[i - (i % 2)]!, u[i - (i % 2) + 1]!];
      return Math.sqrt(-2 * Math.log(1 - u0)) * (i % 2 === 0 ? Math.cos(2 * Math.PI * u1) : Math.sin(2 * Math.PI * u1));
    });
    toBeAllclose(ops.normal(keyTensor([1, 2]), [3, 3]), z.slice(0, 9));
  });

  it('have the moments they should', () => {
    const moments = (x: Tensor) => {
      const { mean, variance } = tf.moments(x);
      return [mean.dataSync()[0]!, variance.dataSync()[0]!] as const;
    };
    const [meanU, varianceU] = moments(ops.uniform(keyTensor([5, 6]), [40000]));
    expect(Math.abs(meanU - 0.5)).toBeLessThan(0.006); // four standard errors
    expect(Math.abs(varianceU - 1 / 12)).toBeLessThan(0.002);
    const [meanZ, varianceZ] = moments(ops.normal(keyTensor([5, 6]), [40000]));
    expect(Math.abs(meanZ)).toBeLessThan(0.02);
    expect(Math.abs(varianceZ - 1)).toBeLessThan(0.03);
  });

  it('are the same, built from stock operations', async () => {
    const fused = ops.normal(keyTensor([3, 4]), [5, 3]).dataSync();
    const safe = await initBackend(backend, { safeMode: true });
    const plain = safe.normal(keyTensor([3, 4]), [5, 3]);
    expect(plain.shape).toEqual([5, 3]);
    toBeAllclose(plain, fused, { atol: 1e-4 });
    await initBackend(backend);
  });
});
