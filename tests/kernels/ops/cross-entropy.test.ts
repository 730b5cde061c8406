import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Ops } from '../../../src/core/ops';
import { initBackend, numbers, numericGradient, tf, toBeAllclose } from '../support';

function reference(z: ArrayLike<number>, t: ArrayLike<number>, classes: number): Float64Array {
  return Float64Array.from({ length: z.length / classes }, (_, row) => {
    const at = Array.from({ length: classes }, (_, k) => row * classes + k);
    const largest = Math.max(...at.map((i) => z[i]!));
    const logSum = largest + Math.log(at.reduce((sum, i) => sum + Math.exp(z[i]! - largest), 0));
    return at.reduce((loss, i) => loss + t[i]! * (logSum - z[i]!), 0);
  });
}

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['cpu', true],
  ['wasm', true],
] as const)('cross-entropy on %s, safe mode %s', (backend, safeMode) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode });
  });

  it.each([[1, 1], [1, 7], [5, 3], [64, 10]])('of %i rows, %i classes', (rows, classes) => {
    const z = numbers(rows * classes, 1).map((value) => 5 * value);
    const t = numbers(rows * classes, 2).map(Math.abs);
    const dy = numbers(rows, 3);
    const targets = tf.tensor2d(t, [rows, classes]);
    const loss = (logits: Tensor2D) => ops.crossEntropy(logits, targets);
    const logits = tf.tensor2d(z, [rows, classes]);
    expect(loss(logits).shape).toEqual([rows]);
    toBeAllclose(loss(logits), reference(z, t, classes));
    const dz = tf.grad((x) => loss(x as Tensor2D))(logits, tf.tensor1d(dy));
    toBeAllclose(dz, numericGradient((x) => reference(x, t, classes), z, dy));
  });

  it('survives huge logits', () => {
    const logits = tf.tensor2d([1e4, -1e4, 0, -1e30, 1e30, 1e30, 80, 80, 80], [3, 3]);
    const targets = tf.tensor2d([0, 1, 0, 0, 0.5, 0.5, 0.2, 0.3, 0.5], [3, 3]);
    toBeAllclose(ops.crossEntropy(logits, targets), [2e4, Math.LN2, Math.log(3)]);
    const dz = tf.grad((x) => ops.crossEntropy(x as Tensor2D, targets))(logits);
    toBeAllclose(dz, [1, -1, 0, 0, 0, 0, 1 / 3 - 0.2, 1 / 3 - 0.3, 1 / 3 - 0.5]);
  });

  it('lets NaN through, in its own row only', () => {
    const logits = tf.tensor2d([NaN, 0, 0, 0], [2, 2]);
    const targets = tf.tensor2d([1, 0, 1, 0], [2, 2]);
    expect([...ops.crossEntropy(logits, targets).dataSync()].map(Number.isNaN)).toEqual([true, false]);
    const dz = tf.grad((x) => ops.crossEntropy(x as Tensor2D, targets))(logits);
    expect([...dz.dataSync()].map(Number.isNaN)).toEqual([true, true, false, false]);
  });

  it('refuses targets of another shape', () => {
    expect(() => ops.crossEntropy(tf.zeros([2, 3]), tf.zeros([3, 2]))).toThrow('one shape');
  });
});
