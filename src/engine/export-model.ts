/** The network as files are written from it: blueprint, weights and running statistics, as an evaluation at this moment would use them. */
import type { ExportedModel, ExportedTensor } from '../core/exported-model';
import { clockAt } from '../core/clock';
import { knobsAt, type Recipe } from '../core/fold';
import type { Shape } from '../core/blueprint';
import type { Tensor, Tf } from '../core/ops';
import { contextsOf, reparametrise } from './contexts';
import type { Evaluator } from './predictions';
import type { Run } from './run';
import { SingleStepInputs } from './step-inputs';
import { weightsOf } from './train-state';

export async function exportModel(run: Run): Promise<ExportedModel> {
  const { tf, recipe, state, step } = run.evaluator;
  const { network, experiment, steps } = recipe;
  const weights = usedWeights(run.evaluator);
  // Copies, since the next step may write over the layers' own.
  const layers = tf.tidy(() => state.layers.map((tensor) => tf.mul(tensor, 1)));
  const [parameters, states] = await Promise.all([read(tf, network.parameters, weights), read(tf, network.states, layers)]);
  const { mean, deviation, encoding, classes } = run.dataset;
  return {
    experiment,
    step,
    steps,
    blueprint: network.blueprint,
    shapes: { input: network.blueprint.input, ...Object.fromEntries(network.nodes.map(({ name, shape }) => [name, shape])) },
    parameters,
    states,
    mean,
    deviation,
    encoding,
    classes,
    planted: experiment.plants !== undefined,
    caveats: caveatsOf(recipe, step, state.averaged),
  };
}

/** The weights of the forward pass, in the order of the plan's parameters, as copies that the caller disposes. */
function usedWeights({ tf, ops, recipe, state, step, schedule }: Evaluator): Tensor[] {
  const { knobs } = knobsAt(recipe, clockAt(Math.min(step, recipe.steps - 1), recipe.steps, recipe.stepsPerEpoch), schedule);
  const inputs = new SingleStepInputs(tf, recipe.experiment.run.seed, { step, numbers: knobs });
  const weights = tf.tidy(() => reparametrise(contextsOf(tf, ops, recipe, inputs), weightsOf(ops, state), recipe).map((weight) => tf.mul(weight, 1)));
  inputs.dispose();
  return weights;
}

/** Disposes the tensors. */
async function read(tf: Tf, named: readonly { readonly path: string; readonly shape: Shape }[], tensors: Tensor[]): Promise<Record<string, ExportedTensor>> {
  // Copies again: on some backends `data` gives a view of the tensor's memory.
  const values = await Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data<'float32'>())));
  tf.dispose(tensors);
  return Object.fromEntries(named.map(({ path, shape }, i) => [path, { shape: [...shape], values: values[i]! }]));
}

function caveatsOf({ tricks, steps }: Recipe, step: number, averaged: number): string[] {
  const finished = step >= steps;
  return [
    ...(finished ? [] : [`The run has taken ${step} of ${steps} steps: these are the weights of that moment.`]),
    ...tricks.flatMap(({ declaration: { title }, effects }) => [
      ...(effects.average && averaged > 0
        ? [finished ? `The weights are the average that ${title} has made, with the running statistics that go with it.` : `The average that ${title} makes takes the place of the weights when the run ends; it is not in here.`]
        : []),
      ...(effects.reparam ? [`The weights are those that the forward pass sees, after ${title}.`] : []),
      ...(effects.predict ? [`${title} asks the network several times, or several networks, and averages the answers: a file holds one network, asked once, so it answers a little differently.`] : []),
    ]),
  ];
}
