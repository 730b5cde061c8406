import type { Tensor4D } from '@tensorflow/tfjs-core';
import { differentiable, random, type KernelCase } from '../case';
import { pooled, poolGradient, windows, type Kind } from '../references/pooling';
import type { Window } from '../references/windows';

const CASES: readonly Window[] = [
  { x: [2, 9, 7, 3], filter: [2, 2], stride: 2, pad: 'valid' },
  { x: [2, 8, 8, 4], filter: [2, 2], stride: 2, pad: 'same' },
  { x: [1, 9, 11, 5], filter: [3, 3], stride: 2, pad: 'same' },
  { x: [3, 28, 28, 16], filter: [2, 2], stride: 2, pad: 'valid' },
];

export function pooling(): KernelCase[] {
  // Of average pooling only whole windows: the gradient that tfjs itself has for others, and that safe mode keeps, counts pixels that are not there.
  const whole = CASES.filter(({ pad }) => pad === 'valid');
  return [...CASES.flatMap((one, i) => pool('max', one, i < 2)), ...whole.flatMap((one) => pool('avg', one, false))];
}

function pool(kind: Kind, one: Window, quick: boolean): KernelCase[] {
  const { x, filter, stride, pad } = one;
  const { members } = windows(one);
  return differentiable({
    title: kind === 'max' ? 'Max pooling' : 'Average pooling',
    kernel: kind === 'max' ? 'MaxPool' : 'AvgPool',
    gradientKernel: kind === 'max' ? 'MaxPoolGrad' : 'AvgPoolGrad',
    shape: `[${x.join(', ')}] by ${filter.join('×')}, stride ${stride}, pad ${pad}`,
    inputs: [random(x, 11)],
    quick,
    f: ({ tf }, image) => (kind === 'max' ? tf.maxPool : tf.avgPool)(image as Tensor4D, [...filter], stride, pad),
    reference: (image) => pooled(kind, members, image),
    gradients: (dy, image) => [poolGradient(kind, members, image, dy)],
  });
}
