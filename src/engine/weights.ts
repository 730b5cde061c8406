/** Initial values: every parameter draws from its own stream, so that adding a layer leaves the others' values unchanged. */
import type { Recipe } from '../core/fold';
import { sizeOf, type Parameter } from '../core/network';
import { Stream } from '../core/random';
import type { Tensor, Tf } from '../core/ops';

/** Everything a step changes. All tensors belong to the holder. */
export interface TrainState {
  /** In the order of the plan's parameters. */
  weights: Tensor[];
  /** In the order of the plan's states. */
  state: Tensor[];
  /** Optimizer state per parameter, in the order of the optimizer's slots. */
  slots: Tensor[][];
  /** The running average of the weights, once there is one, and how many weights are in it. */
  average: Tensor[];
  averaged: number;
}

export function initialState(tf: Tf, recipe: Recipe): TrainState {
  const { parameters, states } = recipe.network;
  const optimizer = optimizerOf(recipe);
  return {
    weights: parameters.map((parameter) => tf.tensor(initialValues(recipe, parameter), [...parameter.shape])),
    state: states.map(({ shape, init }) => tf.fill([...shape], init)),
    slots: parameters.map(({ shape }) => optimizer.slots.map(() => tf.zeros([...shape]))),
    average: [],
    averaged: 0,
  };
}

/** The recipe's one optimizer. */
export function optimizerOf(recipe: Recipe) {
  return recipe.tricks.find(({ effects }) => effects.optimizer)!.effects.optimizer!;
}

function initialValues(recipe: Recipe, parameter: Parameter): Float32Array {
  if (parameter.init !== 'kernel') return new Float32Array(sizeOf(parameter.shape)).fill(parameter.init);
  const initialise = recipe.tricks.find(({ effects }) => effects.initialise)?.effects.initialise ?? heNormal;
  return initialise(parameter, Stream.of(recipe.experiment.run.seed, 'init', parameter.path));
}

/** Normal numbers of variance 2 / fan-in (He et al. 2015), which keep the size of a signal through ReLU layers; times the parameter's gain. */
export function heNormal(parameter: Parameter, stream: Stream): Float32Array {
  const deviation = Math.sqrt(2 / parameter.fanIn) * (parameter.gain ?? 1);
  return Float32Array.from({ length: sizeOf(parameter.shape) }, () => stream.normal() * deviation);
}
