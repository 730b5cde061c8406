import { beforeAll, describe, expect, it } from 'vitest';
import { takeSteps, tinyRun, useBackend } from '../support/engine';

/** The shape of every kernel, by path. */
function kernels(link: string): Record<string, readonly number[]> {
  const run = tinyRun(link);
  expect(takeSteps(run, 1).every(Number.isFinite)).toBe(true);
  run.dispose();
  return Object.fromEntries(run.recipe.network.parameters.filter(({ role }) => role === 'kernel').map(({ path, shape }) => [path, shape]));
}

describe('width', () => {
  beforeAll(() => useBackend('wasm'));

  it('gives the network that the model’s own width would give, under the same paths', () => {
    expect(kernels('width.factor=2')).toEqual(kernels('model=cnn&model.width=8&model.hidden=16'));
    expect(kernels('model=mlp&model.width=10&width.factor=0.5')).toEqual(kernels('model=mlp&model.width=5'));
    expect(kernels('model=resnet&model.width=2&width.factor=1.5')).toEqual(kernels('model=resnet&model.width=3'));
    expect(Object.keys(kernels('width'))).toEqual(Object.keys(kernels('')));
  });

  it('says so where nothing would change', () => {
    expect(() => tinyRun('model=logistic&width')).toThrow(/Width cannot act here: this model has no hidden layers/);
    expect(() => tinyRun('model=mlp&model.width=1&width.factor=1.2')).toThrow(/a width of 1 times 1.2, rounded and within the model’s bounds, is 1 again/);
    expect(() => tinyRun('model=mlp&model.width=1024&width')).toThrow(/is 1024 again/);
  });
});
