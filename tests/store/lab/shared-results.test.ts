import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { readLink, writeLink } from '../../../src/core/permalink';
import { joinResults } from '../../../src/core/result-link/address';
import { writeResults } from '../../../src/core/result-link/payload';
import type { RecordedRun } from '../../../src/core/result-link/recorded';
import { Lab } from '../../../src/store/lab/lab';
import { keepResults, openResults, reproduce, type SharedResults } from '../../../src/store/lab/shared-results';
import { exactHash, recordedFromRun, recordedFromTrial } from '../../../src/store/lab/to-recorded';
import { MemoryTrialStore } from '../../../src/lab/trial-store';
import { Playground } from '../../../src/store/playground';
import { FakeTrainer } from '../../ui/support/fake-trainer';

const LINK = '#v=1&data=points&epochs=2';

function newPage(link: string) {
  const trainer = new FakeTrainer();
  const links: string[] = [];
  const playground = new Playground({ catalogue, trainer: trainer.remote, link, showLink: (fragment) => links.push(fragment), memory: undefined });
  return { trainer, playground, links };
}

function newLab(): Lab {
  return new Lab({ catalogue, keep: new MemoryTrialStore(), connect: () => Promise.reject<never>(new Error('not here')) as never, slots: 1, files: () => undefined });
}

/** Takes the run to its end, with accuracies that are counts of samples as those of an engine are. */
function finish(trainer: FakeTrainer): void {
  const result = (correct: number, samples: number) => ({ loss: 1 / correct, accuracy: correct / samples, samples });
  for (const step of [2, 4, 6]) trainer.emit({ type: 'evaluated', train: result(70 * step, 500), dev: result(60 * step, 400), step, epoch: step / 3, cycleEnd: step === 6 });
  trainer.emit({ type: 'finished', weights: 'f'.repeat(16), train: result(430, 500), dev: result(370, 400), backend: 'wasm', parameters: 1000, steps: 6, seconds: 2 });
}

/** A run to its end on another page, as a link carries it. */
async function recordedRun(link = LINK): Promise<RecordedRun> {
  const { playground, trainer } = newPage(link);
  await playground.open();
  finish(trainer);
  return recordedFromRun(playground.current!, 1_700_000_000_000)!;
}

const addressOf = (runs: readonly RecordedRun[], settings = `#${runs[0]!.settings}`, title = 'A title'): string => joinResults(settings, writeResults({ title, runs }));

function opened(address: string): SharedResults {
  const results = openResults(catalogue, address);
  if ('problem' in results) throw new Error(results.problem);
  return results;
}

beforeEach(() => void vi.useFakeTimers({ now: 1_750_000_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('a link with results', () => {
  it('holds the run as the page knows it', async () => {
    const run = await recordedRun();
    expect(run).toMatchObject({ settings: LINK.slice(1), status: 'finished', data: 'cbf29ce484222325', backend: { id: 'wasm', device: 'WebAssembly, 1 thread', kernels: 0 } });
    expect(run.exact).toBe(exactHash(run.evaluations));
    const { title, runs, edited } = opened(addressOf([run]));
    expect(title).toBe('A title');
    expect(edited).toEqual([]);
    expect(runs[0]).toMatchObject({ link: LINK, notices: [], recorded: { name: 'Points in the plane · MLP', dev: { samples: 400 }, exact: run.exact } });
    expect(runs[0]!.recorded.evaluations).toHaveLength(run.evaluations.length);
  });

  it('opens its settings for whoever knows nothing of results', async () => {
    const address = addressOf([await recordedRun()]);
    expect(readLink(catalogue, address)).toEqual(readLink(catalogue, LINK));
    expect(writeLink(catalogue, readLink(catalogue, address).experiment)).toBe(LINK);
    expect(readLink(catalogue, `${LINK}&results=${'x'.repeat(100_000)}`)).toEqual(readLink(catalogue, LINK));
    expect(readLink(catalogue, `#results=${'x'.repeat(100)}&v=1&data=points&epochs=2&results`).notices).toEqual([]);
  });

  it('says when its settings were changed afterwards', async () => {
    const run = await recordedRun();
    expect(opened(addressOf([run], `${LINK}&lr=0.1`)).edited).toEqual(['lr 0.05→0.1']);
  });

  it('says what of the recorded settings cannot be read here', async () => {
    const run = await recordedRun();
    const [shared] = opened(addressOf([{ ...run, settings: `${run.settings}&teleport=3` }], LINK)).runs;
    expect(shared!.notices).toEqual(['"teleport" is not a setting of this experiment']);
  });

  it('that is damaged gives a sentence', () => {
    expect(openResults(catalogue, `${LINK}&results=AAAA`)).toEqual({ problem: expect.stringMatching(/damaged or cut short/) as string });
    expect(openResults(catalogue, LINK)).toEqual({ problem: expect.stringMatching(/damaged or cut short/) as string });
  });
});

describe('in the lab, recorded runs', () => {
  it('are trials that came by a link, once, however often it is opened', async () => {
    const lab = newLab();
    await lab.open();
    const address = addressOf([await recordedRun(), await recordedRun(`${LINK}&lr=0.1`)]);
    keepResults(lab, opened(address));
    keepResults(lab, opened(`${address}.`));
    const { trials } = lab.state;
    expect(trials).toHaveLength(2);
    const [first, second] = trials;
    expect(first).toMatchObject({ origin: 'link', status: 'finished', link: LINK, path: '1', backend: { backend: 'wasm' }, data: 'cbf29ce484222325', note: 'From the link “A title”.' });
    expect(first!.final!.dev.samples).toBe(400);
    expect(first!.ended).toBe(Math.round(1_700_000_000_000 / 60_000) * 60_000);
    expect(second).toMatchObject({ parent: first!.id, path: '1.1', link: `${LINK}&lr=0.1` });
    const curves = (await lab.curves(first!.id))!;
    expect(curves.evaluations.map(({ step }) => step)).toEqual([2, 4, 6]);
    expect(first!.spark).toHaveLength(3);
  });

  it('can be sent on, but nothing exact is said of them', async () => {
    const lab = newLab();
    await lab.open();
    const run = await recordedRun();
    keepResults(lab, opened(addressOf([run])));
    const trial = lab.state.trials[0]!;
    expect(recordedFromTrial(trial, await lab.curves(trial.id))).toMatchObject({ settings: run.settings, status: 'finished', data: run.data, exact: '', dev: { accuracy: run.dev.accuracy } });
  });

  it('have a place even where they could not be trained here, and never lie in the future', async () => {
    const lab = newLab();
    await lab.open();
    const run = await recordedRun();
    keepResults(lab, opened(addressOf([{ ...run, settings: 'v=1&data.size=500&model.depth=5', ended: 8e15 }], LINK)));
    expect(lab.state.trials[0]).toMatchObject({ status: 'finished', steps: run.steps, ended: 1_750_000_000_000 });
    expect(lab.state.trials[0]).not.toHaveProperty('failure');
  });
});

describe('reproducing', () => {
  it('trains the recorded settings and judges what comes of it; the address stays as it was', async () => {
    const [shared] = opened(addressOf([await recordedRun()])).runs;
    const { playground, trainer, links } = newPage(LINK);
    await playground.open({ train: false });
    expect(playground.current).toBeUndefined();
    const judgement = reproduce(playground, shared!);
    await vi.advanceTimersByTimeAsync(0);
    finish(trainer);
    expect(await judgement).toMatchObject({ outcome: 'identical', sentence: expect.stringMatching(/^Reproduced bit for bit: the same metrics at all 3 evaluations/) as string });
    expect(links).toEqual([]);
  });

  it('puts the recorded settings into the controls where these are others', async () => {
    const [shared] = opened(addressOf([await recordedRun()])).runs;
    const { playground, trainer, links } = newPage('#v=1');
    await playground.open({ train: false });
    const judgement = reproduce(playground, shared!);
    await vi.advanceTimersByTimeAsync(0);
    expect(playground.state.experiment.data.id).toBe('points');
    expect(links).toEqual([LINK]);
    await playground.stop();
    trainer.emit({ type: 'stopped', step: 0 });
    // It was stopped before anything was measured.
    expect(await judgement).toBeUndefined();
  });

  it('ends when another run takes the place of this one', async () => {
    const [shared] = opened(addressOf([await recordedRun()])).runs;
    const { playground, trainer } = newPage(LINK);
    await playground.open({ train: false });
    const judgement = reproduce(playground, shared!);
    await vi.advanceTimersByTimeAsync(0);
    trainer.advance(2);
    await vi.advanceTimersByTimeAsync(200);
    await playground.train();
    expect(await judgement).toMatchObject({ outcome: 'incomparable', sentence: 'Stopped before its end, so it cannot be compared.' });
  });

  it('says nothing where it cannot begin', async () => {
    const [shared] = opened(addressOf([await recordedRun()])).runs;
    const { playground, trainer } = newPage(LINK);
    await playground.open({ train: false });
    trainer.refusal = new Error('No room.');
    expect(await reproduce(playground, shared!)).toBeUndefined();
    expect(playground.state.notices.map(({ text }) => text)).toEqual(['No room.']);
  });
});
