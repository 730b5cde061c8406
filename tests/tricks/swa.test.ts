import { beforeAll, describe, expect, it } from 'vitest';
import { distance, takeSteps, tinyRun, useBackend, weightsOf } from '../support/engine';

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
