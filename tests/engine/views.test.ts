import { beforeAll, describe, expect, it } from 'vitest';
import { logitsOf } from '../../src/engine/predictions';
import { draw, layers } from '../../src/engine/views';
import { setWeight, takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';

const rms = (values: ArrayLike<number>) => Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length);

describe('a draw', () => {
  beforeAll(() => useBackend('wasm'));

  it('takes each sample once, the same for the same seed, with what the network says of it', async () => {
    const run = tinyRun();
    takeSteps(run, 3);
    await draw(run, 'trainDev', 1, 1); // puts the split on the device
    const before = tf.memory().numTensors;
    const drawn = await draw(run, 'trainDev', 30, 5);
    expect(tf.memory().numTensors).toBe(before);
    expect(new Set(drawn.map(({ index }) => index)).size).toBe(30);
    expect((await draw(run, 'trainDev', 30, 5)).map(({ index }) => index)).toEqual(drawn.map(({ index }) => index));
    expect((await draw(run, 'trainDev', 30, 6)).map(({ index }) => index)).not.toEqual(drawn.map(({ index }) => index));
    const pixels = new Uint8Array(64);
    for (const { index, label, features, probabilities } of drawn) {
      expect(run.dataset.splits.trainDev.sample(index, pixels).label).toBe(label);
      expect(features).toEqual(pixels);
      expect(probabilities!.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    }
    expect(await draw(run, 'dev', 1000, 1)).toHaveLength(40);
    run.dispose();
  });
});

describe('train-dev', () => {
  beforeAll(() => useBackend('wasm'));

  it('costs nothing until it is asked for, is measured as the other splits are, and is freed with the run', async () => {
    const clean = tf.memory().numTensors;
    const run = tinyRun();
    const before = tf.memory().numTensors;
    const { samples, accuracy } = (await run.evaluate('trainDev'))!;
    expect(tf.memory().numTensors).toBe(before + 3); // its pixels, scale and shift
    expect(samples).toBe(40);
    const views = await draw(run, 'trainDev', 40, 1);
    const right = views.filter(({ label, probabilities }) => probabilities!.indexOf(Math.max(...probabilities!)) === label);
    expect(accuracy).toBeCloseTo(right.length / 40, 6);
    run.dispose();
    expect(tf.memory().numTensors).toBe(clean);
  });

  it('may be empty', async () => {
    const run = tinyRun();
    Object.assign(run.dataset.splits, { trainDev: { ...run.dataset.splits.trainDev, size: 0 } });
    expect(await run.evaluate('trainDev')).toEqual({ loss: NaN, accuracy: NaN, samples: 0 });
    run.dispose();
  });
});

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
