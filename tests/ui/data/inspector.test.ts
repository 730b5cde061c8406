import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/core/experiment';
import { catalogue } from '../../../src/catalogue';
import type { DataCheckEvent } from '../../../src/engine/protocol/data-checks';
import { Inspector, type CheckerConnection, type Subject } from '../../../src/ui/data/inspector';
import { subjectOf } from '../../../src/ui/data/subject';

const PART = { split: 'train', read: 5, size: 9 } as const;
const READ: DataCheckEvent = { type: 'read', parts: [PART], checks: ['balance'] };
const FOUND: DataCheckEvent = { type: 'found', finding: { id: 'balance', verdicts: [], evidence: [] } };
const DONE: DataCheckEvent = { type: 'done', seconds: 2 };

/** Workers that do what they are told, when they are told. */
function workers(refusal?: string) {
  const made: { tell: (event: DataCheckEvent) => void; finish: () => void; die: (reason: string) => void; closed: boolean }[] = [];
  const connect = (die: (reason: string) => void): CheckerConnection => {
    const worker = { tell: (_: DataCheckEvent): void => undefined, finish: (): void => undefined, die, closed: false };
    made.push(worker);
    return {
      checker: {
        open: () => (refusal === undefined ? Promise.resolve({ sizes: { train: 9, trainDev: 0, dev: 9, test: 9 } }) : Promise.reject(new Error(refusal))),
        draw: () => Promise.resolve([]),
        check: (listener) => {
          worker.tell = listener;
          return new Promise((resolve) => (worker.finish = resolve));
        },
      },
      close: () => void (worker.closed = true),
    };
  };
  return { made, inspector: new Inspector(connect) };
}

const subject = (size: number): Subject => {
  const experiment = defaultExperiment(catalogue);
  return subjectOf(catalogue, { ...experiment, data: { ...experiment.data, size } }, []);
};
const soon = () => new Promise((resolve) => setTimeout(resolve));

describe('Inspector', () => {
  it('keeps what a check tells, and one worker for one subject', async () => {
    const { made, inspector } = workers();
    const one = subject(100);
    const at = () => inspector.store.getState().get(one.key);
    void inspector.check(one);
    await soon();
    expect(at()).toMatchObject({ status: 'running', share: 0 });
    made[0]!.tell({ type: 'reading', share: 0.5 });
    expect(at()).toMatchObject({ share: 0.5 });
    for (const event of [READ, FOUND, DONE]) made[0]!.tell(event);
    expect(at()).toMatchObject({ status: 'done', parts: [PART], findings: [{ id: 'balance' }], seconds: 2 });
    await inspector.draw(one, 'dev', 3, 1);
    expect(made).toHaveLength(1);
  });

  it('ends the worker when other data are looked at, and forgets what was not done', async () => {
    const { made, inspector } = workers();
    const [one, two] = [subject(100), subject(200)];
    void inspector.check(one);
    await soon();
    inspector.leave(two.key);
    expect(made[0]!.closed).toBe(true);
    expect(inspector.store.getState().has(one.key)).toBe(false);
    made[0]!.tell(DONE);
    expect(inspector.store.getState().has(one.key)).toBe(false);
    void inspector.check(two);
    await soon();
    expect(made).toHaveLength(2);
    expect(made[1]!.closed).toBe(false);
  });

  it('rests when the view is left: at once, or when the check is done', async () => {
    const { made, inspector } = workers();
    const one = subject(100);
    void inspector.check(one);
    await soon();
    inspector.rest();
    expect(made[0]!.closed).toBe(false);
    made[0]!.tell(READ);
    made[0]!.tell(DONE);
    expect(made[0]!.closed).toBe(true);
    expect(inspector.store.getState().get(one.key)?.status).toBe('done');
    await inspector.draw(one, 'dev', 3, 1);
    inspector.rest();
    expect(made.map(({ closed }) => closed)).toEqual([true, true]);
  });

  it('stays awake when the visitor comes back before the check is done', async () => {
    const { made, inspector } = workers();
    const one = subject(100);
    void inspector.check(one);
    await soon();
    inspector.rest();
    inspector.leave(one.key);
    for (const event of [READ, DONE]) made[0]!.tell(event);
    expect(made[0]!.closed).toBe(false);
    inspector.rest();
    expect(made[0]!.closed).toBe(true);
  });

  it('tells what went wrong in a sentence', async () => {
    const refused = workers('train-images should have 60,000 images, but it ends early.');
    await refused.inspector.check(subject(100));
    expect(refused.inspector.store.getState().get(subject(100).key)).toMatchObject({ status: 'failed', problem: 'train-images should have 60,000 images, but it ends early.' });
    await expect(refused.inspector.draw(subject(100), 'dev', 1, 1)).rejects.toThrow('ends early');

    const dying = workers();
    void dying.inspector.check(subject(100));
    await soon();
    dying.made[0]!.die('out of memory');
    expect(dying.inspector.store.getState().get(subject(100).key)).toMatchObject({ status: 'failed', problem: 'The worker that checks data stopped (out of memory)' });
  });

  it('keeps the last few results', async () => {
    const { made, inspector } = workers();
    for (let size = 100; size < 110; size++) {
      void inspector.check(subject(size));
      await soon();
      made.at(-1)!.tell(DONE);
    }
    expect([...inspector.store.getState().keys()]).toEqual([104, 105, 106, 107, 108, 109].map((size) => subject(size).key));
  });
});

describe('subjectOf', () => {
  const experiment = defaultExperiment(catalogue);
  const keyOf = (changes: Partial<typeof experiment>, files: { name: string; bytes: Uint8Array }[] = []) => subjectOf(catalogue, { ...experiment, ...changes }, files).key;

  it('goes by the data and their files, not by how they are trained on', () => {
    expect(keyOf({ run: { ...experiment.run, lr: 0.5, seed: 7 }, tricks: {} })).toBe(keyOf({}));
    expect(keyOf({ data: { ...experiment.data, size: 123 } })).not.toBe(keyOf({}));
    expect(keyOf({}, [{ name: 'a', bytes: new Uint8Array(3) }])).not.toBe(keyOf({}, [{ name: 'a', bytes: new Uint8Array(4) }]));
  });
});
