import { beforeAll, describe, expect, it } from 'vitest';
import { logitsOf } from '../../src/engine/predictions';
import { layers } from '../../src/engine/views';
import { setWeight, takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';

const rms = (values: ArrayLike<number>) => Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length);

describe('a probe', () => {
  beforeAll(() => useBackend('wasm'));

  it('measures every layer in order, and leaves nothing behind', async () => {
    const run = tinyRun();
    takeSteps(run, 3);
    const before = tf.memory().numTensors;
    const probed = await layers(run, tf);
    expect(tf.memory().numTensors).toBe(before);
    expect(probed.map(({ name }) => name)).toEqual(run.recipe.network.nodes.map(({ name }) => name));

    const weights = weightsOf(run);
    for (const { name, weight } of probed) {
      if (weight === undefined) expect(weights[`${name}/kernel`]).toBeUndefined();
      else expect(weight / rms(weights[`${name}/kernel`]!)).toBeCloseTo(1, 5);
    }
    const dev = run.split('dev');
    const all = tf.tensor1d(Int32Array.from({ length: dev.size }, (_, i) => i), 'int32');
    const logits = logitsOf(run.evaluator, dev.normalise(dev.gather(all)));
    expect(probed.at(-1)!.activation / rms(logits.dataSync())).toBeCloseTo(1, 5);
    run.dispose();
  });

  it('finds units that have died', async () => {
    const run = tinyRun();
    setWeight(run, 'hidden/bias', (before) => before.map((_, i) => (i < 4 ? -1e6 : 1e6)));
    const probed = await layers(run, tf);
    expect(probed.find(({ name }) => name === 'relu-hidden')!.silent).toBeCloseTo(0.25, 6);
    run.dispose();
  });
});
