/** What may go wrong with a run, and what is left then. */
import { afterEach, describe, expect, it } from 'vitest';
import { DataError } from '../../src/core/dataset';
import { RecipeError } from '../../src/core/fold';
import type { Platform, WebGpuAdapter } from '../../src/engine/backend';
import type { FailedEvent, FinishedEvent, StartOptions } from '../../src/engine/protocol';
import { LocalTrainer } from '../../src/engine/trainer';
import { smallMnist } from '../data/readers/fixtures';
import { testPlatform, tf } from '../support/engine';
import { aWhile, ENDLESS, hear, type Heard } from '../support/heard';
import { tinyCatalogue } from '../support/tiny-catalogue';

let trainer: LocalTrainer;

async function newTrainer(): Promise<void> {
  trainer = new LocalTrainer(testPlatform, tinyCatalogue);
  await trainer.prepare({ backend: 'wasm' });
}

const start = (entries: string, options?: StartOptions): Promise<Heard> => hear(trainer, entries, options);

afterEach(() => trainer.dispose());

describe('a start that fails', () => {
  const [images, ...others] = smallMnist(300, 20);
  const truncated = [{ name: images!.name, bytes: images!.bytes.subarray(0, 5000) }, ...others];

  it.each([
    ['for tricks that do not fit the model', 'model=logistic&aux', {}, RecipeError, /no hidden layer/],
    ['for a truncated file', 'data=mnist', { files: truncated }, DataError, /train-images-idx3-ubyte/],
    ['for a network that the picture is too small for', 'model.depth=5', {}, RecipeError, /too small/],
  ] as const)('%s leaves the run under way alone', async (_, entries, options, kind, text) => {
    await newTrainer();
    const heard = await start(ENDLESS);
    await heard.progress();
    const tensors = tf.memory().numTensors;
    const refusal: unknown = await start(entries, options).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(kind);
    expect((refusal as Error).message).toMatch(text);
    await heard.progress(2);
    await trainer.pause();
    expect(tf.memory().numTensors).toBeLessThan(tensors + 20);
    expect(heard.types.at(-1)).toBe('paused');
  });

  it('because a checkpoint is of another network frees what it had built', async () => {
    await newTrainer();
    const before = tf.memory().numTensors;
    await start(ENDLESS, { paused: true });
    const checkpoint = await trainer.checkpoint();
    await expect(start('model=mlp', { from: checkpoint })).rejects.toThrow(/does not fit/);
    await trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a run that diverges', () => {
  // The second diverges in its last step, whose objective nothing but the end of the run waits for.
  it.each(['epochs=50', 'epochs=0.25'])('with %s fails with a reason and with what to do', async (entries) => {
    await newTrainer();
    const heard = await start(`lr=100&warmup=off&constant&sgd&${entries}`);
    const end = (await heard.end()) as FailedEvent;
    expect(end).toMatchObject({ type: 'failed', reason: expect.stringMatching(/^The loss .+\.$/), advice: expect.stringMatching(/learning rate.+\.$/) });
    await aWhile();
    expect(heard.events.at(-1)).toBe(end);
  });
});

describe('a graphics device that fails', () => {
  it('ends the run with a reason, and the next one starts on what answers then', async () => {
    let fail: (reason: string, lost: boolean) => void = () => undefined;
    const adapters: WebGpuAdapter[] = [{ name: 'fake', software: false, onFailure: (listener) => void (fail = listener) }];
    // It computes on the cpu backend, so that the test needs no graphics device.
    const setBackend = (name: string) => tf.setBackend(name === 'webgpu' ? 'cpu' : name);
    trainer = new LocalTrainer({ ...testPlatform, tf: { ...tf, setBackend }, webgpu: () => Promise.resolve(adapters.pop()) }, tinyCatalogue);
    const heard = await start(ENDLESS);
    expect(heard.events[0]).toMatchObject({ type: 'started', backend: { backend: 'webgpu', device: 'WebGPU, fake' } });
    await heard.progress();
    fail('it is out of memory', false);
    expect(heard.events.at(-1)).toMatchObject({ type: 'failed', reason: 'The graphics device failed: it is out of memory', advice: expect.stringMatching(/Train/) });
    const next = await start('epochs=1');
    expect(next.events[0]).toMatchObject({ type: 'started', backend: { backend: 'wasm' } });
    expect((await next.end()).type).toBe('finished');
  });
});

describe('a graphics device that is lost', () => {
  /** Adapters that compute on the cpu backend, so that the test needs no graphics device; `lose` loses the one in use. */
  function losable(count: number): { readonly platform: Platform; lose: () => void } {
    const fake = { platform: testPlatform, lose: (): void => undefined };
    const setBackend = (name: string) => tf.setBackend(name === 'webgpu' ? 'cpu' : name);
    let left = count;
    const adapter = (): WebGpuAdapter => ({
      name: 'fake',
      software: false,
      onFailure: (listener) => {
        fake.lose = () => listener('it was unplugged', true);
      },
    });
    fake.platform = { ...testPlatform, tf: { ...tf, setBackend }, webgpu: () => Promise.resolve(left-- > 0 ? adapter() : undefined) };
    return fake;
  }

  const objectivesOf = (heard: Heard): Map<number, number> =>
    new Map(heard.of('progress').flatMap(({ at, objective }) => Array.from(at, (step, i) => [step, objective[i]!] as [number, number])));

  it('costs the steps since the last evaluation, and nothing else', async () => {
    const fake = losable(2);
    trainer = new LocalTrainer(fake.platform, tinyCatalogue);
    const heard = await start('epochs=12');
    await heard.until(() => heard.of('evaluated').length >= 4);
    fake.lose();
    const end = await heard.end();
    const [recovered] = heard.of('recovered');
    expect(recovered).toMatchObject({ reason: 'The graphics device was lost: it was unplugged', backend: { backend: 'webgpu' } });
    expect(recovered!.step).toBeGreaterThan(0);
    expect(heard.of('started')).toHaveLength(1);

    trainer = new LocalTrainer(losable(1).platform, tinyCatalogue);
    const undisturbed = await start('epochs=12');
    const expected = (await undisturbed.end()) as FinishedEvent;
    expect(end).toMatchObject({ type: 'finished', dev: expected.dev, train: expected.train });
    expect(objectivesOf(heard)).toEqual(objectivesOf(undisturbed));
  });

  it('leaves a paused run paused', async () => {
    const fake = losable(2);
    trainer = new LocalTrainer(fake.platform, tinyCatalogue);
    const heard = await start(ENDLESS);
    await heard.progress();
    await trainer.pause();
    await heard.until(() => heard.of('paused').length > 0);
    fake.lose();
    await heard.until(() => heard.of('recovered').length > 0);
    const before = heard.of('progress').length;
    await aWhile();
    expect(heard.of('progress').length).toBe(before);
    await trainer.resume();
    await heard.progress();
  });

  it('ends the run where no other one answers', async () => {
    const fake = losable(1);
    trainer = new LocalTrainer(fake.platform, tinyCatalogue);
    await trainer.prepare({ backend: 'webgpu' });
    const heard = await start(ENDLESS);
    await heard.progress();
    fake.lose();
    expect(await heard.end()).toMatchObject({ type: 'failed', reason: expect.stringMatching(/unplugged.+No WebGPU adapter answers/) });
  });

  it('ends the run where it happens again and again', async () => {
    const fake = losable(10);
    trainer = new LocalTrainer(fake.platform, tinyCatalogue);
    const heard = await start(ENDLESS);
    for (let losses = 1; losses <= 4; losses++) {
      await heard.progress();
      fake.lose();
      await heard.until(() => heard.of('recovered').length === losses || heard.types.includes('failed'));
    }
    expect(heard.of('recovered')).toHaveLength(3);
    expect(heard.events.at(-1)).toMatchObject({ type: 'failed', advice: expect.stringMatching(/WebAssembly/) });
  });
});
