/**
 * ConvNetJS: loops of plain JavaScript in float64, sample by sample. Its trainer knows no Nesterov momentum, so the update is made here, in the same
 * kind of loop as its own.
 */
import convnetjs, { type Net } from 'convnetjs';
import type { LayerNode } from '../../../src/core/blueprint';
import type { NetworkPlan, Parameter } from '../../../src/core/network';
import type { Backend, Device } from '../protocol';
import { firstBatches, initialWeights, learningRateAt, type Workload } from '../workloads/workloads';
import type { Engine, Training } from './engine';

const BATCHES = 8;
const MOMENTUM = 0.9;

export const convNetJs: Engine = {
  open(backend: Backend): Promise<Device> {
    if (backend === 'webgpu') throw new Error('it computes in plain JavaScript only, and is measured beside WebAssembly');
    return Promise.resolve({ name: 'plain JavaScript, 1 thread', software: false, threads: 1 });
  },
  start: (workload) => Promise.resolve(startTraining(workload)),
  matrices: () => Promise.reject(new Error('it has no products of matrices')),
  /** Its memory is not told from the rest of JavaScript's. */
  heapBytes: () => undefined,
};

function startTraining(workload: Workload): Training {
  const { network, batchSize } = workload.recipe;
  const net = new convnetjs.Net();
  net.makeLayers(definitionsOf(network));
  setWeights(net, network.parameters, initialWeights(workload));
  const [height, width, depth] = volumeOf(network.blueprint.input);
  const batches = firstBatches(workload, BATCHES).map(({ x, y }) =>
    Array.from({ length: batchSize }, (_, b) => {
      const volume = new convnetjs.Vol(width, height, depth, 0);
      volume.w.set(x.subarray(b * volume.w.length, (b + 1) * volume.w.length));
      const { classes } = network.blueprint;
      return { volume, label: y.subarray(b * classes, (b + 1) * classes).indexOf(1) };
    }),
  );
  const parameters = net.getParamsAndGrads().map(({ params, grads }) => ({ params, grads, velocity: new Float64Array(params.length) }));
  let steps = 0;

  const takeStep = (): number => {
    const rate = learningRateAt(workload, steps);
    let loss = 0;
    for (const { volume, label } of batches[steps++ % batches.length]!) {
      net.forward(volume, true);
      loss += net.backward(label);
    }
    for (const { params, grads, velocity } of parameters) {
      for (let i = 0; i < params.length; i++) {
        const gradient = grads[i]! / batchSize;
        velocity[i] = MOMENTUM * velocity[i]! + gradient;
        params[i]! -= rate * (gradient + MOMENTUM * velocity[i]!);
        grads[i] = 0;
      }
    }
    return loss / batchSize;
  };
  const takeSteps = (count: number): Promise<number> => {
    let loss = NaN;
    for (let i = 0; i < count; i++) loss = takeStep();
    return Promise.resolve(loss);
  };
  return { takeSteps };
}

function volumeOf(shape: readonly number[]): [height: number, width: number, depth: number] {
  return shape.length === 3 ? [shape[0]!, shape[1]!, shape[2]!] : [1, 1, shape[0]!];
}

/** @throws where a layer is not to be had, or reads from another than the one before it */
function definitionsOf({ blueprint }: NetworkPlan): Record<string, string | number>[] {
  const [height, width, depth] = volumeOf(blueprint.input);
  const definitions: Record<string, string | number>[] = [{ type: 'input', out_sx: width, out_sy: height, out_depth: depth }];
  blueprint.nodes.forEach((node, i) => {
    if (node.inputs.length > 1 || node.inputs[0] !== (blueprint.nodes[i - 1]?.name ?? 'input')) throw new Error('it has chains of layers only');
    definitions.push(definitionOf(node, node.name === blueprint.heads.main));
  });
  return definitions;
}

function definitionOf({ kind, config }: LayerNode, last: boolean): Record<string, string | number> {
  const of = (name: string) => config[name] as number;
  switch (kind) {
    case 'dense':
      return last ? { type: 'softmax', num_classes: of('units') } : { type: 'fc', num_neurons: of('units') };
    case 'convolution': {
      if (config['padding'] === 'valid' || config['bias'] === false) throw new Error('it has no convolution without padding or bias');
      return { type: 'conv', sx: of('size'), filters: of('filters'), stride: (config['stride'] as number | undefined) ?? 1, pad: (of('size') - 1) / 2 };
    }
    case 'max-pooling':
      return { type: 'pool', sx: of('size'), stride: of('stride') };
    case 'activation':
      if (config['function'] === 'relu') return { type: 'relu' };
  }
  throw new Error(`it has no ${kind}`);
}

/** @param parameters those of a layer follow each other: kernel, bias */
function setWeights(net: Net, parameters: readonly Parameter[], values: readonly Float32Array[]): void {
  const layers = net.layers.filter(({ filters }) => filters);
  const kernels = parameters.flatMap(({ shape }, i) => (shape.length > 1 ? [{ kernel: values[i]!, bias: values[i + 1]! }] : []));
  layers.forEach(({ filters, biases }, l) => {
    const { kernel, bias } = kernels[l]!;
    filters!.forEach(({ w }, channel) => {
      for (let i = 0; i < w.length; i++) w[i] = kernel[i * filters!.length + channel]!;
    });
    biases!.w.set(bias);
  });
}
