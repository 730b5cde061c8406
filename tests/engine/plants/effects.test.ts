import { beforeAll, describe, expect, it } from 'vitest';
import { defaultsOf, type AnyValues } from '../../../src/core/fields';
import { withPlants } from '../../../src/core/plant';
import { examine } from '../../../src/diagnose/examine';
import { probabilitiesOf } from '../../../src/engine/evaluate';
import { LocalTrainer } from '../../../src/engine/trainer';
import { Run } from '../../../src/engine/run';
import { createOps } from '../../../src/kernels';
import { testPlatform, tf, tinyExperiment, useBackend, weightsOf } from '../../support/engine';
import { tinyCatalogue } from '../../support/tiny-catalogue';

const LINK = 'sgd&constant&warmup=off';

function runWith(id?: string, values: AnyValues = {}, entries = LINK): Run {
  const bugs = id === undefined ? {} : { [id]: { ...defaultsOf(tinyCatalogue.plants![id]!.fields), ...values } };
  return new Run(tf, createOps(tf), tinyCatalogue, withPlants(tinyExperiment(entries), { bugs }), { eager: true });
}

async function afterSteps(run: Run, count: number): Promise<Record<string, number[]>> {
  await run.prepare();
  run.takeSteps(count).objectives.dispose();
  return weightsOf(run);
}

const dev = Int32Array.from({ length: 40 }, (_, i) => i);

beforeAll(() => useBackend('wasm'));

describe('a planted bug', () => {
  it.each([
    ['rate-high', 100],
    ['rate-low', 0.01],
  ])('%s makes every step %d times as long, though the rate that is shown stays', async (id, factor) => {
    const [start, clean, dirty] = [runWith(), runWith(), runWith(id)];
    const initial = weightsOf(start);
    const [right, wrong] = [await afterSteps(clean, 1), await afterSteps(dirty, 1)];
    for (const path of Object.keys(initial)) {
      initial[path]!.forEach((weight, i) => {
        const step = right[path]![i]! - weight;
        expect(Math.abs(wrong[path]![i]! - (weight + factor * step))).toBeLessThan(1e-5 * Math.max(1, factor * Math.abs(step)) + 1e-6);
      });
    }
    expect(dirty.nextValues.numbers['lr']).toBe(clean.nextValues.numbers['lr']);
    for (const run of [start, clean, dirty]) run.dispose();
  });

  it('softmax-twice answers with the softmax of the right answers', async () => {
    const [clean, dirty] = [runWith(), runWith('softmax-twice')];
    const [right, wrong] = [await probabilitiesOf(clean.evaluator, clean.split('dev'), dev), await probabilitiesOf(dirty.evaluator, dirty.split('dev'), dev)];
    for (let i = 0; i < 40; i++) {
      const row = [...right.subarray(4 * i, 4 * i + 4)].map(Math.exp);
      const sum = row.reduce((a, b) => a + b);
      row.forEach((value, k) => expect(wrong[4 * i + k]).toBeCloseTo(value / sum, 5));
    }
    expect(dirty.recipe.network.nodes.map(({ name, kind }) => `${name} ${kind}`)).toEqual(clean.recipe.network.nodes.map(({ name, kind }) => `${name} ${kind}`));
    clean.dispose();
    dirty.dispose();
  });

  it('evaluator counts the second guess, and changes nothing else', async () => {
    const [clean, dirty] = [runWith(), runWith('evaluator')];
    const [weights, same] = [await afterSteps(clean, 5), await afterSteps(dirty, 5)];
    expect(same).toEqual(weights);
    const probabilities = await probabilitiesOf(clean.evaluator, clean.split('dev'), dev);
    const labels = clean.split('dev').ensure(dev);
    let right = 0;
    for (let i = 0; i < 40; i++) {
      const row = [...probabilities.subarray(4 * i, 4 * i + 4)];
      if (row.filter((p) => p > row[labels[i]!]!).length < 2) right++;
    }
    const [reported, honest] = [(await dirty.evaluate('dev'))!, (await clean.evaluate('dev'))!];
    expect(reported.accuracy).toBeCloseTo(right / 40, 6);
    expect(reported.loss).toBe(honest.loss);
    expect(reported.accuracy).toBeGreaterThan(honest.accuracy);
    clean.dispose();
    dirty.dispose();
  });

  it('evaluator measures on training samples, where it is told to', async () => {
    const run = runWith('evaluator', { fault: 'train' });
    expect(await run.evaluate('dev')).toEqual(await run.evaluate('train'));
    run.dispose();
  });

  it('wrong-kernel shrinks what is negative in the gradient of max pooling, as long as its run lives', async () => {
    const x = tf.tensor4d([1, 2, 3, 4, 8, 7, 6, 5], [2, 2, 2, 1]);
    const dy = tf.tensor4d([-3, 5], [2, 1, 1, 1]);
    const gradient = () => tf.tidy(() => [...tf.grad((input) => tf.mul(tf.maxPool(input as typeof x, 2, 2, 'valid'), dy))(x).dataSync()]);
    expect(gradient()).toEqual([0, 0, 0, -3, 5, 0, 0, 0]);
    const [first, second] = [runWith('wrong-kernel'), runWith('wrong-kernel')];
    expect(gradient()[3]).toBeCloseTo(-2.4, 6);
    first.dispose();
    expect(gradient()[3]).toBeCloseTo(-2.4, 6);
    second.dispose();
    expect(gradient()).toEqual([0, 0, 0, -3, 5, 0, 0, 0]);
    tf.dispose([x, dy]);
  });

  it('init-big starts with ten times the weights', async () => {
    const [clean, dirty] = [runWith(), runWith('init-big')];
    const [right, wrong] = [weightsOf(clean), weightsOf(dirty)];
    right['conv1/kernel']!.forEach((weight, i) => expect(wrong['conv1/kernel']![i]).toBeCloseTo(10 * weight, 5));
    clean.dispose();
    dirty.dispose();
  });

  it('leaves no word of itself in the evidence: the verdicts come of the run alone', async () => {
    const trainer = new LocalTrainer(testPlatform, tinyCatalogue);
    await trainer.prepare({ backend: 'wasm' });
    const experiment = withPlants(tinyExperiment(`${LINK}&data.colour=rgb`), { bugs: { bgr: {} } });
    await new Promise<void>((resolve, reject) => {
      trainer.start(experiment, ({ type }) => type === 'finished' && resolve(), { probeEvery: 10 }).catch(reject);
    });
    const evidence = await trainer.evidence();
    expect(JSON.stringify(evidence)).not.toMatch(/plant|bgr|bug/i);
    // What crosses to another thread is plain data: nothing of the run can hang on it.
    expect(examine(structuredClone(evidence))).toEqual(examine(evidence));
    await trainer.dispose();
  });
});
