/** A network walked layer by layer on the current backend: outputs and gradients of every layer on a few samples, to be compared with another device's. */
import { ancestors } from '../../core/blueprint';
import type { LayerKinds } from '../../core/layer';
import type { Recipe } from '../../core/fold';
import type { Scalar, Tensor } from '../../core/ops';
import { contextsOf, reparametrise } from '../contexts';
import { forward } from '../forward';
import { SingleStepInputs, type StepInputs, type StepValues } from '../step-inputs';
import type { Tools } from './case';
import type { Copied, Walk } from '../protocol/device-check';
import type { Tensor2D } from '@tensorflow/tfjs-core';

export interface WalkInputs {
  readonly recipe: Recipe;
  /** In the order of the network's parameters, and of its states. */
  readonly weights: readonly Tensor[];
  readonly states: readonly Tensor[];
  /** Normalised samples [B, …] and their classes. */
  readonly x: Tensor;
  readonly labels: Int32Array;
  readonly values: StepValues;
}

/** Everything is computed before the first await, so a step that is taken meanwhile changes nothing. Nothing stays on the device. */
export async function walkNetwork(tools: Tools, inputs: WalkInputs): Promise<Walk> {
  const { tf } = tools;
  const stepInputs = new SingleStepInputs(tf, inputs.recipe.experiment.run.seed, inputs.values);
  const kept = { outputs: {}, trainingOutputs: {}, outputGradients: {}, parameterGradients: {} } satisfies Record<keyof Walk, Record<string, Tensor>>;
  tf.tidy(() => {
    forwardPass(tools, inputs, stepInputs, inputs.weights, inputs.recipe.layers, false, keeper(tools, kept.outputs));
    backwardPass(tools, inputs, stepInputs, kept);
  });
  stepInputs.dispose();
  const [outputs, trainingOutputs, outputGradients, parameterGradients] = await Promise.all(Object.values(kept).map(readAll));
  return { outputs: outputs!, trainingOutputs: trainingOutputs!, outputGradients: outputGradients!, parameterGradients: parameterGradients! };
}

/** Copies, since a tensor may be one that the caller holds. */
export async function readAll(tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, Copied>> {
  const read = Object.entries(tensors).map(async ([name, tensor]) => {
    const values = (await tensor.data<'float32'>()).slice();
    const copied = [name, { shape: tensor.shape, values }] as const;
    tensor.dispose();
    return copied;
  });
  return Object.fromEntries(await Promise.all(read));
}

const keeper = ({ tf }: Tools, into: Record<string, Tensor>) => (name: string, tensor: Tensor) => void (into[name] = tf.keep(tf.mul(tensor, 1)));

/** @returns logits of the main head */
function forwardPass(
  { tf, ops }: Tools,
  { recipe, states, x }: WalkInputs,
  inputs: StepInputs,
  weights: readonly Tensor[],
  layers: LayerKinds,
  training: boolean,
  onOutput: (name: string, output: Tensor) => void,
): Tensor2D {
  const { logits } = forward({
    tf,
    ops,
    plan: recipe.network,
    layers,
    weights: reparametrise(contextsOf(tf, ops, recipe, inputs), weights, recipe),
    state: states,
    x,
    heads: ['main'],
    training,
    key: (node) => inputs.key('layer', node),
    knob: (name) => inputs.scalar(name),
    onOutput,
  });
  return logits['main']!;
}

/** The gradients of the mean cross-entropy of the samples, without what tricks make of it. */
function backwardPass(tools: Tools, walk: WalkInputs, inputs: StepInputs, kept: Record<keyof Walk, Record<string, Tensor>>): void {
  const { tf, ops } = tools;
  const { recipe, labels } = walk;
  const order: string[] = [];
  const targets = ops.oneHot(tf.tensor1d(labels, 'int32'), recipe.network.blueprint.classes);
  const lossOf = (...weights: Tensor[]): Scalar => {
    const tapped = tapAll(tools, recipe.layers, (index, dy) => keeper(tools, kept.outputGradients)(order[index]!, dy));
    const keepOutput = keeper(tools, kept.trainingOutputs);
    const logits = forwardPass(tools, walk, inputs, weights, tapped, true, (name, output) => {
      order.push(name);
      keepOutput(name, output);
    });
    return tf.mean(ops.crossEntropy(logits, targets));
  };
  // tfjs refuses to differentiate by what the loss does not reach, such as the weights of another head.
  const { blueprint, parameters } = recipe.network;
  const reached = ancestors(blueprint, blueprint.heads['main']);
  const places = parameters.flatMap(({ node }, i) => (reached.has(node) ? [i] : []));
  const lossOfReached = (...some: Tensor[]): Scalar => lossOf(...walk.weights.map((weight, i) => some[places.indexOf(i)] ?? weight));
  const { grads } = tf.valueAndGrads(lossOfReached)(places.map((i) => walk.weights[i]!));
  grads.forEach((gradient, i) => keeper(tools, kept.parameterGradients)(parameters[places[i]!]!.path, gradient));
}

/** The same layers, whose outputs pass through a place where their gradients are seen. @param seen told the place of the layer in the pass */
function tapAll({ tf }: Tools, layers: LayerKinds, seen: (index: number, dy: Tensor) => void): LayerKinds {
  let count = 0;
  return Object.fromEntries(
    Object.entries(layers).map(([name, kind]) => [
      name,
      {
        ...kind,
        apply: (context) => {
          const result = kind.apply(context);
          const index = count++;
          const tap = tf.customGrad((x) => ({
            value: tf.mul(x as Tensor, 1),
            gradFunc: (dy: Tensor) => {
              seen(index, dy);
              return dy;
            },
          }));
          return { ...result, output: tap(result.output) };
        },
      } satisfies LayerKinds[string],
    ]),
  );
}
