import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Wishes } from '../../../src/lab/study';
import { MemoryTrialStore } from '../../../src/lab/trial-store';
import type { Lab, LabSurroundings } from '../../../src/store/lab/lab';
import { tinyExperiment } from '../../support/engine';
import { localWorkers, newLab, statuses, until } from '../../support/lab';

const trial = (entries = '') => ({ experiment: tinyExperiment(entries) });
const RESULT = { loss: 1, accuracy: 0.5, samples: 40 };
/** Too deep for its small pictures. */
const IMPOSSIBLE = trial('model.depth=5');

async function openLab(...args: Parameters<typeof newLab>): Promise<Lab> {
  const lab = newLab(...args);
  await lab.open();
  return lab;
}

afterEach(() => vi.restoreAllMocks());

describe('the lab', () => {
  it('names trials by what differs from their parents, and puts them into a tree', async () => {
    const lab = await openLab({ paused: true });
    const [root] = lab.add([trial()]);
    const [child] = lab.add([{ ...trial('ls'), parent: root!.id }, { ...trial('mixup'), parent: root!.id }]);
    lab.add([{ ...trial('ls&lr=0.1'), parent: child!.id, name: 'a bold one' }, trial('wd')]);
    expect(lab.state.trials.map(({ path, name }) => [path, name])).toEqual([
      ['1', 'Tiny bars · CNN'],
      ['1.1', '+label smoothing'],
      ['1.2', '+mixup'],
      ['1.1.1', 'a bold one'],
      ['2', 'Tiny bars · CNN'],
    ]);
  });

  it('adds nothing where one of several cannot be trained, and says why', async () => {
    const lab = await openLab({ paused: true });
    expect(() => lab.add([trial(), IMPOSSIBLE])).toThrow(/too small/);
    expect(lab.state.trials).toEqual([]);
  });

  it('moves waiting trials, and remembers whether the queue is paused', async () => {
    const onPaused = vi.fn();
    const lab = await openLab({ paused: true, onPaused });
    const [a, b, c] = lab.add([trial(), trial(), trial()]);
    lab.move(c!.id, a!.id);
    lab.move(a!.id);
    const order = lab.state.trials.toSorted((one, other) => one.order - other.order).map(({ id }) => id);
    expect(order).toEqual([c!.id, b!.id, a!.id]);
    expect(lab.state.queue.paused).toBe(true);
    lab.stop([a!.id, b!.id, c!.id]);
    lab.resumeQueue();
    lab.pauseQueue();
    expect(onPaused.mock.calls).toEqual([[false], [true]]);
  });

  it('puts many trials back into the queue with two writes', async () => {
    const keep = new MemoryTrialStore();
    const lab = await openLab({ keep, paused: true });
    const made = lab.add(Array.from({ length: 60 }, () => trial()));
    const ids = made.map(({ id }) => id);
    const middle = ids.slice(20, 40);
    lab.remove(middle);
    lab.undoRemove();
    await lab.settled();
    const save = vi.spyOn(keep, 'save');
    lab.retry(middle);
    lab.place(middle.map((id) => ({ id, before: ids[40] })));
    await lab.settled();
    expect(save).toHaveBeenCalledTimes(2);
    expect(lab.state.trials.toSorted((a, b) => a.order - b.order).map(({ id }) => id)).toEqual(ids);
  });

  it('takes a run of the page that the tab was closed on for stopped, and one of the queue for waiting', async () => {
    const keep = new MemoryTrialStore();
    const before = await openLab({ keep, paused: true });
    const [mine] = before.add([trial()]);
    const [page] = before.add([trial()], 'page');
    for (const one of [mine!, page!]) before.record({ trial: { ...one, status: 'running' } });
    await before.settled();
    const lab = await openLab({ keep, paused: true, now: () => Date.now() + 1000 });
    expect(statuses(lab)).toEqual(['waiting', 'stopped']);
    await lab.settled();
    expect((await keep.load()).trials.map(({ status }) => status)).toEqual(['waiting', 'stopped']);
  });

  it('goes on where nothing can be kept, and says so', async () => {
    const keep = new MemoryTrialStore();
    vi.spyOn(keep, 'save').mockRejectedValue(new Error('The storage is full.'));
    const lab = await openLab({ keep, paused: true });
    lab.add([trial()]);
    await lab.settled();
    expect(lab.state).toMatchObject({ trouble: 'The storage is full.', trials: [{ status: 'waiting' }] });
  });
});

describe('a study', () => {
  const asking = (next: (count: number) => Wishes) => ({ kinds: { test: { id: 'test', next: (_: unknown, __: unknown, trials: readonly unknown[]) => next(trials.length) } }, paused: true });
  const study = { kind: 'test', title: 'A study', plan: {} };

  it('whose trials cannot be trained has failed trials, and goes on', async () => {
    const lab = await openLab(asking((count) => (count === 0 ? { add: [IMPOSSIBLE] } : count === 1 ? { add: [IMPOSSIBLE, trial()] } : {})));
    lab.beginStudy(study);
    expect(statuses(lab)).toEqual(['failed', 'failed', 'waiting']);
    expect(lab.state.trials[0]!.failure!.reason).toMatch(/too small/);
    lab.stop([lab.state.trials[2]!.id]);
    expect(lab.state.studies).toMatchObject([{ status: 'finished' }]);
  });

  it('says how often its trials are measured', async () => {
    const workers = localWorkers();
    const kinds: LabSurroundings['kinds'] = { test: { id: 'test', evaluations: 'epochs', next: (_, __, trials) => (trials.length === 0 ? { add: [trial('epochs=3')] } : {}) } };
    const lab = await openLab({ kinds, connect: workers.connect });
    lab.beginStudy(study);
    lab.add([trial('epochs=3')]);
    await until(lab, (trials) => trials.every(({ status }) => status === 'finished'));
    const [ofStudy, ofQueue] = await Promise.all(lab.state.trials.map(async ({ id }) => (await lab.curves(id))!.evaluations.map(({ step }) => step)));
    expect(ofStudy).toEqual([0, 8, 16, 24]);
    expect(ofQueue!.length).toBeGreaterThan(20);
    await workers.dispose();
  });

  it('is asked once where what it stops makes it be asked again', async () => {
    const lab = await openLab(asking((count) => (count === 0 ? { add: [trial(), trial(), trial()] } : count === 3 ? { stop: lab.state.trials.slice(0, 2).map(({ id }) => id), add: [trial()] } : {})));
    lab.beginStudy(study);
    lab.stop([lab.state.trials[2]!.id]);
    expect(statuses(lab)).toEqual(['stopped', 'stopped', 'stopped', 'waiting']);
  });

  it('does not ask again for trials that the visitor deleted', async () => {
    const lab = await openLab(asking((count) => (count < 2 ? { add: [trial()] } : {})));
    lab.beginStudy(study);
    lab.remove([lab.state.trials[0]!.id]);
    expect(lab.state.trials).toHaveLength(1);
    lab.stop([lab.state.trials[0]!.id]);
    expect(lab.state.studies).toMatchObject([{ status: 'finished' }]);
  });

  it('counts trials that were deleted for good as stopped, on later visits, too', async () => {
    const keep = new MemoryTrialStore();
    const seen: string[][] = [];
    const kinds: LabSurroundings['kinds'] = {
      test: {
        id: 'test',
        next: (_, __, trials) => {
          seen.push(trials.map(({ status }) => status));
          return trials.length < 3 ? { add: Array.from({ length: 3 - trials.length }, () => trial()) } : {};
        },
      },
    };
    const first = await openLab({ kinds, keep, paused: true });
    first.beginStudy(study);
    const [a, b, c] = first.state.trials;
    first.record({ trial: { ...a!, status: 'finished', final: { train: RESULT, dev: RESULT } } });
    first.remove([a!.id]);
    first.remove([b!.id]);
    first.undoRemove();
    first.remove([b!.id]);
    first.forgetRemoved();
    await first.settled();
    expect((await keep.load()).trials.map(({ id }) => id)).toEqual([c!.id]);
    const lab = await openLab({ kinds, keep, paused: true });
    lab.stop([c!.id]);
    expect(seen.at(-1)).toEqual(['stopped', 'stopped', 'stopped']);
    expect(lab.state.trials).toHaveLength(1);
    expect(lab.state.studies).toMatchObject([{ status: 'finished' }]);
    lab.remove([c!.id]);
    lab.undoRemove();
    expect(lab.state.studies[0]!.deleted!.map(({ id }) => id)).toEqual([a!.id, b!.id]);
  });

  it('that is finished goes on where a run that is made again makes it want more', async () => {
    let more = false;
    const lab = await openLab(asking((count) => (count === 0 ? { add: [{ ...trial(), holdAt: 3 }] } : count === 1 && more ? { add: [trial()] } : {})));
    lab.beginStudy(study);
    const { id } = lab.state.trials[0]!;
    lab.stop([id]);
    expect(lab.state.studies).toMatchObject([{ status: 'finished' }]);
    lab.retry([id]);
    // Nobody would let it go on from there.
    expect(lab.trial(id)).not.toHaveProperty('holdAt');
    more = true;
    lab.stop([id]);
    expect(lab.state.studies).toMatchObject([{ status: 'running' }]);
    expect(statuses(lab)).toEqual(['stopped', 'waiting']);
  });

  it('that is running decides at its steps on a run that is made again', async () => {
    const lab = await openLab(asking((count) => (count === 0 ? { add: [{ ...trial(), holdAt: 3 }, trial()] } : {})));
    lab.beginStudy(study);
    const { id } = lab.state.trials[0]!;
    lab.stop([id]);
    lab.retry([id]);
    expect(lab.trial(id)).toMatchObject({ status: 'waiting', holdAt: 3 });
  });

  it('that fails says why, be it of a kind that is not known here', async () => {
    const lab = await openLab(
      asking((count) => {
        if (count > 0) throw new Error('The plan is torn.');
        return { add: [trial()] };
      }),
    );
    expect(() => lab.beginStudy({ ...study, kind: 'toString' })).toThrow(/knows no study of the kind “toString”/);
    lab.beginStudy(study);
    lab.stop(lab.state.trials.map(({ id }) => id));
    expect(lab.state.studies).toMatchObject([{ status: 'failed', failure: 'The plan is torn.' }]);
  });

  it('that is cancelled ends its trials and asks for no more', async () => {
    const onPrecious = vi.fn();
    const lab = await openLab({ ...asking((count) => ({ add: Array.from({ length: 2 - (count % 2) }, () => trial()) })), onPrecious });
    const { id } = lab.beginStudy(study);
    lab.cancelStudy(id);
    expect(statuses(lab)).toEqual(['stopped', 'stopped']);
    expect(lab.state.studies[0]!.status).toBe('cancelled');
    expect(onPrecious).toHaveBeenCalledTimes(1);
  });

  it('that was closed between two steps is asked when it is opened again', async () => {
    const keep = new MemoryTrialStore();
    const first = await openLab({ ...asking((count) => (count === 0 ? { add: [trial()] } : {})), keep });
    first.beginStudy(study);
    await first.settled();
    const [one] = (await keep.load()).trials;
    await keep.save([{ trial: { ...one!, status: 'finished' } }]);
    const lab = await openLab({ ...asking((count) => (count === 1 ? { add: [trial('ls')] } : {})), keep });
    expect(statuses(lab)).toEqual(['finished', 'waiting']);
  });
});
