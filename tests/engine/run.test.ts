import { beforeAll, describe, expect, it } from 'vitest';
import { readLink } from '../../src/core/permalink';
import { Run } from '../../src/engine/run';
import { createOps } from '../../src/kernels';
import { distance, takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';
import { tinyCatalogue } from '../support/tiny-catalogue';

const MODELS = ['model=logistic', 'model=mlp', 'model.width=4&model.hidden=16', 'model.width=4&model.hidden=16&model.downsampling=strides', 'model=resnet&model.width=2'];

describe.each(['cpu', 'wasm'] as const)('a run on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(MODELS)('with %s starts near ln K and learns', async (model) => {
    const run = tinyRun(`${model}&epochs=15&lr=0.03`);
    const before = await run.evaluate('dev');
    expect(before!.loss / Math.log(4)).toBeGreaterThan(0.9);
    expect(before!.loss / Math.log(4)).toBeLessThan(1.1);
    takeSteps(run, run.recipe.steps);
    expect(run.finished).toBe(true);
    expect((await run.evaluate('train'))!.accuracy).toBeGreaterThan(0.6);
    run.dispose();
  });

  it('is the same for the same seed and another for another', () => {
    const losses = (seed: number) => {
      const run = tinyRun(`seed=${seed}&ls&mixup`);
      const values = takeSteps(run, 6);
      run.dispose();
      return values;
    };
    expect(losses(1)).toEqual(losses(1));
    expect(losses(1)).not.toEqual(losses(2));
  });

  it('sees every sample once an epoch', () => {
    const run = tinyRun();
    const seen: number[] = [];
    const ensure = run.split('train').ensure.bind(run.split('train'));
    run.split('train').ensure = (indices) => {
      seen.push(...Array.from(indices));
      return ensure(indices);
    };
    takeSteps(run, 8);
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, i) => i));
    run.dispose();
  });

  it('goes on from a checkpoint as if it had not been interrupted', async () => {
    const link = 'model=resnet&model.width=2&adam&swa.start=0.2&swa.every=0.2&mixup&plateau';
    const whole = tinyRun(link);
    takeSteps(whole, 10);
    const kept = structuredClone(await whole.checkpoint(1));
    takeSteps(whole, 8);
    const resumed = tinyRun(link);
    resumed.restore(kept);
    takeSteps(resumed, 8);
    await whole.finish();
    await resumed.finish();
    expect(weightsOf(resumed)).toEqual(weightsOf(whole));
    expect(await resumed.evaluate('dev')).toEqual(await whole.evaluate('dev'));
    whole.dispose();
    resumed.dispose();
  });

  it('refuses the checkpoint of another network', async () => {
    const small = tinyRun();
    const large = tinyRun('model=mlp');
    const kept = await small.checkpoint(0);
    expect(() => large.restore(kept)).toThrow(/does not fit/);
    small.dispose();
    large.dispose();
  });

  it('leaks nothing, in steps, evaluations and checkpoints', async () => {
    const before = tf.memory().numTensors;
    const run = tinyRun('epochs=100&model=resnet&model.width=2&mixup&ls&aux&swa');
    takeSteps(run, 3);
    const during = tf.memory().numTensors;
    takeSteps(run, 20);
    await run.measure(() => true);
    await run.checkpoint(0);
    expect(tf.memory().numTensors).toBe(during);
    await run.finish();
    run.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('backends', () => {
  it.each(['model.width=4&model.hidden=8&ls', 'model=resnet&model.width=4&data.colour=rgb', 'model=mlp&adam&lr=0.01'])('agree on the losses of 20 steps of %s', async (link) => {
    const losses = async (backend: 'cpu' | 'wasm', safeMode = false) => {
      await useBackend(backend, safeMode);
      const run = tinyRun(link, safeMode);
      const values = takeSteps(run, 20);
      run.dispose();
      return values;
    };
    const reference = await losses('cpu', true);
    for (const values of [await losses('wasm'), await losses('cpu')]) {
      values.forEach((value, step) => expect(Math.abs(value / reference[step]! - 1), `step ${step}`).toBeLessThan(1e-3));
    }
  });
});

describe('3,000 steps', () => {
  it('keep the number of tensors and the memory of wasm constant', async () => {
    await useBackend('wasm');
    const run = tinyRun('epochs=400&mixup&ls');
    takeSteps(run, 50);
    const { numTensors, numBytes } = tf.memory();
    const heap = () => (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;
    const heapBefore = heap();
    takeSteps(run, 2950);
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    expect(heap()).toBe(heapBefore);
    run.dispose();
  });
});

describe('points', () => {
  it('are learned by an MLP', async () => {
    await useBackend('wasm');
    const { experiment, notices } = readLink(tinyCatalogue, '#v=1&data=points&data.shape=circles&data.noise=0.05&epochs=40&batch=32&lr=0.1');
    expect(notices).toEqual([]);
    const run = new Run(tf, createOps(tf), tinyCatalogue, experiment);
    takeSteps(run, run.recipe.steps);
    expect((await run.evaluate('dev'))!.accuracy).toBeGreaterThan(0.9);
    run.dispose();
  });
});

describe('isolation', () => {
  it('label smoothing at ε = 0 changes nothing', async () => {
    await useBackend('wasm');
    const [plain, neutral] = ['', 'ls.epsilon=0'].map((link) => tinyRun(link));
    takeSteps(plain!, 5);
    takeSteps(neutral!, 5);
    expect(distance(weightsOf(plain!), weightsOf(neutral!))).toBeLessThan(1e-7);
    plain!.dispose();
    neutral!.dispose();
  });
});
