/** Gradients of activations from their results, as one kernel each; the stock ones take three or four. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { constant, type Formula, formula } from '../../core/formula';
import { elementwise } from '../ops/elementwise';
import type { GradientPatch } from '../registry';

type ActivationGradient = Formula<'dy' | 'y', never, 'dx'>;

const relu = formula('relu gradient', ['dy', 'y'], [], ({ dy, y }) => ({ dx: dy.wherePositive(y) }));
const tanh = formula('tanh gradient', ['dy', 'y'], [], ({ dy, y }) => ({ dx: dy.times(constant(1).minus(y.squared())) }));
const sigmoid = formula('sigmoid gradient', ['dy', 'y'], [], ({ dy, y }) => ({ dx: dy.times(y.times(constant(1).minus(y))) }));

/** By slope, one formula each: a slope is a number of the network, not of the step. */
const leakyRelus = new Map<number, Formula<'dy' | 'x', never, 'dx'>>();

/** Of a slope in 0 … 1: the greater of it and 1 where x is positive. */
function leakyRelu(slope: number): Formula<'dy' | 'x', never, 'dx'> {
  const known = leakyRelus.get(slope);
  if (known) return known;
  const made = formula(`leaky relu gradient ${slope}`, ['dy', 'x'], [], ({ dy, x }) => ({ dx: dy.times(constant(1).wherePositive(x).atLeast(slope)) }));
  leakyRelus.set(slope, made);
  return made;
}

const leakyReluGradient: GradientPatch = {
  kernelName: 'LeakyRelu',
  create: (tf, stock) => ({
    kernelName: 'LeakyRelu',
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const slope = attrs['alpha'] as number;
      if (!(slope >= 0 && slope <= 1)) return stock!.gradFunc(dy, saved, attrs);
      return { x: () => elementwise(tf, leakyRelu(slope), { dy: dy as Tensor, x: saved[0]! }, {}, false).dx };
    },
  }),
};

export const activationGradients: readonly GradientPatch[] = [patch('Relu', relu), patch('Tanh', tanh), patch('Sigmoid', sigmoid), leakyReluGradient];

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
