import { afterEach, describe, expect, it } from 'vitest';
import { readLink } from '../../src/core/permalink';
import type { ProgressEvent, StartOptions } from '../../src/engine/protocol';
import { LocalTrainer } from '../../src/engine/trainer';
import { testPlatform, tf, tinyExperiment } from '../support/engine';
import { aWhile, ENDLESS, hear, Heard } from '../support/heard';
import { tinyCatalogue } from '../support/tiny-catalogue';

let trainer: LocalTrainer;

const start = (entries: string, options?: StartOptions): Promise<Heard> => hear(trainer, entries, options);

async function newTrainer(backend: 'cpu' | 'wasm'): Promise<void> {
  trainer = new LocalTrainer(testPlatform, tinyCatalogue);
  await trainer.prepare({ backend });
}

const stepOf = async (): Promise<number> => (await trainer.checkpoint()).step;

async function kept(): Promise<Record<string, number[]>> {
  const { tensors } = await trainer.checkpoint();
  return Object.fromEntries(Object.entries(tensors).map(([name, { values }]) => [name, Array.from(values)]));
}

/** Objectives in the order of their steps. */
function objectives(heard: Heard): number[] {
  return heard.of('progress').flatMap(({ objective }: ProgressEvent) => Array.from(objective));
}

afterEach(() => trainer.dispose());

describe.each(['cpu', 'wasm'] as const)('a trainer on %s', (backend) => {
  it('tells of a run from its start to its end', async () => {
    await newTrainer(backend);
    const heard = await start('epochs=3');
    expect(heard.events[0]).toMatchObject({ type: 'started', steps: 24, stepsPerEpoch: 8, batchSize: 8, backend: { backend } });
    await heard.end();
    expect(heard.types.slice(0, 2)).toEqual(['started', 'evaluated']);
    expect(heard.types.at(-1)).toBe('finished');
    expect(heard.of('evaluated')[0]).toMatchObject({ step: 0, cycleEnd: false });
    expect(heard.of('evaluated').at(-1)).toMatchObject({ step: 24, epoch: 3, cycleEnd: true });
    expect(heard.of('evaluated').map(({ step }) => step)).toEqual(expect.arrayContaining([8, 16, 24]));
    const at = heard.of('progress').flatMap((event) => Array.from(event.at));
    expect(at).toEqual(Array.from({ length: 24 }, (_, step) => step));
    const [end] = heard.of('finished');
    expect(end).toMatchObject({ backend, steps: 24, train: { samples: 64 }, dev: { samples: 40 } });
    for (const { accuracy, loss } of [end!.train, end!.dev]) {
      expect(accuracy).toBeGreaterThanOrEqual(0);
      expect(accuracy).toBeLessThanOrEqual(1);
      expect(Number.isFinite(loss)).toBe(true);
    }
    expect(await trainer.evaluate('test')).toMatchObject({ samples: 40 });
  });

  it('sweeps the learning rate while the run waits, and leaves it as it is', async () => {
    await newTrainer(backend);
    const heard = await start(ENDLESS);
    await heard.progress();
    const sweep = await trainer.findRate(tinyExperiment('lr=0.01'), { steps: 30, start: 1e-4, end: 10 });
    expect(sweep.rates.length).toBeGreaterThan(10);
    const [paused] = heard.of('paused');
    expect(await stepOf()).toBe(paused!.step);
    await trainer.resume();
    await heard.until(() => heard.of('progress').some(({ step }) => step > paused!.step));
  });

  it('shows what augmentations do, during a run and without one', async () => {
    await newTrainer(backend);
    const request = { experiment: tinyExperiment('mixup.lambda=half'), count: 4, first: 0, draw: 0 };
    const before = await trainer.augmented(request);
    await start(ENDLESS);
    expect(await trainer.augmented(request)).toEqual(before);
  });

  it('takes no step while paused, one when asked to, and goes on when told to', async () => {
    await newTrainer(backend);
    const heard = await start(ENDLESS);
    await heard.progress();
    await trainer.pause();
    const [paused] = heard.of('paused');
    const before = await stepOf();
    expect(paused?.step).toBe(before);
    await aWhile();
    expect(await stepOf()).toBe(before);
    await trainer.step();
    await heard.until(() => heard.of('evaluated').some(({ step }) => step === before + 1));
    await aWhile();
    expect(await stepOf()).toBe(before + 1);
    await trainer.resume();
    expect(heard.types).toContain('resumed');
    await heard.progress();
    expect(await stepOf()).toBeGreaterThan(before + 1);
  });

  it('says no more of a run that was stopped, whose weights stay to be looked at', async () => {
    await newTrainer(backend);
    const heard = await start(ENDLESS);
    await heard.progress();
    await trainer.stop();
    expect(heard.types.at(-1)).toBe('stopped');
    const { length } = heard.events;
    await Promise.all([trainer.pause(), trainer.resume(), trainer.step(), trainer.stop()]);
    await aWhile();
    expect(heard.events).toHaveLength(length);
    expect(await trainer.samples('dev', 3)).toHaveLength(3);
  });

  it('ends the old run when a new one starts, and leaks nothing', async () => {
    await newTrainer(backend);
    const before = tf.memory().numTensors;
    const old = await start(ENDLESS);
    await old.progress();
    const fresh = await start('epochs=2&ls');
    const { length } = old.events;
    expect((await fresh.end()).type).toBe('finished');
    expect(old.events).toHaveLength(length);
    await trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('that is asked to start twice at once trains the second', async () => {
    await newTrainer(backend);
    const before = tf.memory().numTensors;
    const [first, second] = await Promise.all([start(ENDLESS), start('epochs=2')]);
    expect((await second.end()).type).toBe('finished');
    const { length } = first.events;
    await aWhile();
    expect(first.events).toHaveLength(length);
    await trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives the same series of objectives for the same seed', async () => {
    await newTrainer(backend);
    const runs: Heard[] = [];
    for (let i = 0; i < 2; i++) {
      const heard = await start('epochs=3&mixup&ls');
      await heard.end();
      runs.push(heard);
    }
    const [first, second] = runs.map(objectives);
    expect(first).toHaveLength(24);
    expect(second).toEqual(first);
  });

  it('goes on from a checkpoint to the weights of a run that was never interrupted', async () => {
    await newTrainer(backend);
    const entries = 'epochs=2&adam&lr=0.01&mixup';
    await (await start(entries)).end();
    const whole = await kept();

    const first = await start(entries, { paused: true });
    for (let step = 1; step <= 5; step++) await trainer.step();
    await first.until(() => first.of('evaluated').some(({ step }) => step === 5));
    const checkpoint = structuredClone(await trainer.checkpoint());
    expect(checkpoint.step).toBe(5);

    const second = await start(entries, { from: checkpoint });
    await second.end();
    expect(second.of('evaluated').every(({ step }) => step >= 5)).toBe(true);
    expect(await kept()).toEqual(whole);
  });
});

describe('looking into a network', () => {
  it('gives predictions, samples, mistakes and filters of pictures', async () => {
    await newTrainer('wasm');
    const heard = await start('epochs=1&data.colour=rgb');
    await heard.end();
    const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
    const probabilities = await trainer.predict(new Float32Array(8 * 8 * 3));
    expect(probabilities).toHaveLength(4);
    expect(sum(probabilities)).toBeCloseTo(1, 5);
    await expect(trainer.predict(new Float32Array(7))).rejects.toThrow(/reads 192 numbers, but 7/);

    const samples = await trainer.samples('train', 5);
    expect(samples.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    for (const sample of samples) {
      expect(sample.features).toHaveLength(8 * 8 * 3);
      expect(sample.label).toBe(sample.attributes!['column']! / 2);
      expect(sum(sample.probabilities!)).toBeCloseTo(1, 5);
    }
    expect(await trainer.samples('dev', 1000)).toHaveLength(40);

    const mistakes = await trainer.mistakes(3, 40);
    const confidence = mistakes.map(({ probabilities: of }) => Math.max(...of!));
    expect(confidence).toEqual([...confidence].sort((a, b) => b - a));
    for (const { probabilities: of, label } of mistakes) expect(of!.indexOf(Math.max(...of!))).not.toBe(label);

    const filters = await trainer.filters();
    expect(filters!.shape).toEqual([3, 3, 3, 4]);
    expect(filters!.values).toHaveLength(3 * 3 * 3 * 4);
    await expect(trainer.boundary(10)).rejects.toThrow(/points in the plane/);
  });

  it('gives the decision boundary of points, and no filters', async () => {
    await newTrainer('wasm');
    const heard = new Heard();
    const { experiment } = readLink(tinyCatalogue, '#v=1&data=points&data.classes=3&epochs=1');
    await trainer.start(experiment, heard.listener);
    await heard.end();
    const { probabilities, resolution, low, high } = await trainer.boundary(12);
    expect({ resolution, low, high }).toEqual({ resolution: 12, low: -1.25, high: 1.25 });
    expect(probabilities).toHaveLength(12 * 12 * 3);
    expect(await trainer.filters()).toBeUndefined();
  });

  it('needs a network', async () => {
    await newTrainer('wasm');
    await expect(trainer.samples('dev', 1)).rejects.toThrow(/no run yet/);
  });
});

describe('a run that is to be kept', () => {
  it('gives out checkpoints that it can go on from, after all that led to them', async () => {
    await newTrainer('wasm');
    const heard = await start(ENDLESS, { keepEvery: 0.05 });
    await heard.until(() => heard.of('kept').length >= 3);
    await trainer.stop();
    heard.events.forEach((event, i) => {
      if (event.type !== 'kept') return;
      const told = heard.events.slice(0, i).flatMap((before) => (before.type === 'progress' ? Array.from(before.at) : []));
      expect(told).toEqual(Array.from({ length: event.checkpoint.step }, (_, step) => step));
    });
    const steps = heard.of('kept').map(({ checkpoint }) => checkpoint.step);
    expect(new Set(steps).size).toBe(steps.length);
    const second = await start(ENDLESS, { from: heard.of('kept')[1]!.checkpoint });
    await second.progress();
    expect(second.of('progress')[0]!.at[0]).toBe(steps[1]);
  });

  it('pauses by itself where it was asked to, measured and kept', async () => {
    await newTrainer('wasm');
    const heard = await start(ENDLESS, { pauseAt: 45, keepEvery: 1000 });
    await heard.until(() => heard.types.includes('paused'));
    expect(heard.types.slice(-3)).toEqual(['evaluated', 'kept', 'paused']);
    expect([heard.of('evaluated').at(-1)!.step, heard.of('kept').at(-1)!.checkpoint.step, heard.of('paused')[0]!.step]).toEqual([45, 45, 45]);
    await aWhile();
    expect(await stepOf()).toBe(45);
    await trainer.resume();
    await heard.until(() => heard.of('progress').some(({ step }) => step > 45));
  });
});
