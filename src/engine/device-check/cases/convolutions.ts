/** Convolutions and their gradients, as `src/models/layers/convolution.ts` and tfjs call them. */
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../core/network';
import { differentiable, random, SUMS, type KernelCase, type Values } from '../case';
import { convolutionReference, outputShape, titleOf, type ConvolutionCase } from '../references/convolution';
import { slide } from '../references/windows';

const CASES: readonly ConvolutionCase[] = [
  { x: [2, 7, 9, 3], filter: [3, 3], out: 5, stride: 1, pad: 'same' },
  { x: [3, 8, 8, 4], filter: [3, 3], out: 8, stride: 2, pad: 'same' },
  { x: [2, 9, 7, 5], filter: [1, 1], out: 6, stride: 1, pad: 'same' },
  { x: [2, 8, 8, 6], filter: [1, 1], out: 3, stride: 2, pad: 'same' },
  { x: [1, 11, 10, 1], filter: [5, 5], out: 2, stride: 1, pad: 'valid' },
  { x: [3, 28, 28, 1], filter: [3, 3], out: 16, stride: 1, pad: 'same' },
  { x: [2, 14, 14, 16], filter: [3, 3], out: 32, stride: 1, pad: 'same' },
  { x: [2, 16, 16, 8], filter: [3, 3], out: 16, stride: 2, pad: 'same' },
];
const QUICK: readonly number[] = [0, 1, 2];

export function convolutions(): KernelCase[] {
  return [...CASES.flatMap((one, i) => [...withBias(one, QUICK.includes(i)), ...withoutBias(one, QUICK.includes(i))]), ...[1, 2].flatMap(depthwise)];
}

function withBias(one: ConvolutionCase, quick: boolean): KernelCase[] {
  const none = new Float32Array(sizeOf(outputShape(one)));
  return differentiable({
    title: 'Convolution with bias',
    kernel: 'GrimoireConvolution',
    gradientKernel: 'GrimoireConvolutionGrad',
    shape: titleOf(one),
    inputs: [random(one.x, 1), random(kernelShape(one), 2), random([one.out], 3)],
    quick,
    f: ({ ops }, x, kernel, bias) => ops.convolution(x as Tensor4D, kernel as Tensor4D, bias as Tensor1D, { stride: one.stride, padding: one.pad as 'same' | 'valid' }),
    reference: (x, kernel, bias) => convolutionReference(one, x, kernel, bias, none).y,
    gradients: (dy, x, kernel, bias) => {
      const { dx, dw, dbias } = convolutionReference(one, x, kernel, bias, dy);
      return [dx, dw, dbias];
    },
  });
}

/** The gradients apart: each has a kernel of its own here. */
function withoutBias(one: ConvolutionCase, quick: boolean): KernelCase[] {
  const inputs = [random(one.x, 4), random(kernelShape(one), 5), random(outputShape(one), 6)];
  const zeros = new Float32Array(one.out);
  const pad = one.pad as 'same' | 'valid';
  const computed = ([x, kernel, dy]: readonly Values[]) => convolutionReference(one, x!, kernel!, zeros, dy!);
  const common = { shape: titleOf(one), inputs, tolerance: SUMS, quick };
  const forward = { ...common, title: 'Convolution', kernel: 'Conv2D' };
  const image = { ...common, title: 'Convolution, gradient of the image', kernel: 'Conv2DBackpropInput' };
  const filter = { ...common, title: 'Convolution, gradient of the filters', kernel: 'Conv2DBackpropFilter' };
  return [
    { ...forward, run: ({ tf }, x, kernel) => [tf.conv2d(x as Tensor4D, kernel as Tensor4D, one.stride, pad)], reference: (...values) => [computed(values).y] },
    {
      ...image,
      run: ({ tf }, x, kernel, dy) => [tf.grad((at) => tf.conv2d(at as Tensor4D, kernel as Tensor4D, one.stride, pad))(x, dy)],
      reference: (...values) => [computed(values).dx],
    },
    {
      ...filter,
      run: ({ tf }, x, kernel, dy) => [tf.grad((at) => tf.conv2d(x as Tensor4D, at as Tensor4D, one.stride, pad))(kernel, dy)],
      reference: (...values) => [computed(values).dw],
    },
  ];
}

/** Every channel by a filter of its own. */
function depthwise(stride: number): KernelCase[] {
  const one: ConvolutionCase = { x: [2, 7, 8, 5], filter: [3, 3], out: 5, stride, pad: 'same' };
  const channels = one.x[3];
  const walk = (visit: (y: number, x: number, w: number) => void) => {
    slide(one, (pixel, at, tap) => {
      for (let c = 0; c < channels; c++) visit(pixel * channels + c, at * channels + c, tap * channels + c);
    });
  };
  return differentiable({
    title: 'Depthwise convolution',
    kernel: 'DepthwiseConv2dNative',
    gradientKernel: 'DepthwiseConv2dNativeBackpropInput, DepthwiseConv2dNativeBackpropFilter',
    shape: titleOf(one),
    inputs: [random(one.x, 7), random([3, 3, channels, 1], 8)],
    f: ({ tf }, x, kernel) => tf.depthwiseConv2d(x as Tensor4D, kernel as Tensor4D, stride, 'same'),
    reference: (x, w) => {
      const y = new Float64Array(sizeOf(outputShape(one)));
      walk((k, i, j) => (y[k]! += x[i]! * w[j]!));
      return y;
    },
    gradients: (dy, x, w) => {
      const [dx, dw] = [new Float64Array(x.length), new Float64Array(w.length)];
      walk((k, i, j) => {
        dx[i]! += dy[k]! * w[j]!;
        dw[j]! += dy[k]! * x[i]!;
      });
      return [dx, dw];
    },
  });
}

const kernelShape = ({ filter, x, out }: ConvolutionCase): number[] => [...filter, x[3], out];
