/** Against PyTorch (tests/fixtures/layers.json, NCHW) and against float64. */
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import type { Tensor } from '../../../src/core/ops';
import { layerCases } from '../../kernels/golden';
import { numbers, numericGradient, toBeAllclose } from '../../kernels/support';
import { tf, useBackend } from '../../support/engine';
import { applyLayer, layerGradients } from '../../support/tricks';

const layer = catalogue.layers['group-norm']!;

/** Golden cases by name, with what brings images into our layout and back. */
const plain = (x: Tensor): Tensor => x;
const golden = [
  ['layer norm over the last axis, eps 1e-5', 1, plain, plain],
  ['group norm, 2 groups, eps 1e-5', 2, (x: Tensor) => tf.transpose(x, [0, 2, 3, 1]), (x: Tensor) => tf.transpose(x, [0, 3, 1, 2])],
] as const;

/** In float64: x [B, P, C]. */
function reference(x: ArrayLike<number>, gamma: ArrayLike<number>, beta: ArrayLike<number>, positions: number, groups: number): Float64Array {
  const channels = gamma.length;
  const size = channels / groups;
  const y = new Float64Array(x.length);
  for (let sample = 0; sample < x.length / positions / channels; sample++) {
    for (let group = 0; group < groups; group++) {
      const members: number[] = [];
      for (let p = 0; p < positions; p++) for (let c = 0; c < size; c++) members.push((sample * positions + p) * channels + group * size + c);
      const mean = members.reduce((sum, i) => sum + x[i]!, 0) / members.length;
      const variance = members.reduce((sum, i) => sum + (x[i]! - mean) ** 2, 0) / members.length;
      for (const i of members) y[i] = ((x[i]! - mean) / Math.sqrt(variance + 1e-5)) * gamma[i % channels]! + beta[i % channels]!;
    }
  }
  return y;
}

describe.each(['cpu', 'wasm'] as const)('group norm on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(golden)('has the values and gradients of PyTorch: %s', (name, groups, ours, theirs) => {
    const { inputs, y, dy, grads } = layerCases.find((one) => one.name === name)!;
    const tensor = ({ shape, data }: { shape: number[]; data: number[] }) => tf.tensor(data, shape);
    const given = { x: ours(tensor(inputs['x']!)), weights: { gamma: tensor(inputs['g']!), beta: tensor(inputs['b']!) }, config: { groups } };
    toBeAllclose(theirs(applyLayer(layer, given).output), y);
    const { x, gamma, beta } = layerGradients(layer, given, ours(tensor(dy)));
    toBeAllclose(theirs(x!), grads['x']!, { atol: 1e-4 });
    toBeAllclose(gamma!, grads['g']!, { atol: 1e-4 });
    toBeAllclose(beta!, grads['b']!, { atol: 1e-4 });
  });

  it.each([
    [[1, 3], 1, 1],
    [[3, 7], 1, 1],
    [[2, 31], 31, 31],
    [[2, 3, 3, 6], 4, 3],
    [[3, 1, 7, 33], 3, 3],
    [[1, 7, 3, 65], 65, 65],
    [[2, 5, 5, 8], 64, 8],
  ])('of %j in %d groups, which are %d, is that of float64', (shape, wanted, groups) => {
    const channels = shape.at(-1)!;
    const size = shape.reduce((product, extent) => product * extent, 1);
    const positions = size / shape[0]! / channels;
    const [x, gamma, beta] = [numbers(size, 1).map((value) => 3 * value + 1), numbers(channels, 2), numbers(channels, 3)];
    const given = { x: tf.tensor(x, shape), weights: { gamma: tf.tensor1d(gamma), beta: tf.tensor1d(beta) }, config: { groups: wanted } };
    // A group of one number has the variance 0, and what little is left of it after subtracting the mean is blown up.
    const tolerance = { atol: 1e-3, rtol: 1e-3 };
    toBeAllclose(applyLayer(layer, given).output, reference(x, gamma, beta, positions, groups), tolerance);
    const dy = numbers(size, 4);
    const gradients = layerGradients(layer, given, tf.tensor(dy, shape));
    toBeAllclose(gradients['x']!, numericGradient((v) => reference(v, gamma, beta, positions, groups), x, dy), tolerance);
    toBeAllclose(gradients['gamma']!, numericGradient((v) => reference(x, v, beta, positions, groups), gamma, dy), tolerance);
    toBeAllclose(gradients['beta']!, numericGradient((v) => reference(x, gamma, v, positions, groups), beta, dy), tolerance);
  });

  it('is not misled by a large mean', () => {
    const x = Array.from({ length: 32 }, (_, i) => 1000 + Math.sin(i));
    const [gamma, beta] = [Array<number>(4).fill(1), Array<number>(4).fill(0)];
    const weights = { gamma: tf.tensor1d(gamma), beta: tf.tensor1d(beta) };
    const { output } = applyLayer(layer, { x: tf.tensor(x, [1, 2, 4, 4]), weights, config: { groups: 2 } });
    toBeAllclose(output, reference(x, gamma, beta, 8, 2), { atol: 2e-3 });
  });

  it('passes NaN on to its own sample and group alone', () => {
    const x = tf.tensor([NaN, 1, 2, 3, 1, 2, 3, 4], [2, 4]);
    const weights = { gamma: tf.ones([4]), beta: tf.zeros([4]) };
    const y = applyLayer(layer, { x, weights, config: { groups: 2 } }).output;
    expect([...y.dataSync()].map(Number.isNaN)).toEqual([true, true, ...Array<boolean>(6).fill(false)]);
  });
});
