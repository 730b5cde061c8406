import { beforeAll, describe, expect, it } from 'vitest';
import { distance, takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';
import { applyLayer, effectsOf, layerGradients } from '../support/tricks';

const layer = () => effectsOf('dropout').layers![0]!;
const numbers = (rate: number) => ({ numbers: { 'dropout.rate': rate } });

/** What each dropout reads, by node. */
function placesOf(link: string): string[] {
  const run = tinyRun(link);
  expect(takeSteps(run, 2).every(Number.isFinite)).toBe(true);
  run.dispose();
  return run.recipe.network.blueprint.nodes.filter(({ kind }) => kind === 'dropout').flatMap(({ inputs }) => inputs);
}

describe('dropout', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([0.1, 0.5, 0.9])('silences a share of %d and keeps the mean', (rate) => {
    const count = 40_000;
    const y = [...applyLayer(layer(), { x: tf.ones([count]), ...numbers(rate) }).output.dataSync()];
    const silent = y.filter((value) => value === 0).length / count;
    expect(Math.abs(silent - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / count));
    expect(y.filter((value) => value !== 0).every((value) => Math.abs(value * (1 - rate) - 1) < 1e-5)).toBe(true);
    expect(Math.abs(y.reduce((sum, value) => sum + value, 0) / count - 1)).toBeLessThan(5 * Math.sqrt(rate / (1 - rate) / count));
  });

  it('lets the gradient through where it lets the signal through', () => {
    const given = { x: tf.ones([31]), ...numbers(0.4) };
    const y = applyLayer(layer(), given).output.dataSync();
    const dx = layerGradients(layer(), given).x!.dataSync();
    y.forEach((value, i) => expect(dx[i]).toBeCloseTo(value * Math.cos(i), 5));
  });

  it('draws another mask for another key', () => {
    const mask = (key: [number, number]) => [...applyLayer(layer(), { x: tf.ones([65]), ...numbers(0.5), key }).output.dataSync()];
    expect(mask([1, 2])).toEqual(mask([1, 2]));
    expect(mask([1, 2])).not.toEqual(mask([1, 3]));
  });

  it('changes nothing at evaluation, and nothing at all with a rate of 0', () => {
    const x = tf.tensor1d([1, -2, 3]);
    expect([...applyLayer(layer(), { x, training: false }).output.dataSync()]).toEqual([1, -2, 3]);
    expect([...applyLayer(layer(), { x, ...numbers(0) }).output.dataSync()]).toEqual([1, -2, 3]);
  });

  it('acts before the output, or after all hidden dense layers', () => {
    expect(placesOf('do')).toEqual(['relu-hidden']);
    expect(placesOf('do.place=hidden&norm')).toEqual(['relu-hidden']);
    expect(placesOf('model=mlp&model.depth=3&do')).toEqual(['activation3']);
    expect(placesOf('model=mlp&model.depth=3&do.place=hidden')).toEqual(['activation1', 'activation2', 'activation3']);
    expect(placesOf('model=resnet&model.width=4&do')).toEqual(['pool']);
  });

  it('says why it cannot act', () => {
    expect(() => tinyRun('model=logistic&do')).toThrow(/Dropout cannot act here: this network has no hidden neurons/);
    expect(() => tinyRun('model=resnet&do.place=hidden')).toThrow(/no hidden dense layers; let it act before the output/);
  });

  it('draws anew in every step, alike in two runs of one seed', () => {
    const [a, b, other] = ['do.rate=0.5', 'do.rate=0.5', 'do.rate=0.5&seed=2'].map((link) => {
      const run = tinyRun(link);
      takeSteps(run, 6);
      const weights = weightsOf(run);
      run.dispose();
      return weights;
    });
    expect(a).toEqual(b);
    expect(distance(a!, other!)).toBeGreaterThan(0);
  });
});
