import { beforeAll, describe, expect, it } from 'vitest';
import { takeSteps, tf, tinyRun, useBackend } from '../support/engine';
import { anyParameter, effectsOf, stepContext } from '../support/tricks';

describe('quantised weights', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([
    ['signs', [-1, 1, 1, -1]],
    ['bits', [0, 1, 1, 0]],
  ])('the forward pass of "%s" sees only its two values', (values, expected) => {
    const used = effectsOf('quantised-weights', { values }).reparam!(stepContext('quantised-weights'), tf.tensor1d([-0.3, 0.2, 1.7, -2]), anyParameter);
    expect([...used.dataSync()]).toEqual(expected);
  });

  it('the gradient passes straight through inside [−1, 1] and stops outside', () => {
    const { reparam } = effectsOf('quantised-weights');
    const weight = tf.tensor1d([-2, -1, -0.3, 0, 0.9, 1, 1.1]);
    const gradient = tf.grad((w) => tf.sum(tf.mul(reparam!(stepContext('quantised-weights'), w, anyParameter), tf.tensor1d([1, 2, 3, 4, 5, 6, 7]))))(weight);
    expect([...gradient.dataSync()]).toEqual([0, 2, 3, 4, 5, 6, 0]);
  });

  it('leaves the output layer, biases and norms as they are', () => {
    const { reparam } = effectsOf('quantised-weights');
    const weight = tf.tensor1d([0.5]);
    expect(reparam!(stepContext('quantised-weights'), weight, { ...anyParameter, head: true })).toBe(weight);
    expect(reparam!(stepContext('quantised-weights'), weight, { ...anyParameter, role: 'bias' })).toBe(weight);
  });

  it('puts a batch norm after every quantised layer that has none', () => {
    const kinds = (link: string) => {
      const run = tinyRun(link);
      takeSteps(run, 1);
      run.dispose();
      return run.recipe.network.nodes.map(({ kind }) => kind);
    };
    expect(kinds('qw').filter((kind) => kind === 'batch-norm')).toHaveLength(3);
    expect(kinds('model=resnet&qw')).toEqual(kinds('model=resnet'));
  });
});
