import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor } from '../../../src/core/ops';
import { initBackend, random, sizeOf, tf, toBeAllclose } from '../support';

beforeAll(() => initBackend('wasm'));

/** a [batchA, m, k] (or k, m) times b [batchB, k, n] (or n, k), where a batch of one serves all. */
function reference(a: Tensor, b: Tensor, m: number, k: number, n: number, transposeA: boolean, transposeB: boolean): Float64Array {
  const [x, y] = [a.dataSync(), b.dataSync()];
  const [batchA, batchB] = [sizeOf(a.shape) / (m * k), sizeOf(b.shape) / (k * n)];
  const batches = Math.max(batchA, batchB);
  const out = new Float64Array(batches * m * n);
  for (let q = 0; q < batches; q++) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        for (let l = 0; l < k; l++) {
          const left = x[(q % batchA) * m * k + (transposeA ? l * m + i : i * k + l)]!;
          const right = y[(q % batchB) * k * n + (transposeB ? j * k + l : l * n + j)]!;
          out[(q * m + i) * n + j]! += left * right;
        }
      }
    }
  }
  return out;
}

const transposes = [false, true].flatMap((a) => [false, true].map((b) => [a, b] as const));

describe('matMul on wasm', () => {
  const shapes = [[1, 1, 1], [3, 1, 7], [1, 7, 3], [7, 3, 1], [5, 9, 2], [33, 17, 21], [31, 129, 7], [6, 65, 33]] as const;
  const batches = [[[], []], [[1], [1]], [[4], [4]], [[4], [1]], [[1], [4]], [[2, 3], [2, 3]], [[2, 3], [1, 1]]] as const;
  for (const [m, k, n] of shapes) {
    for (const [outerA, outerB] of batches) {
      for (const [transposeA, transposeB] of transposes) {
        it(`[${outerA.join(', ')}] ${m}×${k} (${transposeA}) by [${outerB.join(', ')}] ${k}×${n} (${transposeB})`, () => {
          const a = random([...outerA, ...(transposeA ? [k, m] : [m, k])], 1);
          const b = random([...outerB, ...(transposeB ? [n, k] : [k, n])], 2);
          const before = tf.memory().numTensors;
          const product = tf.matMul(a, b, transposeA, transposeB);
          expect(tf.memory().numTensors - before).toBe(1);
          const outer = sizeOf(outerA) > sizeOf(outerB) ? outerA : outerB;
          expect(product.shape).toEqual([...outer, m, n]);
          toBeAllclose(product, reference(a, b, m, k, n, transposeA, transposeB));
        });
      }
    }
  }

  it.each([[2, 3, 20], [2, 2, 3], [2, 2, 40]])('broadcasts batches [%i, 1] and [1, %i] against each other, %i rows', (p, q, m) => {
    const a = random([p, 1, m, 15], 1);
    const b = random([1, q, 15, 10], 2);
    const whole = tf.matMul(a, b);
    expect(whole.shape).toEqual([p, q, m, 10]);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < q; j++) {
        const [one, other] = [tf.slice(a, [i], [1]), tf.slice(b, [0, j], [1, 1])];
        toBeAllclose(tf.slice(whole, [i, j], [1, 1]), reference(one, other, m, 15, 10, false, false));
      }
    }
  });

  it.each(transposes)('of matrices that XNNPACK does, transposed %s, %s', (transposeA, transposeB) => {
    const size = 513;
    const [a, b] = [random([size, size], 1), random([size, size], 2)];
    toBeAllclose(tf.matMul(a, b, transposeA, transposeB), reference(a, b, size, size, size, transposeA, transposeB), { atol: 1e-3 });
  });

  it('takes operands of different ranks', () => {
    const a = random([3, 2, 20, 15], 1);
    const b = random([2, 15, 20], 2);
    const whole = tf.matMul(a, b);
    for (let i = 0; i < 3; i++) toBeAllclose(tf.slice(whole, i, 1), tf.matMul(tf.reshape(tf.slice(a, i, 1), [2, 20, 15]), b));
  });

  it('lets NaN through', () => {
    const product = tf.matMul(tf.fill([30, 20], NaN), tf.ones([30, 10]), true, false);
    expect([...product.dataSync()].every(Number.isNaN)).toBe(true);
  });

  it('sees new values in a disposed operand’s place', () => {
    for (let seed = 1; seed < 5; seed++) {
      const a = random([1, 20, 20], seed);
      const b = random([3, 20, 20], seed + 10);
      toBeAllclose(tf.matMul(a, b, false, true), reference(a, b, 20, 20, 20, false, true));
      tf.dispose([a, b]);
    }
  });
});
