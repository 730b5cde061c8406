import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Ops, Tensor } from '../../../src/core/ops';
import { type ConvolutionCase, convolutionReference, outputShape, titleOf } from '../../../src/engine/device-check/references/convolution';
import { initBackend, numbers, numericGradient, sizeOf, tf, toBeAllclose } from '../support';

interface Case extends ConvolutionCase {
  readonly pad: 'same' | 'valid';
}

const CASES: Case[] = (
  [
    [[1, 1, 1, 1], 1, [1, 1]],
    [[2, 7, 5, 3], 4, [3, 3]],
    [[3, 8, 8, 1], 10, [3, 3]],
    [[2, 6, 9, 8], 7, [1, 1]],
    [[2, 6, 6, 3], 5, [2, 2]],
    [[1, 9, 7, 33], 31, [2, 3]],
  ] as const
).flatMap(([x, out, filter]) => [1, 2, 3].flatMap((stride) => (['same', 'valid'] as const).map((pad) => ({ x, out, filter, stride, pad }))))
  .filter(({ x, filter, pad }) => pad === 'same' || (x[1] >= filter[0] && x[2] >= filter[1]));

function valuesOf(one: Case) {
  const shapes = { x: one.x, w: [...one.filter, one.x[3], one.out], bias: [one.out], dy: outputShape(one) };
  const arrays = Object.values(shapes).map((shape, i) => numbers(sizeOf(shape), i + 1));
  const [x, w, bias, dy] = arrays as [Float32Array, Float32Array, Float32Array, Float32Array];
  const tensors = [tf.tensor(x, [...shapes.x]), tf.tensor(w, shapes.w), tf.tensor(bias, shapes.bias)];
  return { shapes, x, w, bias, dy, tensors };
}

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['cpu', true],
] as const)('a convolution with bias on %s, safe mode %s', (backend, safeMode) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode });
  });
  const applyTo = ({ stride, pad }: Case) => (...[x, kernel, bias]: Tensor[]) =>
    ops.convolution(x as Tensor4D, kernel as Tensor4D, bias as Tensor1D | undefined, { stride, padding: pad });

  it.each(CASES.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    const { shapes, x, w, bias, dy, tensors } = valuesOf(one);
    const expected = convolutionReference(one, x, w, bias, dy);
    const before = tf.memory().numTensors;
    const y = applyTo(one)(...tensors);
    expect(y.shape).toEqual(shapes.dy);
    toBeAllclose(y, expected.y);
    const gradient = tf.tensor(dy, shapes.dy);
    const [dx, dw, dbias] = tf.grads(applyTo(one))(tensors, gradient);
    toBeAllclose(dx!, expected.dx);
    toBeAllclose(dw!, expected.dw, { atol: 1e-4 });
    toBeAllclose(dbias!, expected.dbias, { atol: 1e-4 });
    const [x0, w0] = tf.grads(applyTo(one))(tensors.slice(0, 2), gradient);
    toBeAllclose(x0!, expected.dx);
    toBeAllclose(w0!, expected.dw, { atol: 1e-4 });
    tf.dispose([y, gradient, dx!, dw!, dbias!, x0!, w0!]);
    expect(tf.memory().numTensors).toBe(before);
  });

  const small: Case = { x: [2, 4, 3, 2], out: 3, filter: [3, 2], stride: 2, pad: 'same' };

  it('has the gradients of its values', () => {
    const { shapes, x, w, bias, dy, tensors } = valuesOf(small);
    const [dx, dw, dbias] = tf.grads(applyTo(small))(tensors, tf.tensor(dy, shapes.dy));
    const y = (...[xs, ws, bs]: ArrayLike<number>[]) => convolutionReference(small, xs!, ws!, bs!, dy).y;
    toBeAllclose(dx!, numericGradient((v) => y(v, w, bias), x, dy));
    toBeAllclose(dw!, numericGradient((v) => y(x, v, bias), w, dy));
    toBeAllclose(dbias!, numericGradient((v) => y(x, w, v), bias, dy));
  });

  it('makes the gradients that are asked for, alone and together, and leaves nothing behind', () => {
    const { tensors } = valuesOf(small);
    const all = tf.grads((...args) => tf.mul(applyTo(small)(...args), 2))(tensors);
    for (const chosen of [[0], [1], [2], [0, 2], [1, 2]]) {
      const before = tf.memory().numTensors;
      const inputs = (args: Tensor[]) => tensors.map((tensor, i) => (chosen.includes(i) ? args[chosen.indexOf(i)]! : tensor));
      const some = tf.grads((...args) => tf.mul(applyTo(small)(...inputs(args)), 2))(chosen.map((i) => tensors[i]!));
      expect(tf.memory().numTensors - before).toBe(chosen.length);
      some.forEach((gradient, i) => toBeAllclose(gradient, all[chosen[i]!]!));
    }
  });

  it('NaN and infinity reach what they should, and nothing else', () => {
    const one: Case = { ...small, stride: 1, pad: 'valid' };
    const { x, w, bias, dy, tensors } = valuesOf(one);
    x[0] = NaN;
    w[1] = Infinity;
    bias[2] = -Infinity;
    const y = applyTo(one)(...tensors.map((tensor, i) => tf.tensor([x, w, bias][i]!, tensor.shape)));
    toBeAllclose(y, convolutionReference(one, x, w, bias, dy).y);
  });
});
