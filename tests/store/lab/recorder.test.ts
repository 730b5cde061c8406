import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunEvent } from '../../../src/engine/protocol';
import { recordRuns } from '../../../src/store/lab/recorder';
import type { Lab } from '../../../src/store/lab/lab';
import type { PlaygroundState } from '../../../src/store/playground';
import { applyEvent, newRecord, type RunRecord } from '../../../src/store/run-record';
import { tinyExperiment } from '../../support/engine';
import { newLab } from '../../support/lab';
import { tinyCatalogue as catalogue } from '../../support/tiny-catalogue';

const result = { loss: 1, accuracy: 0.25, samples: 40 };

let runs: readonly RunRecord[];
let lab: Lab;
let store: StoreApi<PlaygroundState>;
let lastId: number;

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  lab = newLab();
  await lab.open();
  lastId = 0;
  runs = [];
  store = createStore<PlaygroundState>(() => ({ experiment: tinyExperiment(''), runs }) as unknown as PlaygroundState);
});

afterEach(() => vi.useRealTimers());

const record = () => recordRuns({ store, catalogue }, lab);
const show = (next: readonly RunRecord[]): void => {
  runs = next;
  store.setState({ runs });
};

function begin(entries: string): number {
  const id = ++lastId;
  show([...runs, newRecord(catalogue, tinyExperiment(entries), { id, name: 'a run', colour: 0 })]);
  return id;
}

const tell = (id: number, ...events: RunEvent[]): void => show(runs.map((run) => (run.id === id ? events.reduce((now, event) => applyEvent(catalogue, now, event), run) : run)));

/** The run has taken steps up to this one, and was measured there. */
function reach(id: number, step: number, from = 0): void {
  const at = Uint32Array.from({ length: step - from }, (_, i) => from + i);
  tell(
    id,
    { type: 'progress', step, epoch: step / 8, seconds: step / 10, secondsLeft: 1, at, objective: new Float32Array(at.length).fill(2), learningRate: new Float32Array(at.length).fill(0.1) },
    { type: 'evaluated', train: result, dev: { ...result, accuracy: step / 100 }, step, epoch: step / 8, cycleEnd: false },
  );
}

const finish = (id: number): void => tell(id, { type: 'finished', weights: 'f'.repeat(16), train: result, dev: result, backend: 'wasm', parameters: 5, steps: 24, seconds: 3 });

describe('the recorder of the page’s runs', () => {
  it('keeps a run at its first evaluation, then every five seconds, and at its end', async () => {
    record();
    const id = begin('ls');
    tell(id, { type: 'evaluated', train: result, dev: result, step: 0, epoch: 0, cycleEnd: false });
    expect(lab.state.trials).toEqual([]);
    reach(id, 8);
    const [trial] = lab.state.trials;
    expect(trial).toMatchObject({ origin: 'page', status: 'running', step: 8, steps: 24, latest: { dev: { accuracy: 0.08 } }, path: '1', created: 1_000_000 });
    vi.advanceTimersByTime(4000);
    reach(id, 12, 8);
    expect(lab.trial(trial!.id)!.step).toBe(8);
    vi.advanceTimersByTime(1000);
    reach(id, 16, 12);
    expect(lab.trial(trial!.id)!.step).toBe(16);
    reach(id, 24, 16);
    finish(id);
    expect(lab.state.trials).toHaveLength(1);
    expect(lab.trial(trial!.id)).toMatchObject({ status: 'finished', step: 24, final: { dev: result }, ended: 1_005_000 });
    const curves = (await lab.curves(trial!.id))!;
    expect([...curves.at]).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(curves.evaluations.map(({ step }) => step)).toEqual([0, 8, 12, 16, 24]);
  });

  it('records runs that began before it, and none that takes no step', () => {
    const first = begin('');
    reach(first, 24);
    finish(first);
    begin('ls');
    record();
    show(runs.slice(0, 1));
    expect(lab.state.trials.map(({ status }) => status)).toEqual(['finished']);
  });

  it('calls a run stopped that was reset', () => {
    record();
    const id = begin('');
    reach(id, 8);
    show([newRecord(catalogue, tinyExperiment(''), { id: ++lastId, name: 'a run', colour: 0 })]);
    expect(lab.state.trials.map(({ status, step }) => [status, step])).toEqual([['stopped', 8]]);
  });

  it('puts a run beneath the one before it, or the one whose settings were restored', () => {
    record();
    const ids = ['', 'ls', 'ls&mixup'].map((entries) => {
      const id = begin(entries);
      reach(id, 24);
      finish(id);
      return id;
    });
    store.setState({ experiment: runs.find(({ id }) => id === ids[0])!.experiment });
    const restored = begin('wd');
    reach(restored, 24);
    // One that took no step is left out of the tree.
    begin('adam');
    reach(begin('adamw'), 8);
    expect(lab.state.trials.map(({ path }) => path)).toEqual(['1', '1.1', '1.1.1', '1.2', '1.2.1']);
    expect(lab.state.trials.slice(1, 3).map(({ name }) => name)).toEqual(['+label smoothing', '+mixup']);
  });

  it('counts a look at the test set after the end, and leaves deleted runs deleted', () => {
    record();
    const id = begin('');
    reach(id, 24);
    finish(id);
    show(runs.map((run) => ({ ...run, test: result })));
    expect(lab.state.trials[0]!.test).toEqual(result);
    lab.remove([lab.state.trials[0]!.id]);
    show(runs.map((run) => ({ ...run, test: { ...result, accuracy: 0.5 } })));
    expect(lab.state.trials).toEqual([]);
  });

  it('records the end of a run that was deleted meanwhile, when it comes back', () => {
    record();
    const id = begin('');
    reach(id, 8);
    const trial = lab.state.trials[0]!.id;
    lab.remove([trial]);
    reach(id, 24, 8);
    finish(id);
    // The page has let it go by then.
    show([]);
    lab.undoRemove();
    expect(lab.state.trials).toMatchObject([{ id: trial, status: 'finished', step: 24, final: { dev: result } }]);
  });

  it('knows the parent of a run whose own record is gone', () => {
    record();
    const id = begin('');
    reach(id, 24);
    finish(id);
    show([]);
    reach(begin('ls'), 8);
    expect(lab.state.trials.map(({ path, name }) => [path, name])).toEqual([
      ['1', expect.any(String)],
      ['1.1', '+label smoothing'],
    ]);
  });

  it('keeps what the visitor has noted meanwhile', () => {
    record();
    const id = begin('');
    reach(id, 8);
    lab.remark([lab.state.trials[0]!.id], { note: 'mine', starred: true });
    finish(id);
    expect(lab.state.trials[0]).toMatchObject({ note: 'mine', starred: true, status: 'finished' });
  });
});
