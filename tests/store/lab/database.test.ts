import 'fake-indexeddb/auto';
import { isDeepStrictEqual } from 'node:util';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Checkpoint } from '../../../src/engine/protocol';
import type { Study } from '../../../src/lab/study';
import type { Trial, TrialCurves } from '../../../src/lab/trial';
import { DexieTrialStore } from '../../../src/store/lab/database';
import { makeTrial } from '../../../src/store/lab/make-trial';
import { tinyExperiment } from '../../support/engine';
import { newLab } from '../../support/lab';
import { tinyCatalogue } from '../../support/tiny-catalogue';

let name: string;
let store: DexieTrialStore;
let count = 0;

beforeEach(() => {
  name = `test-${++count}`;
  store = new DexieTrialStore(tinyCatalogue, name);
});

afterEach(() => {
  vi.restoreAllMocks();
  store.close();
});

const result = { loss: Infinity, accuracy: 0.5, samples: 10 };
const metrics = { train: result, dev: { ...result, loss: NaN } };

function trial(more: Partial<Trial> = {}): Trial {
  const made = makeTrial(tinyCatalogue, [], { experiment: tinyExperiment('ls&mixup'), arm: 'a', holdAt: 8 }, { origin: 'study', created: 5, study: 's' });
  const backend = { backend: 'wasm', safeMode: false, device: 'WebAssembly, 1 thread', reason: 'Why not.' } as const;
  return { ...made, backend, latest: metrics, final: metrics, test: result, failure: { reason: 'A.', advice: 'B.' }, tags: ['x'], spark: [0.1, 0.2], ...more };
}

const curvesOf = (id: string): TrialCurves => ({
  id,
  evaluations: [{ ...metrics, step: 3, cycleEnd: false }],
  at: Float64Array.of(0, 1, 2),
  objective: Float32Array.of(3, 2, NaN),
  learningRate: Float32Array.of(0.1, 0.1, 0.1),
  probes: [{ step: 0, figures: Float32Array.of(1, 2) }],
});

const checkpoint: Checkpoint = {
  experiment: tinyExperiment('ls&mixup'),
  step: 3,
  seconds: 0.5,
  schedule: { best: 1 },
  averaged: 0,
  snapshots: 0,
  tensors: { 'weight:a': { shape: [2], values: Float32Array.of(1, 2) } },
};

const study: Study = { id: 's', kind: 'sweep', title: 'A sweep', created: 4, plan: { rates: [1, 2] }, status: 'running' };

/** Writes a row past the store. */
async function put(table: string, row: unknown): Promise<void> {
  const db = await new Dexie(name).open();
  await db.table(table).put(row);
  db.close();
}

function refuse(error: Error): void {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw error;
  });
}

describe('the database of trials', () => {
  it('gives back what it was given, to the bit', async () => {
    const kept = trial();
    await store.save([{ trial: kept, curves: curvesOf(kept.id), checkpoint }]);
    await store.saveStudy(study);
    store.close();
    store = new DexieTrialStore(tinyCatalogue, name);
    expect(await store.load()).toEqual({ trials: [kept], studies: [study], unreadable: 0 });
    expect(await store.curves(kept.id)).toEqual(curvesOf(kept.id));
    expect(await store.checkpoint(kept.id)).toEqual(checkpoint);
  });

  it('keeps curves and checkpoint where a saving says nothing of them, and forgets a checkpoint when told to', async () => {
    const kept = trial();
    await store.save([{ trial: kept, curves: curvesOf(kept.id), checkpoint }]);
    await store.save([{ trial: { ...kept, step: 4 } }]);
    expect((await store.load()).trials[0]!.step).toBe(4);
    expect(await store.checkpoint(kept.id)).toEqual(checkpoint);
    await store.save([{ trial: kept, checkpoint: null }]);
    expect(await store.checkpoint(kept.id)).toBeUndefined();
    expect(await store.curves(kept.id)).toBeDefined();
  });

  it('removes trials with all that belongs to them, and studies', async () => {
    const [one, other] = [trial(), trial()];
    await store.save([one, other].map((each) => ({ trial: each, curves: curvesOf(each.id), checkpoint })));
    await store.saveStudy(study);
    await store.remove([one.id]);
    await store.removeStudy('s');
    expect(await store.load()).toEqual({ trials: [other], studies: [], unreadable: 0 });
    expect([await store.curves(one.id), await store.checkpoint(one.id)]).toEqual([undefined, undefined]);
    expect(await store.curves(other.id)).toBeDefined();
  });

  it('hides trials without losing them, until what was hidden before a moment is purged', async () => {
    const [early, late] = [trial(), trial()];
    await store.save([early, late].map((each) => ({ trial: each, curves: curvesOf(each.id) })));
    await put('hidden', { id: 'of a version that noted no time' });
    await store.hide([early.id], 1000);
    await store.hide([late.id], 2000);
    expect((await store.load()).trials).toEqual([]);
    await store.purge(2000);
    await store.hide([early.id, late.id], undefined);
    expect((await store.load()).trials).toEqual([late]);
    expect([await store.curves(early.id), await store.curves(late.id)]).toEqual([undefined, curvesOf(late.id)]);
  });

  it('gives back what a study keeps of deleted trials, as far as it can be read', async () => {
    const deleted = trial({ status: 'stopped' });
    await store.saveStudy({ ...study, deleted: [deleted, { ...trial(), steps: -1 }] });
    expect((await store.load()).studies).toEqual([{ ...study, deleted: [deleted] }]);
  });

  it('leaves out what it cannot read, and counts it', async () => {
    const kept = trial();
    await store.save([{ trial: kept }]);
    const damaged: unknown[] = [
      { id: 'empty' },
      { ...trial(), steps: 'many' },
      { ...trial(), path: '__proto__' },
      { ...trial(), experiment: { ...kept.experiment, v: 99 } },
      { ...trial(), experiment: { ...kept.experiment, tricks: { unknown: {} } } },
      { ...trial(), experiment: null },
      { ...trial(), latest: { train: 3 } },
    ];
    for (const row of damaged) await put('trials', row);
    await put('studies', { id: 'no study' });
    const read = await store.load();
    expect(read).toEqual({ trials: [kept], studies: [], unreadable: damaged.length + 1 });
    const lab = newLab({ keep: store, paused: true });
    await lab.open();
    expect(lab.state.trials).toHaveLength(1);
    expect(lab.state.trouble).toMatch(/^8 runs of earlier visits cannot be read/);
  });

  it('says that curves or a checkpoint that are damaged are not there', async () => {
    await store.load();
    await put('curves', { ...curvesOf('a'), at: [0, 1, 2] });
    await put('curves', { ...curvesOf('b'), objective: Float32Array.of(1) });
    await put('checkpoints', { id: 'a', checkpoint: { ...checkpoint, tensors: { x: { shape: [1], values: [1] } } } });
    expect([await store.curves('a'), await store.curves('b'), await store.checkpoint('a')]).toEqual([undefined, undefined, undefined]);
  });

  it('says so when the storage is full, and goes on in memory', async () => {
    await store.load();
    refuse(new DOMException('The quota has been exceeded.', 'QuotaExceededError'));
    const kept = trial();
    await expect(store.save([{ trial: kept, curves: curvesOf(kept.id), checkpoint }])).rejects.toThrow(/^The storage .* is full.*delete runs/);
    expect(await store.curves(kept.id)).toEqual(curvesOf(kept.id));
    expect(await store.checkpoint(kept.id)).toEqual(checkpoint);
    await expect(store.save([{ trial: kept, checkpoint: null }])).rejects.toThrow();
    expect(await store.curves(kept.id)).toEqual(curvesOf(kept.id));
  });

  it('says so when nothing may be kept at all, and the lab works nevertheless', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    const lab = newLab({ keep: store, paused: true });
    await lab.open();
    expect(lab.state).toMatchObject({ loaded: true, trials: [], trouble: expect.stringMatching(/^This browser does not let the page keep anything.*until the page is closed\.$/) });
    const [added] = lab.add([{ experiment: tinyExperiment('') }]);
    lab.record({ trial: added!, curves: curvesOf(added!.id) });
    expect(await lab.curves(added!.id)).toEqual(curvesOf(added!.id));
  });
});

describe('the lab with a thousand trials', () => {
  it('adds and changes them at once, and reads them in small portions', async () => {
    const lab = newLab({ keep: store, paused: true });
    await lab.open();
    const experiment = tinyExperiment('');
    const began = performance.now();
    const made = lab.add(Array.from({ length: 1000 }, (_, seed) => ({ experiment: { ...experiment, run: { ...experiment.run, seed } } })));
    const added = performance.now();
    for (const { id } of made.slice(0, 200)) lab.remark([id], { starred: true });
    const changed = performance.now();
    await lab.settled();
    const written = performance.now();
    lab.stop(made.map(({ id }) => id));
    const stopped = performance.now();
    await lab.settled();
    console.log(`1,000 trials: add ${(added - began).toFixed(0)} ms, change one ${((changed - added) / 200).toFixed(3)} ms, write ${(written - changed).toFixed(0)} ms, stop all ${(stopped - written).toFixed(0)} ms`);
    expect((changed - added) / 200).toBeLessThan(5);
    const again = newLab({ keep: store, paused: true });
    const opening = performance.now();
    await again.open();
    console.log(`read ${(performance.now() - opening).toFixed(0)} ms`);
    expect(again.state.trials.every((trial, i) => isDeepStrictEqual(trial, lab.state.trials[i]))).toBe(true);
    expect(again.state.trials.filter(({ starred }) => starred)).toHaveLength(200);
  });
});
