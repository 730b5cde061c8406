import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StudyKind } from '../../../src/lab/study';
import { DexieTrialStore } from '../../../src/store/lab/database';
import type { Lab } from '../../../src/store/lab/lab';
import { claimQueue, openPeers } from '../../../src/store/lab/peers';
import { tinyExperiment } from '../../support/engine';
import { localWorkers, newLab, statuses, until, type Workers } from '../../support/lab';
import { tinyCatalogue } from '../../support/tiny-catalogue';

/** Locks as a browser has them, of one name. */
class FakeLocks {
  private holder: Promise<unknown> | undefined;
  private readonly releases: (() => void)[] = [];

  async request(_: string, ...rest: unknown[]): Promise<unknown> {
    const work = rest.at(-1) as (lock: unknown) => unknown;
    const ifAvailable = rest.length > 1;
    if (ifAvailable && this.holder) return work(null);
    while (this.holder) await this.holder;
    this.holder = new Promise<void>((resolve) => this.releases.push(resolve));
    return work({});
  }

  /** The tab that holds it is closed. */
  release(): void {
    this.holder = undefined;
    this.releases.shift()!();
  }
}

const wide = { experiment: tinyExperiment('epochs=1000') };
const once: StudyKind = { id: 'once', next: (_, __, trials) => (trials.length === 0 ? { add: [{ experiment: tinyExperiment('') }] } : {}) };

let count = 0;
let locks: FakeLocks;
let workers: Workers[];
let first: Lab;
let second: Lab;

async function openTab(): Promise<Lab> {
  const local = localWorkers();
  workers.push(local);
  const lab = newLab({
    keep: new DexieTrialStore(tinyCatalogue, `peers-${count}`),
    connect: local.connect,
    peers: openPeers(tinyCatalogue, `peers-${count}`),
    claim: (onWait) => claimQueue(onWait, locks as unknown as LockManager),
    kinds: { once },
  });
  await lab.open();
  return lab;
}

beforeEach(async () => {
  count++;
  locks = new FakeLocks();
  workers = [];
  first = await openTab();
  second = await openTab();
});

afterEach(async () => {
  first.close();
  second.close();
  for (const local of workers) await local.dispose();
});

describe('two tabs', () => {
  it('run one queue: what one adds, the other trains, and both show it', async () => {
    expect([first.state.queue.elsewhere, second.state.queue.elsewhere]).toEqual([undefined, expect.stringMatching(/^Another tab .*\.$/)]);
    second.add([{ experiment: tinyExperiment('') }]);
    await until(second, (trials) => trials[0]?.status === 'finished');
    expect(first.state.trials).toEqual(second.state.trials);
    expect(workers.map(({ opened }) => opened.length)).toEqual([1, 0]);
    expect(await second.curves(second.state.trials[0]!.id)).toBeDefined();
  });

  it('obey each other: stop, note, delete, pause', async () => {
    const [a, b] = second.add([wide, wide]);
    await until(first, (trials) => (trials[0]?.step ?? 0) > 0);
    second.remark([a!.id], { note: 'seen from afar' });
    await until(first, (trials) => trials[0]!.note !== '');
    expect(first.state.trials[0]!.status).toBe('running');
    expect(first.state.trials[0]!.step).toBeGreaterThan(0);
    second.pauseQueue();
    await vi.waitFor(() => expect(first.state.queue.paused).toBe(true));
    second.resumeQueue();
    second.stop([a!.id]);
    await until(first, (trials) => trials[0]!.status === 'stopped');
    await until(first, (trials) => trials[1]!.step > 0);
    second.remove([b!.id]);
    await until(first, (trials) => trials.length === 1);
    expect(statuses(first)).toEqual(['stopped']);
    // What the first tab has to say of the end of it does not bring it back.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(statuses(second)).toEqual(['stopped']);
  });

  it('run a study where the queue runs, whoever began it', async () => {
    second.beginStudy({ kind: 'once', title: '', plan: {} });
    await vi.waitFor(() => expect(second.state.studies[0]!.status).toBe('finished'), 20_000);
    expect(statuses(second)).toEqual(['finished']);
  });

  it('let a study know of trials that the other one deleted', async () => {
    second.pauseQueue();
    second.beginStudy({ kind: 'once', title: '', plan: {} });
    await until(first, (trials) => trials.length === 1);
    second.remove([second.state.trials[0]!.id]);
    await vi.waitFor(() => expect(first.state.studies[0]!.status).toBe('finished'));
    expect(first.state.trials).toEqual([]);
  });

  it('take over from one another', async () => {
    first.add([wide]);
    await until(first, (trials) => trials[0]!.status === 'running');
    first.close();
    await first.settled();
    locks.release();
    await until(second, (trials) => (trials[0]?.step ?? 0) > 0);
    expect(second.state.queue.elsewhere).toBeUndefined();
    expect(workers[1]!.opened).toHaveLength(1);
  });
});

describe('a browser without channels for this page', () => {
  it('has no other tabs', () => {
    vi.stubGlobal('BroadcastChannel', function refused() {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    expect(openPeers(tinyCatalogue)).toBeUndefined();
    vi.unstubAllGlobals();
  });
});

describe('a browser without locks', () => {
  it('runs the queue in every tab', async () => {
    const onWait = vi.fn();
    await claimQueue(onWait, undefined);
    expect(onWait).not.toHaveBeenCalled();
  });
});

describe('deleted trials', () => {
  it('come back by undo, and are gone for good when the page was closed', async () => {
    const [a, b] = first.add([wide, wide]);
    first.remove([a!.id]);
    first.undoRemove();
    expect(first.state.trials.map(({ id }) => id)).toEqual([a!.id, b!.id]);
    first.remove([b!.id]);
    await first.settled();
    const later = new DexieTrialStore(tinyCatalogue, `peers-${count}`);
    expect((await later.load()).trials.map(({ id }) => id)).toEqual([a!.id]);
    expect((await later.load()).trials).toHaveLength(1);
    later.close();
  });

  it('come back whole by undo though another tab was opened meanwhile', async () => {
    const none = new Float32Array();
    second.pauseQueue();
    const [made] = second.add([wide]);
    second.record({ trial: made!, curves: { id: made!.id, evaluations: [], at: Float64Array.of(), objective: none, learningRate: none, probes: [] } });
    second.remove([made!.id]);
    await second.settled();
    const third = await openTab();
    expect(third.state.trials).toEqual([]);
    third.close();
    // Nor does taking the queue over make the deletion final.
    first.close();
    locks.release();
    await vi.waitFor(() => expect(second.state.queue.elsewhere).toBeUndefined());
    await second.settled();
    second.undoRemove();
    await second.settled();
    expect(await second.curves(made!.id)).toBeDefined();
    const later = new DexieTrialStore(tinyCatalogue, `peers-${count}`);
    expect((await later.load()).trials.map(({ id }) => id)).toEqual([made!.id]);
    later.close();
  });

  it('that come by a link again are there to stay', async () => {
    first.pauseQueue();
    const [made] = first.add([wide]);
    first.remove([made!.id]);
    first.record({ trial: { ...made!, origin: 'link', status: 'finished' } });
    expect(first.state.removed).toEqual([]);
    first.forgetRemoved();
    await first.settled();
    const later = new DexieTrialStore(tinyCatalogue, `peers-${count}`);
    expect((await later.load()).trials.map(({ id }) => id)).toEqual([made!.id]);
    later.close();
  });
});
