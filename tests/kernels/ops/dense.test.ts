import { beforeAll, describe, expect, it } from 'vitest';
import type { Rank, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Ops, Tensor } from '../../../src/core/ops';
import { columnSumsReference, productReference } from '../../../src/engine/device-check/references/products';
import { initBackend, numbers, numericGradient, tf, toBeAllclose } from '../support';

const SIZES = [[1, 1, 1], [3, 7, 1], [10, 2, 8], [31, 33, 65], [7, 65, 3], [64, 31, 10]] as const;

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['wasm', true],
] as const)('a dense layer on %s, safe mode %s', (backend, safeMode) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode });
  });
  const apply = (...[x, kernel, bias]: Tensor[]) => ops.dense(x as Tensor2D, kernel as Tensor2D, bias as Tensor1D);

  it.each(SIZES)('batch %i, %i to %i', (batch, inputs, outputs) => {
    const [x, w, b, dy] = [numbers(batch * inputs, 1), numbers(inputs * outputs, 2), numbers(outputs, 3), numbers(batch * outputs, 4)] as const;
    const tensors = [tf.tensor2d(x, [batch, inputs]), tf.tensor2d(w, [inputs, outputs]), tf.tensor1d(b)];
    const before = tf.memory().numTensors;
    const y = apply(...tensors);
    expect(y.shape).toEqual([batch, outputs]);
    toBeAllclose(y, productReference(x, w, [batch, inputs, outputs], undefined, b));
    const gradient = tf.tensor2d(dy, [batch, outputs]);
    const [dx, dw, db] = tf.grads(apply)(tensors, gradient);
    toBeAllclose(dx!, productReference(dy, w, [batch, outputs, inputs], { transposeA: false, transposeB: true }));
    toBeAllclose(dw!, productReference(x, dy, [inputs, batch, outputs], { transposeA: true, transposeB: false }), { atol: 1e-4 });
    toBeAllclose(db!, columnSumsReference(dy, outputs));
    tf.dispose([y, gradient, dx!, dw!, db!]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('has the gradients of its values', () => {
    const [x, w, b, dy] = [numbers(12, 1), numbers(20, 2), numbers(5, 3), numbers(15, 4)] as const;
    const tensors = [tf.tensor2d(x, [3, 4]), tf.tensor2d(w, [4, 5]), tf.tensor1d(b)];
    const [dx, dw, db] = tf.grads(apply)(tensors, tf.tensor2d(dy, [3, 5]));
    const y = (...[xs, ws, bs]: ArrayLike<number>[]) => productReference(xs!, ws!, [3, 4, 5], undefined, bs);
    toBeAllclose(dx!, numericGradient((v) => y(v, w, b), x, dy));
    toBeAllclose(dw!, numericGradient((v) => y(x, v, b), w, dy));
    toBeAllclose(db!, numericGradient((v) => y(x, w, v), b, dy));
  });

  it('makes the gradients that are asked for, alone and together, and leaves nothing behind', () => {
    const tensors = [tf.tensor2d(numbers(200, 1), [20, 10]), tf.tensor2d(numbers(300, 2), [10, 30]), tf.tensor1d(numbers(30, 3))];
    const all = tf.grads((...args) => tf.mul(apply(...args), 2))(tensors);
    for (const chosen of [[0], [1], [2], [0, 2], [1, 2]]) {
      const before = tf.memory().numTensors;
      const inputs = (args: Tensor[]) => tensors.map((tensor, i) => (chosen.includes(i) ? args[chosen.indexOf(i)]! : tensor));
      const some = tf.grads((...args) => tf.mul(apply(...inputs(args)), 2))(chosen.map((i) => tensors[i]!));
      expect(tf.memory().numTensors - before).toBe(chosen.length);
      some.forEach((gradient, i) => toBeAllclose(gradient, all[chosen[i]!]!));
    }
  });

  it('NaN and infinity reach what they should, and nothing else', () => {
    for (const inputs of [3, 300]) {
      const [x, w, b] = [numbers(20 * inputs, 1), numbers(inputs * 7, 2), numbers(7, 3)] as const;
      x[inputs] = NaN;
      w[8] = Infinity;
      b[3] = -Infinity;
      const y = apply(tf.tensor2d(x, [20, inputs]), tf.tensor2d(w, [inputs, 7]), tf.tensor1d(b));
      toBeAllclose(y, productReference(x, w, [20, inputs, 7], undefined, b), { atol: 1e-4 });
    }
  });

  it('sees a new bias beside the same kernel', () => {
    const [x, w] = [tf.ones<Rank.R2>([300, 40]), tf.ones<Rank.R2>([40, 8])];
    for (const value of [1, 2, 3]) {
      const bias = tf.fill<Rank.R1>([8], value);
      expect(ops.dense(x, w, bias).dataSync()[0]).toBe(40 + value);
      bias.dispose();
    }
  });

  it('takes an empty batch', () => {
    expect(apply(tf.zeros([0, 3]), tf.ones([3, 2]), tf.ones([2])).shape).toEqual([0, 2]);
  });
});
