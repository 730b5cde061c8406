/**
 * A replayed run has the same bits as one that goes step by step: every model, preset and trick, on reduced shapes. Each backend has a
 * file of its own, so that they run beside each other.
 */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import type { Experiment } from '../../../src/core/experiment';
import { fold } from '../../../src/core/fold';
import { readLink } from '../../../src/core/permalink';
import { presets } from '../../../src/core/presets';
import { Run } from '../../../src/engine/run';
import { layers } from '../../../src/engine/views';
import { tf } from '../../kernels/support';
import { ops } from '../../kernels/webgpu/support';
import { inCompany } from '../../support/company';
import { tinyExperiment } from '../../support/engine';
import { tinyCatalogue } from '../../support/tiny-catalogue';

/** The steps before the first replay, and then submits of odd sizes: 200 in all. */
const SUBMITS = [1, 2, 5, 1, 31, 60, 100];
/** Plain JavaScript takes its time. */
const FEW_SUBMITS = [1, 2, 5, 1, 11];
const LENGTH = 'epochs=25';

interface Outcome {
  readonly objectives: number[];
  readonly weights: number[][];
  readonly replays: boolean;
  readonly refusal: string | undefined;
}

/** @param between done after each submit; it must leave no trace */
async function train(run: Run, between: (run: Run) => unknown = () => undefined): Promise<Outcome> {
  const objectives: number[] = [];
  await run.prepare();
  for (const count of tf.getBackend() === 'cpu' ? FEW_SUBMITS : SUBMITS) {
    const results = run.takeSteps(count);
    objectives.push(...(await results.objectives.data()));
    results.objectives.dispose();
    await between(run);
  }
  await run.finish();
  const weights = await Promise.all(run.state.groups.map(async (group) => [...(await group.weights.data())]));
  const outcome = { objectives, weights, replays: run.replays, refusal: run.refusal };
  run.dispose();
  return outcome;
}

const runOf = (experiment: Experiment, eager: boolean): Run => new Run(tf, ops, experiment.data.id === 'tiny' ? tinyCatalogue : catalogue, experiment, { eager });

/** What is in memory: tensors, and what kernels have made without telling tfjs. */
const held = () => ({ tensors: tf.memory().numTensors, data: (tf.backend() as unknown as { numDataIds(): number }).numDataIds() });

/** Trains both ways. Where steps cannot be replayed, a reason has to be given. */
async function expectSameBits(experiment: Experiment): Promise<void> {
  const before = held();
  const captured = await train(runOf(experiment, false));
  expect(held()).toEqual(before);
  if (captured.refusal === undefined) expect(captured.replays).toBe(true);
  else expect(captured.refusal).toMatch(/^The step cannot be replayed: .+/);
  const eager = await train(runOf(experiment, true));
  expect(captured.objectives).toEqual(eager.objectives);
  expect(captured.weights).toEqual(eager.weights);
}

/** A preset's tricks and model on the tiny data, narrow. */
function reduced(link: string): Experiment {
  const { experiment } = readLink(catalogue, link);
  // Some presets mirror their pictures.
  const tiny = tinyExperiment(`${LENGTH}&data.mirrorable=on`);
  const { width, hidden } = tiny.model;
  const model = { ...experiment.model, ...('width' in experiment.model ? { width } : {}), ...('hidden' in experiment.model ? { hidden } : {}) } as Experiment['model'];
  return { ...tiny, model, tricks: experiment.tricks, run: { ...tiny.run, lr: experiment.run.lr } };
}

export function captures(): void {
  describe('has the bits of one that is not', () => {
    it.each(['model=logistic', 'model=mlp', 'model=mlp&model.activation=tanh', '', 'model.downsampling=strides', 'model=resnet&model.width=4', 'model=resnet&model.width=2&model.norm=none&model.stem=strided'])(
      'with the model "%s"',
      (entries) => expectSameBits(tinyExperiment(`${LENGTH}&${entries}`)),
      60_000,
    );

    it.each(Object.values(catalogue.tricks).map(({ id, key }) => [id, key]))('with the trick %s', (_, key) => expectSameBits(tinyExperiment(`${LENGTH}&${inCompany(key)}`)), 60_000);

    it.each(presets.map(({ id, link }) => [id, link] as const))('with the preset %s', (_, link) => expectSameBits(reduced(link)), 60_000);

    it('with an extra label', () => expectSameBits(tinyExperiment(`${LENGTH}&aux.task=extra&mixup`)), 60_000);

    it('with points in the plane', () => expectSameBits(readLink(catalogue, '#v=1&data=points&batch=8&epochs=10').experiment), 60_000);
  });

  it('is not disturbed by evaluations, probes, checkpoints, compiling ahead, and memory that grows', async () => {
    const experiment = tinyExperiment(LENGTH);
    const plain = await train(runOf(experiment, false));
    const run = runOf(experiment, false);
    await run.prepare();
    let megabytes = 8;
    const disturbed = await train(run, async () => {
      tf.zeros([(megabytes *= 2) * 2 ** 18]).dispose(); // wasm's heap may move for it
      await run.evaluate('dev');
      await layers(run, tf);
      await run.checkpoint(0);
    });
    expect(disturbed.objectives).toEqual(plain.objectives);
    expect(disturbed.weights).toEqual(plain.weights);
  }, 60_000);

  it('goes on from a checkpoint as if nothing had been', async () => {
    const experiment = tinyExperiment(LENGTH);
    const plain = await train(runOf(experiment, false));
    const first = runOf(experiment, false);
    first.takeSteps(10).objectives.dispose();
    const kept = await first.checkpoint(0);
    first.dispose();
    const second = runOf(experiment, false);
    second.restore(kept);
    const { objectives } = second.takeSteps(10);
    expect([...(await objectives.data())]).toEqual(plain.objectives.slice(10, 20));
    objectives.dispose();
    second.dispose();
  }, 60_000);

  it.each(['', 'model=resnet&model.width=2', inCompany('pretraining', 'pretraining.last=1')])('takes the same steps again when it is put back, with "%s"', async (entries) => {
    const run = runOf(tinyExperiment(`${LENGTH}&${entries}`), false);
    await run.prepare();
    const take = async (count: number): Promise<number[]> => {
      const { objectives } = run.takeSteps(count);
      const values = [...(await objectives.data<'float32'>())];
      objectives.dispose();
      return values;
    };
    await take(6);
    const kept = await run.checkpoint(0);
    const once = await take(10);
    run.restore(kept);
    tf.zeros([2 ** 16]).dispose(); // whatever was freed is written over
    expect(await take(10)).toEqual(once);
    run.dispose();
  }, 60_000);

  it('follows the learning rate of every step', async () => {
    const experiment = tinyExperiment('epochs=2&warmup&cosine');
    const run = runOf(experiment, false);
    const recipe = fold(tinyCatalogue, experiment);
    const { objectives, learningRates } = run.takeSteps(recipe.steps);
    objectives.dispose();
    run.dispose();
    expect(new Set(learningRates).size).toBeGreaterThan(recipe.steps / 2);
  });

  it('refuses what draws numbers of its own in every step, says so, and trains all the same', async () => {
    const experiment = tinyExperiment(LENGTH);
    const drawing = (): Run => {
      const run = runOf(experiment, false);
      const [first] = run.recipe.tricks;
      let drawn = 0;
      Object.assign(first!.effects, { targets: (_: unknown, targets: { main: typeof first }) => ({ ...targets, main: tf.mul(targets.main as never, tf.scalar(1 + (drawn += 1e-3))) }) });
      return run;
    };
    const outcome = await train(drawing());
    expect(outcome.refusal).toMatch(/^The step cannot be replayed: it (puts other constants into|does not do the same in) every step$/);
    expect(outcome.replays).toBe(false);
    expect(outcome.objectives.every(Number.isFinite)).toBe(true);
  }, 60_000);

  it('keeps its memory over thousands of steps', async () => {
    const run = runOf(readLink(catalogue, '#v=1&data=points&batch=10&epochs=1000&model.width=8').experiment, false);
    const take = async (count: number) => {
      const { objectives } = run.takeSteps(count);
      await objectives.data();
      objectives.dispose();
    };
    for (let i = 0; i < 10; i++) await take(32);
    const { numTensors, numBytes } = tf.memory();
    const onDevice = (tf.memory() as { numBytesInGPU?: number }).numBytesInGPU;
    for (let i = 0; i < (tf.getBackend() === 'cpu' ? 40 : 313); i++) await take(32);
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    expect((tf.memory() as { numBytesInGPU?: number }).numBytesInGPU).toBe(onDevice);
    run.dispose();
  }, 180_000);
}
