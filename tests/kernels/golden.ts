/** Layers with the values of PyTorch in float64 (tests/fixtures/layers.json, NCHW and OIHW), and how they are checked. */
import type { Rank, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Ops, Tensor } from '../../src/core/ops';
import golden from '../fixtures/layers.json';
import { tf, toBeAllclose } from './support';

export interface Case {
  readonly name: string;
  readonly inputs: Readonly<Record<string, { readonly shape: number[]; readonly data: number[] }>>;
  readonly dy: { readonly shape: number[]; readonly data: number[] };
  readonly y: number[];
  readonly grads: Readonly<Record<string, number[]>>;
}

const cases = golden.cases as unknown as readonly Case[];
const CROSS_ENTROPY = 'softmax cross-entropy';

/** All but the cross-entropy. */
export const layerCases = cases.filter(({ name }) => !name.startsWith(CROSS_ENTROPY));

/**
 * PyTorch's layouts to ours and back; weights [O, I, kh, kw] become [kh, kw, I, O], depthwise ones [kh, kw, C, 1] by the same permutation of [C, 1,
 * …].
 */
const toNHWC = (x: Tensor) => tf.transpose(x, [0, 2, 3, 1]) as Tensor4D;
const toNCHW = (x: Tensor) => tf.transpose(x, [0, 3, 1, 2]);
const toHWIO = (w: Tensor) => tf.transpose(w, [2, 3, 1, 0]) as Tensor4D;
const depthwise = (w: Tensor) => tf.transpose(w, [2, 3, 0, 1]) as Tensor4D;
const image = (f: (x: Tensor4D) => Tensor) => (x: Tensor) => toNCHW(f(toNHWC(x)));

/** Normalises over some axes by plain operations. */
function standardise(x: Tensor, axes: number[]): Tensor {
  const { mean, variance } = tf.moments(x, axes, true);
  return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5)));
}

const layers = (ops: Ops): Record<string, (...inputs: Tensor[]) => Tensor> => ({
  'conv 3x3 same': (x, w) => image((a) => tf.conv2d(a, toHWIO(w), 1, 'same'))(x),
  'conv 3x3 stride 2 pad 1': (x, w) => image((a) => tf.conv2d(a, toHWIO(w), 2, 1))(x),
  'conv 1x1 stride 2': (x, w) => image((a) => tf.conv2d(a, toHWIO(w), 2, 'valid'))(x),
  'depthwise 3x3 same': (x, w) => image((a) => tf.depthwiseConv2d(a, depthwise(w), 1, 'same'))(x),
  'max pool 2': (x) => image((a) => tf.maxPool(a, 2, 2, 'valid'))(x),
  'average pool 2': (x) => image((a) => tf.avgPool(a, 2, 2, 'valid'))(x),
  'batch norm, training, eps 1e-5': (x, g, b) => {
    const running = { mean: tf.zeros<Rank.R1>([g.size]), variance: tf.ones<Rank.R1>([g.size]) };
    return image((a) => ops.batchNorm(a, g as Tensor1D, b as Tensor1D, running, { epsilon: 1e-5, momentum: 0.1 }).y)(x);
  },
  'layer norm over the last axis, eps 1e-5': (x, g, b) => tf.add(tf.mul(standardise(x, [1]), g), b),
  'group norm, 2 groups, eps 1e-5': (x, g, b) => {
    const [batch, channels, height, width] = x.shape as [number, number, number, number];
    const normal = standardise(tf.reshape(x, [batch, 2, -1]), [2]);
    const column = [1, channels, 1, 1];
    return tf.add(tf.mul(tf.reshape(normal, [batch, channels, height, width]), tf.reshape(g, column)), tf.reshape(b, column));
  },
  elu: (x) => tf.elu(x),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  'leaky relu 0.01': (x) => tf.leakyRelu(x, 0.01),
});

/** Compares a layer's output and gradients on the current backend. */
export async function checkLayer(ops: Ops, { name, inputs, dy, y, grads }: Case): Promise<void> {
  const layer = layers(ops)[name]!;
  const names = Object.keys(inputs);
  const tensors = names.map((key) => tf.tensor(inputs[key]!.data, inputs[key]!.shape));
  toBeAllclose(await layer(...tensors).data(), y);
  const gradients = tf.grads(layer)(tensors, tf.tensor(dy.data, dy.shape));
  for (const [i, key] of names.entries()) toBeAllclose(await gradients[i]!.data(), grads[key]!, { atol: 1e-4 });
}

/** Compares softmax cross-entropy with soft targets, mean over the batch. */
export async function checkCrossEntropy(ops: Ops): Promise<void> {
  const { inputs, y, grads, dy } = cases.find(({ name }) => name.startsWith(CROSS_ENTROPY))!;
  const { shape, data } = inputs['z']!;
  const [rows, classes] = shape as [number, number];
  // The file leaves the targets out, but dz = dy/B · (softmax(z) − t) gives them; the loss then checks them.
  const exp = data.map(Math.exp);
  const sums = data.map((_, i) => exp.slice(i - (i % classes), i - (i % classes) + classes).reduce((sum, value) => sum + value));
  const t = tf.tensor2d(data.map((_, i) => exp[i]! / sums[i]! - (grads['z']![i]! * rows) / dy.data[0]!), [rows, classes]);
  const loss = (z: Tensor) => tf.mean(ops.crossEntropy(z as Tensor2D, t));
  const z = tf.tensor(data, shape);
  toBeAllclose(await tf.sum(t, 1).data(), [1, 1, 1, 1]);
  toBeAllclose(await loss(z).data(), y);
  toBeAllclose(await tf.grad(loss)(z, tf.scalar(dy.data[0]!)).data(), grads['z']!);
}
