import { beforeAll, describe, expect, it } from 'vitest';
import { takeSteps, tf, tinyRun, useBackend } from '../support/engine';
import { catalogue } from '../../src/catalogue';
import { applyLayer, layerGradients } from '../support/tricks';

/** The function of every activation, by node. */
function activations(link: string): Record<string, unknown> {
  const run = tinyRun(link);
  expect(takeSteps(run, 1).every(Number.isFinite)).toBe(true);
  run.dispose();
  const nodes = run.recipe.network.blueprint.nodes.filter(({ kind }) => kind === 'activation');
  return Object.fromEntries(nodes.map(({ name, config }) => [name, config['function']]));
}

describe('stem activation', () => {
  beforeAll(() => useBackend('wasm'));

  it('replaces the activations after strided convolutions alone', () => {
    expect(activations('model.downsampling=strides&stem')).toEqual({ relu1: 'leaky-relu', relu2: 'leaky-relu', 'relu-hidden': 'relu' });
    expect(activations('model=resnet&model.width=4&stem.activation=elu')).toEqual({
      'stem-relu': 'relu',
      'stage1-block1-relu1': 'relu',
      'stage1-block1-relu2': 'relu',
      'stage2-block1-relu1': 'elu',
      'stage2-block1-relu2': 'relu',
      'stage3-block1-relu1': 'elu',
      'stage3-block1-relu2': 'relu',
    });
    const strided = activations('model=resnet&model.width=4&model.stem=strided&stem.activation=swish');
    expect(strided).toMatchObject({ 'stem-relu': 'swish', 'stage1-block1-relu1': 'relu' });
  });

  it('finds the activation behind a norm and behind squeeze-and-excite too', () => {
    expect(activations('model.downsampling=strides&norm&se&stem')).toMatchObject({ relu1: 'leaky-relu', relu2: 'leaky-relu' });
  });

  it.each(['', 'model=mlp', 'model=logistic'])('says that there is no strided layer in "%s"', (model) => {
    expect(() => tinyRun(`${model}&stem`)).toThrow(/Stem activation cannot act here: no convolution of this network takes steps of two pixels/);
  });

  const references: Record<string, [(x: number) => number, (x: number) => number]> = {
    relu: [(x) => Math.max(0, x), (x) => (x > 0 ? 1 : 0)],
    'leaky-relu': [(x) => (x > 0 ? x : 0.01 * x), (x) => (x > 0 ? 1 : 0.01)],
    elu: [(x) => (x > 0 ? x : Math.expm1(x)), (x) => (x > 0 ? 1 : Math.exp(x))],
    swish: [(x) => x / (1 + Math.exp(-x)), (x) => (1 + Math.exp(-x) + x * Math.exp(-x)) / (1 + Math.exp(-x)) ** 2],
  };

  describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
    beforeAll(() => useBackend(backend));

    it.each(Object.entries(references))('%s and its gradient are those of float64', (name, [f, derivative]) => {
      const layer = catalogue.layers['activation']!;
      const values = Array.from({ length: 33 }, (_, i) => Math.sin(3 * i) * (1 + i / 8));
      const given = { x: tf.tensor1d(values), config: { function: name } };
      const y = applyLayer(layer, given).output.dataSync();
      const dx = layerGradients(layer, given).x!.dataSync();
      values.forEach((value, i) => {
        expect(y[i]).toBeCloseTo(f(value), 5);
        expect(dx[i]).toBeCloseTo(Math.cos(i) * derivative(value), 5);
      });
    });

    it.each(Object.keys(references).filter((name) => name !== 'relu'))('%s passes NaN on', (name) => {
      const { output } = applyLayer(catalogue.layers['activation']!, { x: tf.tensor1d([NaN, 1]), config: { function: name } });
      expect(output.dataSync()[0]).toBeNaN();
    });
  });
});
