import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Catalogue } from '../../../src/core/catalogue';
import { DataError, type NamedFile } from '../../../src/core/dataset';
import { hasEnded } from '../../../src/lab/trial';
import { MemoryTrialStore } from '../../../src/lab/trial-store';
import type { Lab } from '../../../src/store/lab/lab';
import { tinyExperiment } from '../../support/engine';
import { localWorkers, newLab, statuses, until, type Workers } from '../../support/lab';
import { tiny, tinyCatalogue } from '../../support/tiny-catalogue';

let workers: Workers;
let lab: Lab;

afterEach(async () => {
  lab.close();
  await workers.dispose();
});

const allEnded = () => until(lab, (trials) => trials.every(hasEnded));

describe('trials on a data set whose files the visitor gives', () => {
  const filed: Catalogue['datasets'][string] = {
    ...tiny,
    id: 'filed',
    needs: ['a.bin', 'b.bin'].map((file) => ({ file, what: 'bars' })),
    open: (values, surroundings) => {
      if (surroundings.files.length < 2) throw new DataError('Filed should have two files, but these are missing: b.bin.');
      if (surroundings.files.some(({ bytes }) => bytes.length === 0)) throw new DataError('a.bin is damaged.');
      return tiny.open(values as never, surroundings);
    },
  };
  const catalogue: Catalogue = { ...tinyCatalogue, datasets: { ...tinyCatalogue.datasets, filed } };
  const filedTrial = (entries = '') => {
    const experiment = tinyExperiment(entries);
    return { experiment: { ...experiment, data: { ...experiment.data, id: 'filed' } } };
  };
  const fileOf = (name: string, bytes = 1): NamedFile => ({ name, bytes: new Uint8Array(bytes) });
  let files: readonly NamedFile[];

  async function openFiled(keep = new MemoryTrialStore()): Promise<void> {
    files = [];
    workers = localWorkers(catalogue);
    lab = newLab({ catalogue, keep, connect: workers.connect, files: () => files });
    await lab.open();
  }

  it('wait until all of these are there, and let others pass', async () => {
    await openFiled();
    lab.add([filedTrial(), filedTrial('seed=2'), { experiment: tinyExperiment('') }]);
    await until(lab, (trials) => trials[2]!.status === 'finished');
    expect(statuses(lab)).toEqual(['waiting', 'waiting', 'finished']);
    files = [fileOf('a.bin')];
    lab.filesChanged();
    await vi.waitFor(() => expect(lab.state.queue.incomplete).toEqual({ filed: 'Filed should have two files, but these are missing: b.bin.' }));
    expect(statuses(lab)).toEqual(['waiting', 'waiting', 'finished']);
    files = [fileOf('a.bin'), fileOf('b.bin')];
    lab.filesChanged();
    expect(lab.state.queue.incomplete).toEqual({});
    await allEnded();
    expect(statuses(lab)).toEqual(['finished', 'finished', 'finished']);
  });

  it('lose nothing of what was measured while they wait, or when they cannot go on', async () => {
    const keep = new MemoryTrialStore();
    await openFiled(keep);
    const [made] = lab.add([filedTrial('epochs=1000')]);
    files = [fileOf('a.bin'), fileOf('b.bin')];
    lab.filesChanged();
    await until(lab, (trials) => trials[0]!.step > 10);
    lab.pauseQueue();
    await vi.waitFor(async () => expect(await keep.checkpoint(made!.id)).toBeDefined());
    lab.close();
    await lab.settled();
    await workers.dispose();
    const curves = (await keep.curves(made!.id))!;
    expect(curves.at.length).toBeGreaterThan(10);

    await openFiled(keep);
    expect(statuses(lab)).toEqual(['waiting']);
    expect(await lab.curves(made!.id)).toEqual(curves);
    files = [fileOf('a.bin', 0), fileOf('b.bin')];
    lab.filesChanged();
    await allEnded();
    expect(lab.state.trials[0]).toMatchObject({ status: 'failed', failure: { reason: 'a.bin is damaged.' } });
    expect(lab.state.trials[0]!.step).toBeGreaterThan(10);
    expect(await lab.curves(made!.id)).toEqual(curves);
    expect(await keep.checkpoint(made!.id)).toBeDefined();
  });
});
