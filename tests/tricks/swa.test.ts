import { beforeAll, describe, expect, it } from 'vitest';
import { distance, takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';

describe('stochastic weight averaging', () => {
  beforeAll(() => useBackend('wasm'));

  it('ends with the mean of the weights along the last part of the run', async () => {
    const run = tinyRun('model=mlp&swa.start=0.5&swa.every=0.25&constant');
    const kept: Record<string, number[]>[] = [];
    for (let step = 0; step < run.recipe.steps; step++) {
      takeSteps(run, 1);
      if ((step + 1) / 24 > 0.5 && (23 - step) % 2 === 0) kept.push(weightsOf(run));
    }
    await run.finish();
    expect(kept.length).toBe(6);
    const mean = Object.fromEntries(Object.keys(kept[0]!).map((path) => [path, kept[0]![path]!.map((_, i) => kept.reduce((sum, w) => sum + w[path]![i]!, 0) / kept.length)]));
    expect(distance(weightsOf(run), mean)).toBeLessThan(1e-6);
    run.dispose();
  });

  it('gives batch norm the statistics of the training data as the averaged network sees them, whatever changes its weights on the way', async () => {
    const run = tinyRun('model=mlp&qw&swa.start=0&swa.every=0.125&constant');
    takeSteps(run, run.recipe.steps);
    await run.finish();
    // Quantised weights and the running mean of the first layer, by hand: every sample is in one of the batches.
    const data = run.split('train');
    const indices = Int32Array.from({ length: data.size }, (_, i) => i);
    data.ensure(indices);
    const x = tf.reshape(data.normalise(data.gather(tf.tensor1d(indices, 'int32'))), [data.size, -1]);
    const weights = weightsOf(run);
    const signs = tf.tensor(weights['dense1/kernel']!.map((w) => (w >= 0 ? 1 : -1)), [x.shape[1]!, weights['dense1/bias']!.length]);
    const expected = tf.mean(tf.add(tf.matMul(x, signs), weights['dense1/bias']!), 0).dataSync();
    const place = run.recipe.network.states.findIndex(({ path }) => path === 'dense1-norm/mean');
    const actual = run.state.layers[place]!.dataSync();
    expected.forEach((value, i) => expect(actual[i]!).toBeCloseTo(value, 3));
    run.dispose();
  });

  it('estimates batch norm’s running statistics anew for the mean', async () => {
    const run = tinyRun('model=resnet&model.width=2&swa.start=0&swa.every=0.125&constant&epochs=10');
    takeSteps(run, run.recipe.steps);
    const before = run.state.layers.map((tensor) => [...tensor.dataSync()]);
    await run.finish();
    const after = run.state.layers.map((tensor) => [...tensor.dataSync()]);
    expect(after).not.toEqual(before);
    expect((await run.evaluate('train'))!.loss).toBeLessThan(Math.log(4));
    run.dispose();
  });
});
