/**
 * A blueprint in jax-js. Images are [B, C, H, W] and kernels [O, I, h, w] there, and so they stay from the first layer to the last: weights are
 * rearranged once, at the start. An array given to a function of jax-js is spent by it; `.ref` keeps it for another use.
 */
import { lax, nn, numpy as np } from '@jax-js/jax';
import type { LayerConfig, Shape } from '../../../src/core/blueprint';
import { type NetworkPlan, type Parameter, sizeOf } from '../../../src/core/network';

const NORM_EPSILON = 1e-5;
const NORM_MOMENTUM = 0.1;

export interface Forward {
  readonly logits: np.Array;
  /** In the order of the plan's states. */
  readonly states: np.Array[];
}

/** Spends everything that it is given. */
export function forward(plan: NetworkPlan, weights: readonly np.Array[], states: readonly np.Array[], x: np.Array): Forward {
  const { blueprint } = plan;
  const weightOf = new Map(plan.parameters.map(({ path }, i) => [path, weights[i]!]));
  const stateOf = new Map(plan.states.map(({ path }, i) => [path, states[i]!]));
  const outputs = new Map<string, np.Array>([['input', x]]);
  for (const { name, kind, inputs, config } of blueprint.nodes) {
    const parts = { weight: (own: string) => weightOf.get(`${name}/${own}`)!, inputs: inputs.map((input) => outputs.get(input)!.ref), config };
    if (kind === 'batch-norm') outputs.set(name, batchNorm(parts, stateOf, name));
    else outputs.set(name, layer(kind, parts));
  }
  const logits = outputs.get(blueprint.heads.main)!.ref;
  for (const output of outputs.values()) output.dispose();
  return { logits, states: plan.states.map(({ path }) => stateOf.get(path)!) };
}

interface Parts {
  weight(own: string): np.Array;
  readonly inputs: readonly np.Array[];
  readonly config: LayerConfig;
}

function layer(kind: string, { weight, inputs, config }: Parts): np.Array {
  const x = inputs[0]!;
  const stride = (config['stride'] as number | undefined) ?? 1;
  switch (kind) {
    case 'dense':
      return np.matmul(x.ndim === 2 ? x : x.reshape([x.shape[0]!, -1]), weight('kernel')).add(weight('bias'));
    case 'convolution': {
      const y = lax.conv(x, weight('kernel'), [stride, stride], config['padding'] === 'valid' ? 'VALID' : 'SAME');
      return config['bias'] === false ? y : y.add(weight('bias').reshape([1, -1, 1, 1]));
    }
    case 'max-pooling': {
      const size = config['size'] as number;
      const [batch, channels, height, width] = x.shape as [number, number, number, number];
      if (stride !== size || height % size !== 0 || width % size !== 0) throw new Error('The benchmark pools whole blocks only in jax-js');
      return x.reshape([batch, channels, height / size, size, width / size, size]).max([3, 5]);
    }
    case 'activation':
      if (config['function'] === 'relu') return nn.relu(x);
      break;
    case 'add':
      return x.add(inputs[1]!);
    case 'global-average-pooling':
      return x.mean([2, 3]);
  }
  throw new Error(`The benchmark has no layer ${kind} in jax-js`);
}

function batchNorm({ weight, inputs }: Parts, states: Map<string, np.Array>, name: string): np.Array {
  const x = inputs[0]!;
  const axes = [0, 2, 3];
  const count = x.size / x.shape[1]!;
  const perChannel = (values: np.Array) => values.reshape([1, -1, 1, 1]);
  const mean = x.ref.mean(axes);
  const centred = x.sub(perChannel(mean.ref));
  const variance = np.square(centred.ref).mean(axes);
  const follow = (state: string, fresh: np.Array): void => {
    const path = `${name}/${state}`;
    states.set(path, states.get(path)!.mul(1 - NORM_MOMENTUM).add(lax.stopGradient(fresh).mul(NORM_MOMENTUM)));
  };
  follow('mean', mean);
  follow('variance', variance.ref.mul(count / (count - 1)));
  const scale = weight('gamma').div(np.sqrt(variance.add(NORM_EPSILON)));
  return centred.mul(perChannel(scale)).add(perChannel(weight('beta')));
}

/** Our weights as this network wants them; a dense layer that reads an image gets its rows in the image's order of axes. */
export function arrayOfWeight(plan: NetworkPlan, parameter: Parameter, values: Float32Array): np.Array {
  const array = np.array(values).reshape([...parameter.shape]);
  if (parameter.shape.length === 4) return np.transpose(array, [3, 2, 0, 1]);
  const image = parameter.shape.length === 2 ? imageReadBy(plan, parameter.node) : undefined;
  if (!image) return array;
  const [height, width, channels] = image as [number, number, number];
  return np.transpose(array.reshape([height, width, channels, parameter.shape[1]!]), [2, 0, 1, 3]).reshape([...parameter.shape]);
}

/** A batch as this network wants it. */
export function arrayOfInput(input: Shape, batchSize: number, values: Float32Array): np.Array {
  const array = np.array(values).reshape([batchSize, ...input]);
  return input.length === 3 ? np.transpose(array, [0, 3, 1, 2]) : array;
}

/** The shape [H, W, C] that a node flattens, if it does. */
function imageReadBy(plan: NetworkPlan, name: string): Shape | undefined {
  const source = plan.blueprint.nodes.find((node) => node.name === name)!.inputs[0]!;
  const shape = source === 'input' ? plan.blueprint.input : plan.nodes.find((node) => node.name === source)!.shape;
  return shape.length === 3 && sizeOf(shape) > shape[2]! ? shape : undefined;
}
