/**
 * tfjs as it comes: its operations, its optimizer, its kernels, its device. A realm holds no kernel of ours unless our engine is opened in it.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import type { LayerConfig } from '../../../src/core/blueprint';
import type { Tensor, Tf } from '../../../src/core/ops';
import { timeKernels } from '../measure/kernel-times';
import type { Backend, Device } from '../protocol';
import { firstBatches, initialWeights, learningRateAt, type Workload } from '../workloads/workloads';
import type { Engine, Training } from './engine';
import { heapBytesOf, multiplier } from './tfjs-common';

const BATCHES = 8;
const MOMENTUM = 0.9;
const NORM_EPSILON = 1e-5;
const NORM_MOMENTUM = 0.1;

/** How this surrounding makes the stock backends known to tfjs. */
export interface StockPlatform {
  readonly tf: Tf;
  /** @returns how many threads compute */
  wasm(): Promise<number>;
  webgpu(): Promise<Omit<Device, 'threads'>>;
}

export function stockTfjs(platform: StockPlatform): Engine {
  const { tf } = platform;
  return {
    async open(backend: Backend): Promise<Device> {
      const use = async () => {
        await tf.setBackend(backend);
        await tf.ready();
      };
      if (backend === 'webgpu') {
        const device = await platform.webgpu();
        await use();
        return device;
      }
      const threads = await platform.wasm();
      await use();
      return { name: `WebAssembly, ${threads} thread${threads === 1 ? '' : 's'}`, software: false, threads };
    },
    start: async (workload) => startTraining(tf, workload),
    matrices: (size) => multiplier(tf, size),
    heapBytes: () => heapBytesOf(tf),
  };
}

async function startTraining(tf: Tf, workload: Workload): Promise<Training> {
  const { network, batchSize } = workload.recipe;
  const initial = initialWeights(workload);
  const weights = network.parameters.map(({ shape }, i) => tf.variable(tf.tensor(initial[i]!, [...shape])));
  const states = network.states.map(({ shape, init }) => tf.variable(tf.fill([...shape], init), false));
  const { input, classes } = network.blueprint;
  const batches = firstBatches(workload, BATCHES).map(({ x, y }) => ({
    x: tf.tensor(x, [batchSize, ...input]),
    y: tf.tensor2d(y, [batchSize, classes]),
  }));
  for (const { x, y } of batches) await Promise.all([uploaded(tf, x), uploaded(tf, y)]);
  const named = (plan: readonly { readonly path: string }[], tensors: readonly tfjs.Variable[]) =>
    new Map(plan.map(({ path }, i) => [path, tensors[i]!]));
  const net = new Network(tf, workload, named(network.parameters, weights), named(network.states, states));

  let step = 0;
  let rate = learningRateAt(workload, 0);
  const optimizer = tf.train.momentum(rate, MOMENTUM, true);
  const takeStep = (): tfjs.Scalar => {
    const wanted = learningRateAt(workload, step);
    if (wanted !== rate) optimizer.setLearningRate((rate = wanted));
    const { x, y } = batches[step++ % batches.length]!;
    return optimizer.minimize(() => tf.losses.softmaxCrossEntropy<tfjs.Tensor2D, tfjs.Scalar>(y, net.forward(x)), true, weights)!;
  };
  const takeSteps = async (count: number): Promise<number> => {
    for (let i = 1; i < count; i++) takeStep().dispose();
    const loss = takeStep();
    const [value] = await loss.data();
    loss.dispose();
    return value!;
  };
  return { takeSteps, profile: (steps) => timeKernels(tf, 'wasm', steps, takeSteps) };
}

/** tfjs uploads a tensor when it is first used. */
async function uploaded(tf: Tf, tensor: Tensor): Promise<void> {
  const touched = tf.tidy(() => tf.sum(tensor));
  await touched.data();
  touched.dispose();
}

/** A blueprint in stock operations. */
class Network {
  constructor(
    private readonly tf: Tf,
    private readonly workload: Workload,
    private readonly weights: ReadonlyMap<string, tfjs.Variable>,
    private readonly states: ReadonlyMap<string, tfjs.Variable>,
  ) {}

  forward(x: Tensor): tfjs.Tensor2D {
    const { blueprint } = this.workload.recipe.network;
    const outputs = new Map<string, Tensor>([['input', x]]);
    for (const { name, kind, inputs, config } of blueprint.nodes) {
      outputs.set(name, this.layer(name, kind, config, inputs.map((input) => outputs.get(input)!)));
    }
    return outputs.get(blueprint.heads.main) as tfjs.Tensor2D;
  }

  private layer(name: string, kind: string, config: LayerConfig, inputs: readonly Tensor[]): Tensor {
    const { tf } = this;
    const x = inputs[0]!;
    const image = x as tfjs.Tensor4D;
    const weight = (own: string) => this.weights.get(`${name}/${own}`)!;
    const stride = (config['stride'] as number | undefined) ?? 1;
    const padding = (config['padding'] as 'same' | 'valid' | undefined) ?? 'same';
    switch (kind) {
      case 'dense': {
        const flat = (x.rank === 2 ? x : tf.reshape(x, [x.shape[0], -1])) as tfjs.Tensor2D;
        return tf.add(tf.matMul(flat, weight('kernel') as tfjs.Tensor2D), weight('bias'));
      }
      case 'convolution': {
        const y = tf.conv2d(image, weight('kernel') as unknown as tfjs.Tensor4D, stride, padding);
        return config['bias'] === false ? y : tf.add(y, weight('bias'));
      }
      case 'max-pooling':
        return tf.maxPool(image, config['size'] as number, stride, padding);
      case 'batch-norm':
        return this.batchNorm(name, image, weight('gamma'), weight('beta'));
      case 'activation':
        if (config['function'] === 'relu') return tf.relu(x);
        break;
      case 'add':
        return tf.add(x, inputs[1]!);
      case 'global-average-pooling':
        return tf.mean(x, [1, 2]);
    }
    throw new Error(`The benchmark has no layer ${kind} in stock tfjs`);
  }

  private batchNorm(name: string, x: tfjs.Tensor4D, gamma: tfjs.Tensor, beta: tfjs.Tensor): Tensor {
    const { tf } = this;
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    const count = x.size / x.shape[3];
    const follow = (state: string, fresh: Tensor): void => {
      const running = this.states.get(`${name}/${state}`)!;
      running.assign(tf.add(tf.mul(running, 1 - NORM_MOMENTUM), tf.mul(fresh, NORM_MOMENTUM)));
    };
    follow('mean', mean);
    follow('variance', tf.mul(variance, count / (count - 1)));
    return tf.batchNorm(x, mean as tfjs.Tensor1D, variance as tfjs.Tensor1D, beta as tfjs.Tensor1D, gamma as tfjs.Tensor1D, NORM_EPSILON);
  }
}
