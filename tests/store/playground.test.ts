import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { Playground } from '../../src/store/playground';
import { MOST_RUNS } from '../../src/store/run-keeper';
import { statusText } from '../../src/store/run-record';
import { FakeTrainer } from '../ui/support/fake-trainer';

function setUp(link = '', kept: Record<string, string> = {}) {
  const trainer = new FakeTrainer();
  const links: string[] = [];
  const memory = { getItem: (key: string) => kept[key] ?? null, setItem: (key: string, value: string) => void (kept[key] = value) };
  const playground = new Playground({ catalogue, trainer: trainer.remote, link, showLink: (fragment) => links.push(fragment), memory });
  return { playground, trainer, links, kept };
}

const texts = ({ state }: Playground) => state.notices.map(({ text }) => text);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a run', () => {
  it('begins by itself when the page opens', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    expect(trainer.calls).toEqual(['prepare auto', 'start']);
    expect(playground.current?.status).toBe('training');
    expect(statusText(playground.current!)).toBe('Starting · compiling …');
  });

  it('collects its figures, at most ten times a second', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    const changes = vi.fn();
    playground.store.subscribe(changes);
    for (let i = 0; i < 20; i++) trainer.advance(10);
    expect(changes).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(changes).toHaveBeenCalledOnce();
    const run = playground.current!;
    expect(run.points).toBe(200);
    expect(run.evaluations).toHaveLength(20);
    expect(statusText(run)).toMatch(/^Training · epoch 3 of 5 · dev accuracy \d\d\.\d %$/);
  });

  it('says how it ended', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    trainer.advance(10);
    trainer.finish();
    expect(playground.current).toMatchObject({ status: 'finished', secondsLeft: 0 });
    expect(statusText(playground.current!)).toMatch(/^Finished · dev accuracy/);
  });

  it('stays under the next one, in another colour, which is named by what it changes', async () => {
    const { playground } = setUp();
    await playground.open();
    playground.toggleTrick('label-smoothing', true);
    playground.setField('run', 'epochs', 3);
    await playground.train();
    const [first, second] = playground.state.runs;
    expect(first).toMatchObject({ status: 'stopped', name: 'Handwritten characters · CNN' });
    expect(second).toMatchObject({ status: 'training', name: '+label smoothing, epochs 5→3' });
    expect(second!.colour).not.toBe(first!.colour);
  });

  it('lets the oldest go after five earlier ones, but not a pinned one, and no two have the same colour', async () => {
    const { playground } = setUp();
    await playground.open();
    const pinned = playground.current!.id;
    playground.pin(pinned, true);
    for (let i = 0; i < 9; i++) await playground.train();
    const { runs } = playground.state;
    expect(runs).toHaveLength(MOST_RUNS);
    expect(runs[0]!.id).toBe(pinned);
    expect(new Set(runs.map(({ colour }) => colour)).size).toBe(MOST_RUNS);
  });

  it('is not altered by events of the run before', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    await playground.train();
    trainer.advance(5);
    vi.advanceTimersByTime(100);
    expect(playground.state.runs.map(({ step }) => step)).toEqual([0, 5]);
  });

  it('that cannot start leaves the one under way alone', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    trainer.refusal = new Error('train.gz should hold images, but it is a cake');
    await playground.train();
    expect(playground.state.runs).toHaveLength(1);
    expect(playground.current?.status).toBe('training');
    expect(texts(playground)).toEqual(['train.gz should hold images, but it is a cake']);
    trainer.refusal = undefined;
    await playground.train();
    expect(playground.current?.id).toBe(2);
  });
});

describe('controls of a run', () => {
  it('pause and go on', async () => {
    const { playground } = setUp();
    await playground.open();
    await playground.trainOrPause();
    expect(playground.current?.status).toBe('paused');
    await playground.trainOrPause();
    expect(playground.current?.status).toBe('training');
    expect(playground.state.runs).toHaveLength(1);
  });

  it('after a change, the space bar trains what is new instead of going on', async () => {
    const { playground } = setUp();
    await playground.open();
    await playground.trainOrPause();
    playground.setField('run', 'lr', 0.1);
    expect(playground.changed).toBe(true);
    await playground.trainOrPause();
    expect(playground.state.runs).toHaveLength(2);
    expect(playground.changed).toBe(false);
  });

  it('step pauses a run first, and begins one where there is none', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    await playground.step();
    expect(trainer.calls.slice(-2)).toEqual(['paused', 'step']);
    await playground.stop();
    await playground.step();
    expect(trainer.starts.at(-1)?.options.paused).toBe(true);
    vi.advanceTimersByTime(100);
    expect(playground.current).toMatchObject({ status: 'paused', step: 1 });
  });

  it('reset takes the current run back to its beginning, in its colour and under its name', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    trainer.advance(50);
    vi.advanceTimersByTime(100);
    const { name, colour } = playground.current!;
    playground.setField('run', 'epochs', 1);
    await playground.reset();
    expect(playground.state.runs).toHaveLength(1);
    expect(playground.current).toMatchObject({ name, colour, status: 'paused', step: 0, points: 0 });
    expect(playground.current!.experiment.run.epochs).toBe(5);
  });

  it('reset that is refused leaves the run as it was', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    trainer.advance(50);
    vi.advanceTimersByTime(100);
    const before = playground.current;
    trainer.refusal = new Error('The device ran out of memory');
    await playground.reset();
    expect(playground.state.runs).toEqual([before]);
    expect(texts(playground)).toEqual(['The device ran out of memory']);
  });

  it('a run that is under way cannot be removed, an earlier one can', async () => {
    const { playground } = setUp();
    await playground.open();
    await playground.train();
    const [first, second] = playground.state.runs.map(({ id }) => id);
    playground.removeRun(second!);
    playground.removeRun(first!);
    expect(playground.state.runs.map(({ id }) => id)).toEqual([second]);
  });

  it('a look at the test set that fails is no peek', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    trainer.evaluate = () => Promise.reject(new Error('Another run was started'));
    await playground.revealTest();
    expect(playground.state.peeks).toBe(0);
    expect(playground.current).toMatchObject({ peeks: 0 });
    expect(playground.current?.test).toBeUndefined();
    expect(texts(playground)).toEqual(['Another run was started']);
  });

  it('a tenth of the learning rate is one click after a run diverged', async () => {
    const { playground, trainer } = setUp('#v=1&lr=30');
    await playground.open();
    trainer.emit({ type: 'failed', reason: 'The loss exploded.', advice: 'Divide.', step: 3 });
    expect(playground.current).toMatchObject({ status: 'failed', failure: { reason: 'The loss exploded.', advice: 'Divide.' } });
    await playground.trainGentler();
    expect(trainer.starts.at(-1)?.experiment.run.lr).toBe(3);
  });

  it('each look at the test set is counted', async () => {
    const { playground } = setUp();
    await playground.open();
    await playground.revealTest();
    await playground.train();
    await playground.revealTest();
    await playground.revealTest();
    expect(playground.state.runs.map(({ peeks }) => peeks)).toEqual([1, 2]);
    expect(playground.state.peeks).toBe(3);
    expect(playground.current?.test?.accuracy).toBe(0.97);
  });
});

describe('the experiment', () => {
  it('comes from the link, and every change of it goes into the link', async () => {
    const { playground, links } = setUp('#v=1&epochs=3&ls');
    expect(playground.state.experiment.run.epochs).toBe(3);
    playground.setField('trick:label-smoothing', 'epsilon', 0.2);
    expect(links).toEqual(['#v=1&epochs=3&ls.epsilon=0.2']);
  });

  it('is read as far as a hostile link allows, with a notice for the rest', () => {
    const { playground } = setUp('#v=1&epochs=1e9&__proto__=1&model=toString&lr=NaN');
    expect(playground.state.experiment.run.epochs).toBe(5);
    expect(texts(playground).length).toBeGreaterThanOrEqual(4);
  });

  it('is what a visitor of the link gets, whichever control made it', () => {
    const { playground, links } = setUp();
    const changes = [
      () => playground.chooseData('points'),
      () => playground.chooseModel('logistic'),
      () => playground.setField('data', 'shape', 'xor'),
      () => playground.setField('run', 'seed', 7),
      () => playground.toggleTrick('adam', true),
      () => playground.toggleTrick('warmup', false),
      () => playground.restore({ ...playground.state, experiment: setUp('#v=1&lr=0.3').playground.state.experiment }),
    ];
    for (const [i, change] of changes.entries()) {
      change();
      expect(links).toHaveLength(i + 1);
      expect(setUp(links.at(-1)).playground.state.experiment).toEqual(playground.state.experiment);
    }
  });

  it('of another link is opened and trained', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    await playground.openLink('#v=1&model=mlp');
    expect(trainer.starts.at(-1)?.experiment.model.id).toBe('mlp');
    expect(playground.current?.name).toBe('CNN→MLP');
  });

  it('ignores a value that its field does not allow', () => {
    const { playground, links } = setUp();
    playground.setField('run', 'batch', -1);
    playground.setField('run', 'batch', 1.5);
    playground.setField('run', '__proto__', 1);
    expect(links).toEqual([]);
  });

  it('that cannot run is told beside its control, and does not start', async () => {
    const { playground, trainer } = setUp('#v=1&model.depth=5');
    expect(playground.state.problem?.place).toBe('model');
    await playground.open();
    expect(trainer.calls).toEqual(['prepare auto']);
    expect(texts(playground)[0]).toMatch(/too small/);
  });
});

describe('data from outside', () => {
  it('are asked for before anything starts', async () => {
    const { playground, trainer } = setUp('#v=1&data=mnist');
    await playground.open();
    expect(trainer.starts).toHaveLength(0);
    expect(texts(playground)[0]).toMatch(/MNIST is not part of this page/);
  });

  it('that are none are refused with a sentence, and the run goes on', async () => {
    const { playground } = setUp();
    await playground.open();
    await playground.addFiles([new File(['not data'], 'notes.txt')]);
    expect(playground.current?.status).toBe('training');
    expect(playground.state.experiment.data.id).toBe('glyphs');
    expect(texts(playground)[0]).toMatch(/notes\.txt/);
  });

  it('are handed to the engine, and chosen once it accepts them', async () => {
    const { playground, trainer } = setUp();
    await playground.open();
    await playground.addFiles([new File([Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 0)], 'train-images-idx3-ubyte')]);
    expect(trainer.starts.at(-1)?.options.files?.map(({ name }) => name)).toEqual(['train-images-idx3-ubyte']);
    expect(playground.state.experiment.data.id).toBe('mnist');
  });
});

describe('the backend', () => {
  it('that was chosen is remembered, and used at the next visit', async () => {
    const { playground, trainer, kept } = setUp();
    await playground.open();
    await playground.chooseBackend({ backend: 'cpu' });
    expect(trainer.calls.slice(-2)).toEqual(['prepare cpu', 'start']);
    const next = setUp('', kept);
    await next.playground.open();
    expect(next.trainer.calls[0]).toBe('prepare cpu');
  });

  it('that cannot be had gives way to the best there is, and says so', async () => {
    const { playground, trainer } = setUp('', { 'grimoire:backend': 'webgpu' });
    trainer.unavailable = ['webgpu'];
    await playground.open();
    expect(trainer.calls).toEqual(['prepare webgpu', 'prepare auto', 'start']);
    expect(texts(playground)).toEqual(['There is no webgpu here.']);
    expect(playground.state.request.backend).toBe('auto');
  });

  it('that dies ends the run with a sentence', async () => {
    const { playground } = setUp();
    await playground.open();
    playground.engineFailed('out of memory');
    expect(playground.current?.status).toBe('failed');
    expect(statusText(playground.current!)).toBe('Failed · The engine stopped working (out of memory)');
  });
});
