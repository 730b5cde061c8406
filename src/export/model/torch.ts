/**
 * Weights under the names and in the layout of the exported PyTorch script, so that its model takes them by `load_state_dict(load_file(…))` and answers
 * alike. Only for what is sure to: chains of layers that no trick has rebuilt.
 */
import type { Catalogue } from '../../core/catalogue';
import type { ExportedModel, ExportedTensor } from '../../core/exported-model';
import { fold, type Recipe } from '../../core/fold';
import type { LayerNode, Shape } from '../../core/blueprint';
import { plainNetwork } from '../pytorch';
import { isChain } from '../pytorch/model';

/** Why the script's model cannot take the weights of an experiment, a sentence; undefined where it can. */
export function torchObstacle(catalogue: Catalogue, recipe: Recipe): string | undefined {
  const { blueprint } = recipe.network;
  const plain = plainNetwork(catalogue, recipe).blueprint;
  if (recipe.experiment.plants) return 'A bug is planted in this experiment, which the script does not have.';
  if (!isChain(plain)) return 'In a residual network PyTorch pads the convolutions that take steps of two on the other side, so the same weights would answer differently.';
  const layers = ({ nodes }: typeof plain) => JSON.stringify(nodes.map(({ name, kind, inputs }) => [name, kind, inputs]));
  const rebuilt = recipe.tricks.find(({ effects }) => effects.reparam || (effects.blueprint && layers(effects.blueprint(plain)) !== layers(plain)));
  if (rebuilt || layers(blueprint) !== layers(plain)) return `${rebuilt?.declaration.title ?? 'A trick'} rebuilds the network, and the script’s layers then have names of their own.`;
  const shapes = shapesOf(recipe);
  const strided = blueprint.nodes.find((node) => node.kind === 'convolution' && !paddedAlike(node, shapes(node.inputs[0]!)));
  return strided && 'PyTorch pads convolutions that take steps of two on the other side, so the same weights would answer differently; choose max pooling for the CNN.';
}

/** @throws Error where there is an obstacle */
export function torchTensors(catalogue: Catalogue, { experiment, blueprint, shapes, parameters, states }: ExportedModel): Record<string, ExportedTensor> {
  const obstacle = torchObstacle(catalogue, fold(catalogue, experiment));
  if (obstacle !== undefined) throw new Error(obstacle);
  const tensors: Record<string, ExportedTensor> = {};
  let place = 0;
  for (const { name, kind, inputs } of blueprint.nodes) {
    const before = shapes[inputs[0]!]!;
    // The script flattens pictures by a layer of its own.
    if (kind === 'dense' && before.length > 1) place++;
    const put = (theirs: string, tensor: ExportedTensor | undefined): void => {
      if (tensor) tensors[`${place}.${theirs}`] = tensor;
    };
    const kernel = parameters[`${name}/kernel`];
    if (kernel) put('weight', kind === 'convolution' ? permuted(kernel, [3, 2, 0, 1]) : outputsFirst(kernel, before));
    put('bias', parameters[`${name}/bias`]);
    if (kind === 'batch-norm') {
      put('weight', parameters[`${name}/gamma`]);
      put('bias', parameters[`${name}/beta`]);
      put('running_mean', states[`${name}/mean`]);
      put('running_var', states[`${name}/variance`]);
    }
    place++;
  }
  return tensors;
}

/** [in, out] → [out, in]; PyTorch flattens pictures as [C, H, W], we as [H, W, C]. */
function outputsFirst({ shape, values }: ExportedTensor, before: Shape): ExportedTensor {
  const outputs = shape[1]!;
  const moved = permuted({ shape: [...before, outputs], values }, before.length === 3 ? [3, 2, 0, 1] : [1, 0]);
  return { shape: [outputs, shape[0]!], values: moved.values };
}

/** A transposition: axis i of the result is axis `order[i]` of the tensor. */
export function permuted({ shape, values }: ExportedTensor, order: readonly number[]): ExportedTensor {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1));
  const result = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const index = result.map(() => 0);
  const moved = new Float32Array(values.length);
  let from = 0;
  for (let i = 0; i < moved.length; i++) {
    moved[i] = values[from]!;
    for (let axis = result.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++index[axis]! < result[axis]!) break;
      from -= steps[axis]! * result[axis]!;
      index[axis] = 0;
    }
  }
  return { shape: result, values: moved };
}

/** Whether TensorFlow's `same` padding is as much on all sides as the script's is. */
function paddedAlike({ config }: LayerNode, [height, width]: Shape): boolean {
  const size = config['size'] as number;
  const stride = (config['stride'] as number | undefined) ?? 1;
  const total = (extent: number) => Math.max(0, (Math.ceil(extent / stride) - 1) * stride + size - extent);
  return [height!, width!].every((extent) => Math.floor(total(extent) / 2) === Math.floor(size / 2) && total(extent) === 2 * Math.floor(size / 2));
}

function shapesOf({ network }: Recipe): (name: string) => Shape {
  const shapes = new Map(network.nodes.map(({ name, shape }) => [name, shape]));
  return (name) => shapes.get(name) ?? network.blueprint.input;
}
