/** Gradients of activations from their results, as one kernel each; the stock ones take three or four. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { constant, type Formula, formula } from '../../core/formula';
import { elementwise } from '../ops/elementwise';
import type { GradientPatch } from '../registry';

type ActivationGradient = Formula<'dy' | 'y', never, 'dx'>;

const relu = formula('relu gradient', ['dy', 'y'], [], ({ dy, y }) => ({ dx: dy.wherePositive(y) }));
const tanh = formula('tanh gradient', ['dy', 'y'], [], ({ dy, y }) => ({ dx: dy.times(constant(1).minus(y.squared())) }));
const sigmoid = formula('sigmoid gradient', ['dy', 'y'], [], ({ dy, y }) => ({ dx: dy.times(y.times(constant(1).minus(y))) }));

export const activationGradients: readonly GradientPatch[] = [patch('Relu', relu), patch('Tanh', tanh), patch('Sigmoid', sigmoid)];

function patch(kernelName: string, gradient: ActivationGradient): GradientPatch {
  return {
    kernelName,
    create: (tf) => ({
      kernelName,
      outputsToSave: [true],
      gradFunc: (dy, [y]) => ({ x: () => elementwise(tf, gradient, { dy: dy as Tensor, y: y! }, {}, false).dx }),
    }),
  };
}
