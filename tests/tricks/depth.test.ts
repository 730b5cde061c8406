import { beforeAll, describe, expect, it } from 'vitest';
import { takeSteps, tinyRun, useBackend } from '../support/engine';

/** The names of all layers. */
function layers(link: string): string[] {
  const run = tinyRun(link);
  expect(takeSteps(run, 1).every(Number.isFinite)).toBe(true);
  run.dispose();
  return run.recipe.network.nodes.map(({ name }) => name);
}

describe('depth', () => {
  beforeAll(() => useBackend('wasm'));

  it('gives the network that the model’s own depth would give', () => {
    expect(layers('depth.factor=1.5')).toEqual(layers('model=cnn&model.width=4&model.depth=3'));
    expect(layers('model=mlp&depth')).toEqual(layers('model=mlp&model.depth=4'));
    expect(layers('model=resnet&model.width=2&depth')).toEqual(layers('model=resnet&model.width=2&model.blocks=2'));
    expect(layers('model=mlp&width&depth')).toHaveLength(9);
  });

  it('says so where nothing would change, or nothing would be left of the picture', () => {
    expect(() => tinyRun('model=logistic&depth')).toThrow(/Depth cannot act here: this model is one layer/);
    expect(() => tinyRun('depth.factor=1.1')).toThrow(/a depth of 2 times 1.1, rounded and within the model’s bounds, is 2 again/);
    expect(() => tinyRun('depth')).toThrow(/the input is too small for so many down-samplings/);
  });
});
