import { beforeAll, describe, expect, it } from 'vitest';
import { Stream } from '../../src/core/random';
import { forward } from '../../src/engine/forward';
import type { Run } from '../../src/engine/run';
import { weightsOf as tensorsOf } from '../../src/engine/train-state';
import { createOps } from '../../src/kernels';
import { takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';
import { anyParameter, effectsOf } from '../support/tricks';
import type { Parameter } from '../../src/core/network';
import type { StartContext } from '../../src/core/trick';

const parameter = (shape: readonly number[], more: Partial<Parameter> = {}): Parameter => {
  const outputs = shape.at(-1)!;
  const size = shape.reduce((product, extent) => product * extent, 1);
  return { ...anyParameter, shape, fanIn: size / outputs, fanOut: outputs * (shape.length === 4 ? shape[0]! * shape[1]! : 1), ...more };
};
const draw = (scheme: string, shape: readonly number[], more?: Partial<Parameter>) =>
  effectsOf('initialisation', { scheme }).initialise!(parameter(shape, more), Stream.of(1, 'init', 'a'));
const deviation = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

describe('initialisation', () => {
  beforeAll(() => useBackend('wasm'));

  it('by He is what the baseline does anyway', () => {
    expect(effectsOf('initialisation', { scheme: 'he' })).toEqual({});
  });

  it.each([
    ['small', 0.1 * Math.sqrt(2 / 300)],
    ['big', 10 * Math.sqrt(2 / 300)],
    ['glorot', Math.sqrt(2 / (300 + 200))],
    ['orthogonal', Math.sqrt(2 / 300)],
    ['lsuv', Math.sqrt(1 / 300)],
  ])('"%s" has the deviation %d for 300 inputs and 200 outputs', (scheme, expected) => {
    expect(deviation(draw(scheme, [300, 200])) / expected).toBeCloseTo(1, 2);
    expect(deviation(draw(scheme, [300, 200], { gain: 0.5 })) / expected).toBeCloseTo(0.5, 2);
  });

  it('by Glorot is uniform within its bounds', () => {
    const bound = Math.sqrt(6 / (9 * 8 + 9 * 16));
    const values = draw('glorot', [3, 3, 8, 16]);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound);
    expect(Math.max(...values)).toBeGreaterThan(0.98 * bound);
    expect(Math.min(...values)).toBeLessThan(-0.98 * bound);
  });

  const shapes = [[7, 3], [3, 7], [1, 1], [33, 33], [3, 3, 2, 5], [1, 1, 4, 31], [3, 3, 1, 65]];
  it.each(shapes.map((shape) => [shape]))('orthogonal: of %j the columns or the rows are at right angles, of length √2', (shape) => {
    const values = draw('orthogonal', shape);
    const outputs = shape.at(-1)!;
    const inputs = values.length / outputs;
    const at = (i: number, o: number) => values[i * outputs + o]!;
    const wide = outputs > inputs;
    const [count, length] = wide ? [inputs, outputs] : [outputs, inputs];
    const element = (vector: number, k: number) => (wide ? at(vector, k) : at(k, vector));
    for (let a = 0; a < count; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let k = 0; k < length; k++) product += element(a, k) * element(b, k);
        expect(product).toBeCloseTo(a === b ? 2 : 0, 5);
      }
    }
  });

  const models = ['cnn&model.width=4&model.hidden=16', 'mlp&model.depth=6', 'resnet&model.width=4&model.norm=none'];
  it.each(models)('LSUV brings every hidden layer of %s to the variance 1', async (model) => {
    const before = tf.memory().numTensors;
    const run = tinyRun(`model=${model}&init.scheme=lsuv`);
    const output = weightsOf(run)['output/kernel'];
    await run.prepare();
    expect(weightsOf(run)['output/kernel']).toEqual(output);
    const variances = firstVariances(run);
    for (const [node, variance] of Object.entries(variances)) expect(Math.abs(variance - 1), node).toBeLessThan(0.11);
    expect(takeSteps(run, 3).every(Number.isFinite)).toBe(true);
    run.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('LSUV stops where scaling the weights changes nothing, or makes it worse', async () => {
    const { start } = effectsOf('initialisation', { scheme: 'lsuv' });
    const kernel = new Float32Array([1, 2]);
    const values = { parameters: new Map([['layer/kernel', kernel]]), states: new Map() };
    for (const variances of [[4, 4], [0, NaN], [1.05, 7]]) {
      const measured = [...variances];
      const context = { parameters: [anyParameter], measure: () => Promise.resolve({ mean: 0, variance: measured.shift()! }) };
      expect((await start!(context as unknown as StartContext, values)).parameters.get('layer/kernel')).toEqual(kernel);
    }
  });

  it('too small, the signal is all but gone before the output; too big, it explodes', () => {
    const last = (scheme: string) => {
      const run = tinyRun(`model=mlp&model.depth=4&init.scheme=${scheme}`);
      const { dense4 } = firstVariances(run);
      run.dispose();
      return dense4!;
    };
    expect(last('small')).toBeLessThan(1e-5);
    expect(last('big')).toBeGreaterThan(1e5);
  });
});

/** The variance of what each hidden layer puts out for the first batch of a run. */
function firstVariances(run: Run): Record<string, number> {
  const ops = createOps(tf);
  const split = run.split('train');
  const indices = Int32Array.from(Stream.of(run.recipe.experiment.run.seed, 'order', 0).permutation(split.size).subarray(0, run.recipe.batchSize));
  split.ensure(indices);
  const variances: Record<string, number> = {};
  const kinds = new Map(run.recipe.network.nodes.map(({ name, kind }) => [name, kind]));
  tf.tidy(() => {
    forward({
      tf,
      ops,
      plan: run.recipe.network,
      layers: run.recipe.layers,
      weights: tensorsOf(ops, run.state),
      state: run.state.layers,
      x: split.normalise(split.gather(tf.tensor1d(indices, 'int32'))),
      heads: ['main'],
      training: true,
      key: () => tf.tensor1d([1, 2], 'int32'),
      knob: () => tf.scalar(0),
      onOutput: (node, output) => {
        if (node !== 'output' && ['dense', 'convolution'].includes(kinds.get(node)!)) variances[node] = tf.moments(output).variance.dataSync()[0]!;
      },
    });
  });
  return variances;
}
