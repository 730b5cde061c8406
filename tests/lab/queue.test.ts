import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HealthPlan } from '../../src/core/health';
import type { BackendReport } from '../../src/engine/protocol';
import type { StudyKind } from '../../src/lab/study';
import { hasEnded } from '../../src/lab/trial';
import { MemoryTrialStore } from '../../src/lab/trial-store';
import type { Lab, LabSurroundings } from '../../src/store/lab/lab';
import { tinyExperiment } from '../support/engine';
import { localWorkers, newLab, statuses, until, type Workers } from '../support/lab';

let workers: Workers;
let lab: Lab;

async function open(surroundings: Partial<LabSurroundings> = {}): Promise<void> {
  workers = localWorkers();
  lab = newLab({ connect: workers.connect, ...surroundings });
  await lab.open();
}

afterEach(async () => {
  vi.useRealTimers();
  lab.close();
  await workers.dispose();
});

const trial = (entries: string, more = {}) => ({ experiment: tinyExperiment(entries), ...more });
const ENDLESS = trial('epochs=1000');
const allEnded = () => until(lab, (trials) => trials.every(hasEnded));

describe('the queue', () => {
  it('trains what waits, the smallest order first, on one worker that it uses again', async () => {
    await open();
    lab.pauseQueue();
    const [a, b, c] = lab.add([trial('seed=1'), trial('seed=2'), trial('seed=3')]);
    lab.move(c!.id, a!.id);
    const seen: string[] = [];
    lab.store.subscribe(({ trials }) => {
      const running = trials.find(({ status }) => status === 'running');
      if (running && seen.at(-1) !== running.id) seen.push(running.id);
    });
    lab.resumeQueue();
    await allEnded();
    expect(seen).toEqual([c!.id, a!.id, b!.id]);
    expect(workers.opened).toHaveLength(1);
    for (const { id } of lab.state.trials) {
      const ended = lab.trial(id)!;
      expect(ended).toMatchObject({ status: 'finished', step: 24, steps: 24, stepsPerEpoch: 8, batchSize: 8, backend: { backend: 'wasm' }, final: { dev: { samples: 40 } } });
      expect(ended.seconds).toBeGreaterThan(0);
      expect(ended.ended).toBeGreaterThanOrEqual(ended.created);
      expect(ended.spark.length).toBeGreaterThan(2);
    }
  });

  it('runs as many at once as there are slots', async () => {
    await open({ slots: 3 });
    lab.add(Array.from({ length: 5 }, () => ENDLESS));
    await until(lab, (trials) => trials.filter(({ step }) => step > 0).length === 3);
    expect(statuses(lab)).toEqual(['running', 'running', 'running', 'waiting', 'waiting']);
    lab.stop([lab.state.trials[1]!.id]);
    await until(lab, (trials) => trials[3]!.step > 0);
    expect(statuses(lab)).toEqual(['running', 'stopped', 'running', 'running', 'waiting']);
    expect(workers.opened).toHaveLength(3);
  });

  it('measures what a trainer alone would have measured', async () => {
    await open();
    const [made] = lab.add([trial('seed=7&mixup', { withTest: true })]);
    await allEnded();
    const curves = (await lab.curves(made!.id))!;
    const told: { at: number[]; objective: number[] } = { at: [], objective: [] };
    const { trainer } = workers.opened[0]!;
    const final = await new Promise((resolve, reject) => {
      trainer
        .start(made!.experiment, (event) => {
          if (event.type === 'progress') {
            told.at.push(...event.at);
            told.objective.push(...event.objective);
          } else if (event.type === 'finished') resolve({ train: event.train, dev: event.dev });
        })
        .catch(reject);
    });
    const ended = lab.trial(made!.id)!;
    expect(ended.final).toEqual(final);
    expect(ended.test).toEqual(await trainer.evaluate('test'));
    expect([...curves.at]).toEqual(told.at);
    expect([...curves.objective]).toEqual(told.objective);
    expect(curves.evaluations.map(({ step }) => step)).toEqual(expect.arrayContaining([0, 8, 16, 24]));
    expect(curves.probes.map(({ step }) => step)).toEqual([0, 10, 20]);
    expect(curves.health!.layers.length).toBeGreaterThan(0);
  });

  it('stops trials that wait or run, and keeps what they have measured', async () => {
    await open();
    const [a, b] = lab.add([ENDLESS, ENDLESS, trial('')]);
    await until(lab, (trials) => trials[0]!.step > 40);
    lab.stop([a!.id, b!.id]);
    expect(statuses(lab)).toEqual(['stopped', 'stopped', 'waiting']);
    await allEnded();
    expect(statuses(lab)).toEqual(['stopped', 'stopped', 'finished']);
    expect((await lab.curves(a!.id))!.at.length).toBeGreaterThan(20);
  });

  it('lets trials wait where they are while it is paused', async () => {
    await open({ slots: 2 });
    lab.add([ENDLESS, ENDLESS, ENDLESS]);
    await until(lab, (trials) => trials.filter(({ step }) => step > 0).length === 2);
    lab.pauseQueue();
    await new Promise((resolve) => setTimeout(resolve, 700));
    const steps = lab.state.trials.map(({ step }) => step);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(lab.state.trials.map(({ step }) => step)).toEqual(steps);
    expect(statuses(lab)).toEqual(['running', 'running', 'waiting']);
    lab.resumeQueue();
    await until(lab, (trials) => trials[0]!.step > steps[0]! && trials[1]!.step > steps[1]!);
  });

  it('fails a trial that cannot start, with the sentence, and goes on', async () => {
    const mnist = tinyExperiment('data=mnist&data.size=100');
    await open({ files: () => ['train-images', 'train-labels', 't10k-images', 't10k-labels'].map((name) => ({ name, bytes: new Uint8Array(20) })) });
    lab.add([{ experiment: mnist }, trial('')]);
    await allEnded();
    expect(statuses(lab)).toEqual(['failed', 'finished']);
    expect(lab.state.trials[0]!.failure!.reason).toMatch(/train-images.*\.$/);
  });

  it('stops a trial that is still starting, which pretraining makes long', async () => {
    let giveUp = (): void => undefined;
    let started = 0;
    workers = localWorkers();
    lab = newLab({
      connect: () => ({
        close: () => undefined,
        trainer: {
          prepare: async () => ({ backend: 'wasm', safeMode: false, device: '', reason: '' }),
          start: () =>
            new Promise((_, reject) => {
              started++;
              giveUp = () => reject(new Error('Given up.'));
            }),
          stop: async () => giveUp(),
          pause: async () => undefined,
          resume: async () => undefined,
          checkpoint: () => Promise.reject(new Error('Not here')),
          evaluate: () => Promise.reject(new Error('Not here')),
        },
      }),
    });
    await lab.open();
    const [first] = lab.add([ENDLESS, ENDLESS]);
    await vi.waitFor(() => expect(started).toBe(1));
    lab.stop([first!.id]);
    await vi.waitFor(() => expect(started).toBe(2));
    expect(statuses(lab)).toEqual(['stopped', 'running']);
  });

  it('waits where nothing can compute as it was asked for, and says why', async () => {
    workers = localWorkers();
    let here = false;
    lab = newLab({
      connect: (onFailure) => {
        const { trainer, close } = workers.connect(onFailure);
        const prepare = trainer.prepare.bind(trainer);
        vi.spyOn(trainer, 'prepare').mockImplementation((request) => (here ? prepare(request) : Promise.reject(new Error('WebGPU is not there.'))));
        return { trainer, close };
      },
    });
    await lab.open();
    lab.add([trial(''), trial('')]);
    await vi.waitFor(() => expect(lab.state.queue.paused).toBe(true));
    expect(statuses(lab)).toEqual(['waiting', 'waiting']);
    expect(lab.state.trouble).toBe('WebGPU is not there. The queue waits; choose another backend, then let it go on.');
    here = true;
    lab.resumeQueue();
    expect(lab.state.trouble).toBeUndefined();
    await allEnded();
    expect(statuses(lab)).toEqual(['finished', 'finished']);
  });

  it('fails a trial that diverges, with its curve and what to do', async () => {
    await open();
    const [made] = lab.add([trial('lr=100&warmup=off&constant&sgd&epochs=50')]);
    await allEnded();
    expect(lab.trial(made!.id)).toMatchObject({ status: 'failed', failure: { reason: expect.stringMatching(/^The loss/), advice: expect.stringMatching(/learning rate/) } });
    expect((await lab.curves(made!.id))!.at.length).toBeGreaterThan(0);
  });

  it('fails the one trial whose worker dies, and replaces the worker', async () => {
    await open({ slots: 2 });
    lab.add([ENDLESS, trial('epochs=100'), trial('')]);
    await until(lab, (trials) => trials[0]!.step > 0 && trials[1]!.status === 'running');
    workers.opened[0]!.die('out of memory');
    await until(lab, (trials) => trials[2]!.status === 'finished');
    expect(lab.state.trials[0]).toMatchObject({ status: 'failed', failure: { reason: 'The worker of this trial stopped: out of memory.' } });
    await until(lab, (trials) => trials[1]!.status === 'finished');
    expect(workers.closed).toBeGreaterThanOrEqual(1);
  });

  it('pauses where every worker dies, instead of failing trial after trial', async () => {
    workers = localWorkers();
    lab = newLab({
      connect: (onFailure) => {
        setTimeout(() => onFailure('its program could not be loaded'), 5);
        const never = () => new Promise<never>(() => undefined);
        return { close: () => undefined, trainer: { prepare: never, start: never, stop: never, pause: never, resume: never, checkpoint: never, evaluate: never } };
      },
    });
    await lab.open();
    lab.add(Array.from({ length: 6 }, () => ENDLESS));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(statuses(lab)).toEqual(['failed', 'failed', 'failed', 'waiting', 'waiting', 'waiting']);
    expect(lab.state.queue.paused).toBe(true);
    expect(lab.state.trouble).toMatch(/could not be loaded\. The queue waits/);
  });
});

describe('the queue on a graphics device', () => {
  it('tries more at once as long as that pays', async () => {
    vi.useFakeTimers();
    workers = localWorkers();
    const report: BackendReport = { backend: 'webgpu', safeMode: false, device: 'WebGPU, fake', reason: '' };
    /** Steps a second of each trial when so many run: two at once do more than one, three do not. */
    const pace = [0, 100, 90, 40];
    let busy = 0;
    lab = newLab({
      slots: 7,
      connect: () => ({
        close: () => undefined,
        trainer: {
          prepare: async () => report,
          start: async (_, listener) => {
            busy++;
            let step = 0;
            listener({ type: 'started', backend: report, parameters: 10, steps: 1e9, stepsPerEpoch: 1, batchSize: 8, health: { layers: [] } as unknown as HealthPlan, data: '' });
            setInterval(() => {
              step += pace[busy]!;
              const none = new Float32Array();
              listener({ type: 'progress', step, epoch: 0, seconds: 0, secondsLeft: 0, at: new Uint32Array(), objective: none, learningRate: none });
            }, 1000);
          },
          stop: async () => void busy--,
          pause: async () => undefined,
          resume: async () => undefined,
          checkpoint: () => Promise.reject(new Error('Not here')),
          evaluate: () => Promise.reject(new Error('Not here')),
        },
      }),
    });
    await lab.open();
    lab.add(Array.from({ length: 10 }, () => ENDLESS));
    const running = () => statuses(lab).filter((status) => status === 'running').length;
    const most: number[] = [];
    for (let second = 0; second < 30; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      if (most.at(-1) !== running()) most.push(running());
    }
    expect(most).toEqual([1, 2, 3]);
    // Three do not pay, so that the next one waits until there are two again.
    lab.stop([lab.state.trials[0]!.id]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(running()).toBe(2);
  });
});

describe('a trial that goes on', () => {
  /** Between them they have everything that a run carries along: an optimizer's state, averages, copies, a schedule that watches, statistics, chance. */
  const RECIPES = ['adam&lr=0.01&mixup&seed=3', 'plateau&ema&do', 'sgdr&snap&qw', 'swa&model=resnet&cutmix', 'muon&norm'];

  it.each(RECIPES)('(%s) from where it was held ends as one that was never interrupted, bit by bit', async (entries) => {
    const experiment = tinyExperiment(`epochs=8&${entries}`);
    const keep = new MemoryTrialStore();
    const halving: StudyKind = {
      id: 'halving',
      next: (_, __, trials) => {
        if (trials.length === 0) return { add: [{ experiment, holdAt: 13 }, { experiment }] };
        const [held] = trials;
        return held!.status === 'held' ? { release: [{ id: held!.id, ...(held!.holdAt === 13 ? { holdAt: 29 } : {}) }] } : {};
      },
    };
    await open({ keep, kinds: { halving } });
    const held: number[] = [];
    lab.store.subscribe(({ trials }) => {
      const [first] = trials;
      if (first?.status === 'held' && held.at(-1) !== first.step) held.push(first.step);
    });
    const study = lab.beginStudy({ kind: 'halving', title: '', plan: {} });
    await allEnded();
    const [interrupted, whole] = lab.trialsOf(study.id);
    expect(held).toEqual([13, 29]);
    expect(lab.state.studies[0]!.status).toBe('finished');
    expect(interrupted!.final).toEqual(whole!.final);
    const [one, other] = await Promise.all([interrupted, whole].map(async (one) => (await lab.curves(one!.id))!));
    expect([...one!.at]).toEqual(Array.from({ length: 64 }, (_, step) => step));
    expect([...one!.objective]).toEqual([...other!.objective]);
    expect([...one!.learningRate]).toEqual([...other!.learningRate]);
    expect(one!.evaluations.filter(({ step }) => step !== 13 && step !== 29)).toEqual(other!.evaluations.filter(({ step }) => step !== 13 && step !== 29));
    expect(await keep.checkpoint(interrupted!.id)).toBeUndefined();
  });

  it('after the page was closed does so too, from the last checkpoint, without points that are there twice', async () => {
    const keep = new MemoryTrialStore();
    await open({ keep });
    const long = tinyExperiment('epochs=240&momentum&lr=0.02&seed=5&model=resnet&model.width=4');
    const [made] = lab.add([{ experiment: long }]);
    await until(lab, (trials) => trials[0]!.step > 30);
    // A pause keeps a checkpoint, which spares the test some seconds.
    lab.pauseQueue();
    while (!(await keep.checkpoint(made!.id))) await new Promise((resolve) => setTimeout(resolve, 20));
    lab.resumeQueue();
    const { step: kept } = (await keep.checkpoint(made!.id))!;
    await until(lab, (trials) => trials[0]!.step > kept);
    lab.close();
    await lab.settled();
    await workers.dispose();

    await open({ keep });
    const whole = lab.add([{ experiment: long }])[0]!;
    await allEnded();
    expect(lab.trial(made!.id)!.final).toEqual(lab.trial(whole.id)!.final);
    const [one, other] = await Promise.all([made!, whole].map(async ({ id }) => (await lab.curves(id))!));
    expect([...one!.at]).toEqual([...other!.at]);
    expect([...one!.objective]).toEqual([...other!.objective]);
    const extra = new Set(other!.evaluations.map(({ step }) => step));
    expect(one!.evaluations.filter(({ step }) => extra.has(step))).toEqual(other!.evaluations);
  });

  it('but whose checkpoint cannot be used begins anew', async () => {
    const keep = new MemoryTrialStore();
    await open({ keep });
    lab.pauseQueue();
    const [made] = lab.add([trial('')]);
    await keep.save([{ trial: made!, checkpoint: { experiment: made!.experiment, step: 9, seconds: 1, schedule: {}, averaged: 0, snapshots: 0, tensors: {} } }]);
    lab.resumeQueue();
    await allEnded();
    expect(lab.trial(made!.id)).toMatchObject({ status: 'finished', step: 24 });
    expect((await lab.curves(made!.id))!.at[0]).toBe(0);
  });

  it('when it is tried again after it has finished begins anew, at the end of the queue', async () => {
    await open();
    const [made] = lab.add([trial('')]);
    await allEnded();
    const first = lab.trial(made!.id)!;
    lab.retry([made!.id]);
    expect(statuses(lab)).not.toContain('finished');
    await allEnded();
    expect(lab.trial(made!.id)!.final).toEqual(first.final);
    expect((await lab.curves(made!.id))!.at.length).toBe(24);
  });
});
