/** Convolutions and their gradients on WebGPU against float64. */
import { beforeAll, describe, it } from 'vitest';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { installKernels } from '../../../src/kernels';
import { convInfo } from '../../../src/kernels/shared/convolution';
import { convolve, filterGradient, inputGradient } from '../../../src/kernels/webgpu/convolution';
import { type Choice, useChoice } from '../../../src/kernels/webgpu/tuning';
import { type ConvolutionCase, convolutionReference, outputShape, titleOf } from '../convolution-reference';
import { numbers, sizeOf, tf, toBeAllclose } from '../support';
import { backend, describeOnWebGPU, poison } from './support';

const CHOICES: readonly Choice[] = [
  { matMul: '8x8', convolution: '8x8', threads: 64 },
  { matMul: '4x4', convolution: '4x4', threads: 16_384 },
];

const cases: ConvolutionCase[] = [];
for (const [x, out] of [
  [[1, 1, 1, 1], 1],
  [[2, 7, 5, 3], 4],
  [[3, 8, 8, 1], 16],
  [[5, 8, 8, 2], 9],
  [[3, 6, 9, 8], 1],
  [[2, 14, 14, 4], 12],
  [[2, 9, 33, 7], 10],
  [[1, 31, 13, 33], 3],
  [[3, 6, 11, 12], 31],
] as const) {
  for (const filter of [[1, 1], [3, 3], [2, 3], [5, 5], [1, 9]] as const) {
    for (const stride of [1, 2, 3]) {
      for (const pad of ['same', 'valid', 1, 2] as const) {
        if (typeof pad === 'number' && filter[0] !== filter[1]) continue; // tfjs takes the height for the width there
        const padding = typeof pad === 'number' ? 2 * pad : pad === 'same' ? 9 : 0;
        if (x[1] + padding >= filter[0] && x[2] + padding >= filter[1]) cases.push({ x, out, filter, stride, pad });
      }
    }
  }
}

const valuesOf = (info: TensorInfo): Promise<Float32Array> => backend().read(info.dataId) as Promise<Float32Array>;

await describeOnWebGPU('convolutions on WebGPU', () => {
  beforeAll(() => installKernels(tf));

  describe.each(CHOICES)('tiles of $convolution, for $threads threads', (choice) => {
    beforeAll(() => useChoice(backend(), choice));

    it.each(cases.map((one) => [titleOf(one), one] as const))('%s', async (_, one) => {
      const shape = outputShape(one);
      const wShape = [...one.filter, one.x[3], one.out];
      const [x, w, bias, dy] = [numbers(sizeOf(one.x), 1), numbers(sizeOf(wShape), 2), numbers(one.out, 3), numbers(sizeOf(shape), 4)] as const;
      const expected = convolutionReference(one, x, w, bias, dy);
      await poison(one.x, shape, wShape, [one.out]);
      const info = convInfo(tf, one.x, wShape, { strides: one.stride, pad: one.pad });
      const [tx, tw, tbias, tdy] = [tf.tensor1d(x), tf.tensor1d(w), tf.tensor1d(bias), tf.tensor1d(dy)] as const;
      toBeAllclose(await valuesOf(convolve(backend(), info, tx, tw, tbias)), expected.y);
      toBeAllclose(await valuesOf(inputGradient(backend(), info, tdy, tw)), expected.dx);
      const [dw, dbias] = filterGradient(backend(), info, tx, tdy, true);
      toBeAllclose(await valuesOf(dw!), expected.dw, { atol: 1e-4 });
      toBeAllclose(await valuesOf(dbias!), expected.dbias, { atol: 1e-4 });
      const [alone] = filterGradient(backend(), info, tx, tdy, false);
      toBeAllclose(await valuesOf(alone!), expected.dw, { atol: 1e-4 });
    });
  });
});
