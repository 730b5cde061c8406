/** Convolutions and their gradients on WebGPU against float64. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor1D, Tensor4D, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensor } from '../../../src/core/ops';
import { convInfo } from '../../../src/kernels/shared/convolution';
import { convolve, filterGradient, inputGradient } from '../../../src/kernels/webgpu/convolution';
import { defaultChoices, useChoice } from '../../../src/kernels/webgpu/tuning';
import { type ConvolutionCase, convolutionReference, outputShape, titleOf } from '../../../src/engine/device-check/references/convolution';
import { numbers, random, sizeOf, tf, toBeAllclose } from '../support';
import { backend, compareWithCpu, describeOnWebGPU, dispatchesOf, ops, poison } from './support';

const CHOICES = Object.entries({ ...defaultChoices, 'hardware, with larger tiles': { ...defaultChoices.hardware, convolution: '8x8' } as const });

const CASES: readonly ConvolutionCase[] = (
  [
    [[1, 1, 1, 1], 1, [1, 1], 1, 'same'],
    [[1, 1, 1, 1], 3, [3, 3], 2, 'same'],
    [[3, 28, 28, 1], 16, [3, 3], 1, 'same'],
    [[2, 14, 14, 16], 32, [3, 3], 1, 'same'],
    [[2, 17, 9, 3], 16, [3, 3], 1, 'same'],
    [[2, 16, 16, 4], 8, [3, 3], 2, 'same'],
    [[2, 15, 33, 8], 12, [3, 3], 2, 1],
    [[3, 9, 16, 12], 20, [1, 1], 1, 'valid'],
    [[3, 9, 16, 12], 20, [1, 1], 2, 'same'],
    [[2, 7, 5, 3], 4, [2, 3], 1, 'valid'],
    [[5, 8, 8, 2], 9, [5, 5], 1, 'same'],
    [[3, 6, 9, 8], 1, [3, 3], 3, 'same'],
    [[2, 9, 31, 7], 10, [3, 3], 1, 'same'],
    [[1, 12, 13, 33], 3, [3, 3], 2, 'valid'],
    [[1, 6, 11, 12], 31, [2, 3], 2, 'same'],
    [[1, 5, 7, 65], 6, [3, 3], 1, 'valid'],
    [[2, 8, 8, 4], 4, [3, 3], 1, 2],
    [[2, 6, 6, 3], 5, [2, 2], 3, 'same'],
    [[2, 10, 40, 4], 4, [1, 9], 1, 'same'],
    [[2, 9, 9, 1], 5, [7, 7], 2, 'same'],
    [[2, 12, 12, 3], 8, [12, 12], 1, 'valid'],
  ] as const
).map(([x, out, filter, stride, pad]) => ({ x, out, filter, stride, pad }));

const valuesOf = ({ dataId }: TensorInfo): Promise<Float32Array> => backend().read(dataId) as Promise<Float32Array>;

function setUp(one: ConvolutionCase) {
  const shape = outputShape(one);
  const kernelShape = [...one.filter, one.x[3], one.out];
  const values = { x: numbers(sizeOf(one.x), 1), w: numbers(sizeOf(kernelShape), 2), bias: numbers(one.out, 3), dy: numbers(sizeOf(shape), 4) };
  return { shape, kernelShape, values, info: convInfo(tf, one.x, kernelShape, { strides: one.stride, pad: one.pad }) };
}

await describeOnWebGPU('convolutions on WebGPU', () => {
  describe.each(CHOICES)('with the programs for %s', (kind, choice) => {
    beforeAll(() => useChoice(backend(), choice));

    // Compiling takes most of the time, so the second set of tiles gets every third case.
    it.each(CASES.filter((_, i) => kind === 'software' || i % 3 === 0).map((one) => [titleOf(one), one] as const))('%s', async (_, one) => {
      const { shape, kernelShape, values, info } = setUp(one);
      const { x, w, bias, dy } = values;
      const expected = convolutionReference(one, x, w, bias, dy);
      await poison(one.x, shape, kernelShape, [one.out]);
      const [tx, tw, tbias, tdy] = [tf.tensor1d(x), tf.tensor1d(w), tf.tensor1d(bias), tf.tensor1d(dy)];
      const y = convolve(backend(), info, tx, tw, tbias);
      const dx = inputGradient(backend(), info, tdy, tw);
      const [dw, dbias] = filterGradient(backend(), info, tx, tdy, true);
      const [alone] = filterGradient(backend(), info, tx, tdy, false);
      expect([y, dx, dw!, dbias!, alone!].map((info) => info.shape)).toEqual([shape, one.x, kernelShape, [one.out], kernelShape]);
      const tolerance = { atol: 1e-4 };
      toBeAllclose(await valuesOf(y), expected.y, tolerance);
      toBeAllclose(await valuesOf(dx), expected.dx, tolerance);
      toBeAllclose(await valuesOf(dw!), expected.dw, tolerance);
      toBeAllclose(await valuesOf(dbias!), expected.dbias, tolerance);
      toBeAllclose(await valuesOf(alone!), expected.dw, tolerance);
    });

    it('NaN and infinity reach what they should, and nothing else', async () => {
      for (const [channels, out] of [[3, 5], [4, 8]] as const) {
        const one: ConvolutionCase = { x: [2, 6, 9, channels], out, filter: [3, 3], stride: 1, pad: 'same' };
        const { values, info } = setUp(one);
        const { x, w, bias, dy } = values;
        x[channels * 20] = NaN;
        x[x.length - 1] = Infinity;
        w[0] = NaN; // the first tap of the filter, which misses the first row and column
        dy[5] = -Infinity;
        dy[dy.length - out] = NaN;
        const expected = convolutionReference(one, x, w, bias, dy);
        const [tx, tw, tbias, tdy] = [tf.tensor1d(x), tf.tensor1d(w), tf.tensor1d(bias), tf.tensor1d(dy)];
        toBeAllclose(await valuesOf(convolve(backend(), info, tx, tw, tbias)), expected.y);
        toBeAllclose(await valuesOf(inputGradient(backend(), info, tdy, tw)), expected.dx);
        const [dw, dbias] = filterGradient(backend(), info, tx, tdy, true);
        toBeAllclose(await valuesOf(dw!), expected.dw, { atol: 1e-4 });
        toBeAllclose(await valuesOf(dbias!), expected.dbias, { atol: 1e-4 });
      }
    });

    it('the same bits every time, in two dispatches at most', async () => {
      const { values, info } = setUp({ x: [4, 8, 8, 4], out: 4, filter: [3, 3], stride: 1, pad: 'same' });
      const [x, dy] = [tf.tensor1d(values.x), tf.tensor1d(values.dy)];
      const run = async () => Promise.all(filterGradient(backend(), info, x, dy, true).map(valuesOf));
      expect(await run()).toEqual(await run());
      expect(dispatchesOf(() => filterGradient(backend(), info, x, dy, true))).toBeLessThanOrEqual(2);
      expect(dispatchesOf(() => inputGradient(backend(), info, dy, tf.tensor1d(values.w)))).toBe(1);
    });
  });

  it('a layer takes one dispatch, the gradients of its weights at most two more and that of its input another', async () => {
    useChoice(backend(), defaultChoices.software);
    const tensors = [random([2, 6, 8, 4], 1), random([3, 3, 4, 6], 2), random([6], 3)];
    const layer = (...[x, kernel, bias]: Tensor[]) =>
      ops.convolution(x as Tensor4D, kernel as Tensor4D, bias as Tensor1D, { stride: 2, padding: 'same' });
    const dy = random([2, 3, 4, 6], 4);
    expect(dispatchesOf(() => layer(...tensors))).toBe(1);
    expect(dispatchesOf(() => tf.grads((kernel, bias) => layer(tensors[0]!, kernel, bias))(tensors.slice(1), dy))).toBeLessThanOrEqual(3);
    expect(dispatchesOf(() => tf.grads(layer)(tensors, dy))).toBeLessThanOrEqual(4);
    await compareWithCpu((x, kernel, bias, d) => [layer(x, kernel, bias), ...tf.grads(layer)([x, kernel, bias], d)], [...tensors, dy]);
  });

  it('tfjs’ own convolution and its gradients use them', async () => {
    const one: ConvolutionCase = { x: [2, 7, 6, 3], out: 4, filter: [3, 2], stride: 2, pad: 'same' };
    const { values, kernelShape, shape } = setUp(one);
    const [x, w, dy] = [tf.tensor4d(values.x, [...one.x]), tf.tensor(values.w, kernelShape), tf.tensor(values.dy, shape)];
    const f = (a: Tensor4D, b: Tensor4D) => tf.conv2d(a, b, one.stride, 'same');
    const expected = convolutionReference(one, values.x, values.w, new Float32Array(one.out), values.dy);
    toBeAllclose(await f(x, w as Tensor4D).data(), expected.y);
    const [dx, dw] = tf.grads((a, b) => f(a as Tensor4D, b as Tensor4D))([x, w], dy);
    toBeAllclose(await dx!.data(), expected.dx);
    toBeAllclose(await dw!.data(), expected.dw);
  });

  it('leaves other layouts and dilations to tfjs', () =>
    compareWithCpu(
      (x, w) => [
        tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same', 'NHWC', 2),
        tf.conv2d(tf.transpose(x, [0, 3, 1, 2]) as Tensor4D, w as Tensor4D, 1, 'same', 'NCHW'),
      ],
      [random([1, 9, 9, 2], 1), random([3, 3, 2, 3], 2)],
    ));
});
