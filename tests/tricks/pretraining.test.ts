import { beforeAll, describe, expect, it } from 'vitest';
import { RecipeError } from '../../src/core/fold';
import type { StartContext } from '../../src/core/trick';
import { takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';
import { anyParameter, effectsOf } from '../support/tricks';

const sourceLink = (entries: string) => `#v=1&data=tiny&batch=8&${entries}`;
const from = (source: string, more = '') => `pretraining.source=${encodeURIComponent(source)}${more}`;
const NARROW = 'model.width=4&model.hidden=16';

async function trainedWeights(entries: string) {
  const run = tinyRun(entries);
  await run.prepare();
  while (!run.finished) takeSteps(run, 1);
  await run.finish();
  const weights = weightsOf(run);
  run.dispose();
  return weights;
}

describe('pretraining', () => {
  beforeAll(() => useBackend('wasm'));

  it('starts from the weights with which the source has ended, the same every time', async () => {
    const before = tf.memory().numTensors;
    const run = tinyRun(from(sourceLink(`epochs=2&${NARROW}`)));
    await run.prepare();
    expect(weightsOf(run)).toEqual(await trainedWeights('epochs=2'));
    expect(takeSteps(run, 3).every(Number.isFinite)).toBe(true);
    run.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes over running statistics as well', async () => {
    const run = tinyRun(`model=resnet&model.width=2&${from(sourceLink('model=resnet&model.width=2&epochs=1'))}`);
    await run.prepare();
    const states = run.recipe.network.states.map(({ path }, i) => [path, run.state.layers[i]!.dataSync()] as const);
    const means = states.filter(([path]) => path.endsWith('/mean'));
    run.dispose();
    expect(means.length).toBeGreaterThan(5);
    for (const [path, mean] of means) expect(mean.some((value) => value !== 0), path).toBe(true);
  });

  it('keeps its own values where shapes differ: the output of another number of classes, another width', async () => {
    const { start } = effectsOf('pretraining', { source: '#x' });
    const parameters = [
      { ...anyParameter, path: 'conv1/kernel', node: 'conv1', shape: [2] },
      { ...anyParameter, path: 'hidden/kernel', node: 'hidden', shape: [3] },
      { ...anyParameter, path: 'output/kernel', node: 'output', shape: [2, 4], head: true },
    ];
    const zeros = parameters.map(({ path, shape }) => [path, new Float32Array(shape.reduce((a, b) => a * b, 1))] as const);
    const values = { parameters: new Map(zeros), states: new Map([['norm/mean', new Float32Array(2)]]) };
    const trained = {
      parameters: new Map([
        ['conv1/kernel', new Float32Array([1, 2])],
        ['hidden/kernel', new Float32Array([1, 2, 3, 4])],
        ['output/kernel', new Float32Array(8).fill(9)],
        ['unknown/kernel', new Float32Array([5])],
      ]),
      states: new Map([['norm/mean', new Float32Array([7, 8])], ['else/mean', new Float32Array([1])]]),
      shapes: new Map([['conv1/kernel', [2]], ['hidden/kernel', [4]], ['output/kernel', [4, 2]], ['unknown/kernel', [1]]]),
    };
    const result = await start!({ parameters, trained: () => Promise.resolve(trained) } as unknown as StartContext, values);
    const listed = (map: ReadonlyMap<string, Float32Array>) => Object.fromEntries([...map].map(([path, value]) => [path, [...value]]));
    expect(listed(result.parameters)).toEqual({ 'conv1/kernel': [1, 2], 'hidden/kernel': [0, 0, 0], 'output/kernel': Array(8).fill(0) });
    expect(listed(result.states)).toEqual({ 'norm/mean': [7, 8] });
  });

  it('refuses a source of which nothing fits, or no more than an output', async () => {
    const run = tinyRun(from(sourceLink('model=mlp&model.width=16&epochs=1')));
    await expect(run.prepare()).rejects.toThrow(RecipeError);
    await expect(run.prepare()).rejects.toThrow(/No layer of the run to start from/);
    run.dispose();
    const logistic = tinyRun(`model=logistic&${from(sourceLink('model=logistic&epochs=1'))}`);
    await expect(logistic.prepare()).resolves.toBeUndefined();
    logistic.dispose();
  });

  it('asks for a source where there is none', () => {
    expect(() => tinyRun('pretraining')).toThrow(/Pretraining cannot act here: it needs a run to start from; copy the link/);
    expect(() => tinyRun('pretraining.last=1')).toThrow(/Pretraining cannot act here/);
  });

  it('freezes all but the last layers', async () => {
    const run = tinyRun(`${from(sourceLink(`epochs=1&${NARROW}`), '&pretraining.last=2')}`);
    await run.prepare();
    const before = weightsOf(run);
    takeSteps(run, 3);
    const after = weightsOf(run);
    run.dispose();
    const changed = Object.keys(before).filter((path) => String(before[path]) !== String(after[path]));
    expect(changed.sort()).toEqual(['hidden/bias', 'hidden/kernel', 'output/bias', 'output/kernel']);
  });

  it('lowers the rates of early layers, evenly on a log scale', () => {
    const { rates } = effectsOf('pretraining', { source: '#x', first: 0.01, last: 2 });
    const rate = (depth: number, layersAfter: number) => rates!({ ...anyParameter, depth, layersAfter });
    expect([rate(0, 3), rate(0.25, 2), rate(0.5, 1), rate(1, 0)]).toEqual([0, 0, 0.1, 1]);
    const all = effectsOf('pretraining', { source: '#x', first: 0.01 }).rates!;
    expect(all({ ...anyParameter, depth: 0, layersAfter: 3 })).toBeCloseTo(0.01, 12);
  });
});
