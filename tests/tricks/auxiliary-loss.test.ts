import { beforeAll, describe, expect, it } from 'vitest';
import { setWeight, takeSteps, tinyRun, useBackend, weightsOf } from '../support/engine';

describe('auxiliary loss', () => {
  beforeAll(() => useBackend('wasm'));

  it('adds the second head’s loss, which is near w·ln K at the start', () => {
    const [plain, auxiliary] = ['', 'aux.weight=0.5'].map((link) => {
      const run = tinyRun(link);
      const [objective] = takeSteps(run, 1);
      run.dispose();
      return objective!;
    });
    expect((auxiliary! - plain!) / (0.5 * Math.log(4))).toBeCloseTo(1, 1);
  });

  it('trains the second head and leaves it out of predictions', async () => {
    const run = tinyRun('aux');
    expect(Object.keys(run.recipe.network.blueprint.heads)).toEqual(['main', 'auxiliary']);
    const kernel = () => weightsOf(run)['auxiliary/kernel']!;
    const before = kernel();
    takeSteps(run, 3);
    expect(kernel()).not.toEqual(before);
    const measured = await run.evaluate('dev');
    setWeight(run, 'auxiliary/kernel', (values) => values.map((value) => value + 1));
    expect(await run.evaluate('dev')).toEqual(measured);
  });

  it('starts from the flat activations of an MLP too', () => {
    const run = tinyRun('model=mlp&aux');
    expect(takeSteps(run, 2).every(Number.isFinite)).toBe(true);
    run.dispose();
  });

  it('learns an extra label where the data have one', () => {
    const run = tinyRun('aux.task=extra&aux.weight=1&epochs=20&lr=0.05');
    expect(run.recipe.network.parameters.find(({ path }) => path === 'auxiliary/kernel')!.shape.at(-1)).toBe(8);
    const losses = takeSteps(run, run.recipe.steps);
    expect(losses[0]).toBeCloseTo(Math.log(4) + Math.log(8), 0);
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
    run.dispose();
  });

  it('mixes the extra label as it mixes the samples', () => {
    const run = tinyRun('aux.task=extra&mixup&cutmix');
    expect(takeSteps(run, 3).every(Number.isFinite)).toBe(true);
    run.dispose();
  });

  it('says why it cannot act on logistic regression', () => {
    expect(() => tinyRun('model=logistic&aux')).toThrow(/no hidden layer/);
  });
});
