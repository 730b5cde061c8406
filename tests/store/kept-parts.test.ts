import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogue } from '../../src/catalogue';
import type { PartId } from '../../src/core/page-options';
import { readLink } from '../../src/core/permalink';
import { changedParts, refusalOf } from '../../src/store/kept-parts';
import { Playground } from '../../src/store/playground';
import { FakeTrainer } from '../ui/support/fake-trainer';

const read = (link: string) => readLink(catalogue, link).experiment;

describe('parts of an experiment', () => {
  it.each([
    ['#v=1&data.size=700', ['data']],
    ['#v=1&model.width=5', ['model']],
    ['#v=1&lr=0.2&seed=3', ['run']],
    ['#v=1&ls', ['tricks']],
    ['#v=1&constant', ['schedule']],
    ['#v=1&adam', ['optimizer']],
    ['#v=1&bug=labels', []],
    ['#v=1', []],
  ])('%s differs from the default in %j', (link, parts) => {
    expect(changedParts(catalogue, read('#v=1'), read(link))).toEqual(parts);
  });

  it('are the same in whatever order their settings stand', () => {
    const before = read('#v=1&ls&wd');
    const turned = { ...before, run: Object.fromEntries(Object.entries(before.run).reverse()) as typeof before.run, tricks: Object.fromEntries(Object.entries(before.tricks).reverse()) };
    expect(changedParts(catalogue, before, turned)).toEqual([]);
  });

  it('are refused with their names', () => {
    expect(refusalOf(catalogue, read('#v=1'), read('#v=1&lr=0.2&ls'), ['tricks', 'run', 'data'])).toMatch(/keeps these settings as they are.*: tricks, training\.$/);
    expect(refusalOf(catalogue, read('#v=1'), read('#v=1&lr=0.2'), ['tricks'])).toBeUndefined();
  });
});

describe('a page that keeps parts', () => {
  const set = (link: string, kept: readonly PartId[]) => {
    const trainer = new FakeTrainer();
    const playground = new Playground({ catalogue, trainer: trainer.remote, link, showLink: () => undefined, memory: undefined, kept: () => kept });
    return { playground, trainer, experiment: playground.state.experiment, notices: () => playground.state.notices.map(({ text }) => text) };
  };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['a preset', ({ playground }: ReturnType<typeof set>) => playground.openLink('#v=1&lr=0.2&data.size=700')],
    ['a remedy', ({ playground }: ReturnType<typeof set>) => playground.setField('run', 'lr', 0.2)],
    ['the settings of another run', ({ playground }: ReturnType<typeof set>) => playground.restore({ experiment: read('#v=1&epochs=3') })],
    ['a smaller rate', ({ playground }: ReturnType<typeof set>) => playground.trainGentler()],
  ])('does not take %s, says so, and trains nothing', async (_, change) => {
    const made = set('#v=1', ['run']);
    await change(made);
    expect(made.playground.state.experiment).toBe(made.experiment);
    expect(made.notices()).toEqual([expect.stringContaining('keeps these settings as they are')]);
    expect(made.trainer.calls).toEqual([]);
  });

  it('lets the rest be changed, without what that would bring along', () => {
    const { playground, experiment, notices } = set('#v=1', ['run']);
    playground.toggleTrick('adam', true);
    playground.chooseData('points');
    expect(playground.state.experiment).toMatchObject({ data: { id: 'points' }, run: experiment.run });
    expect(playground.state.experiment.tricks).toHaveProperty('adam');
    expect(notices().join()).not.toMatch(/learning rate|keeps/);
  });

  it('takes no files of another data set than the one that is kept', async () => {
    const { playground, experiment, notices } = set('#v=1', ['data']);
    await playground.addFiles([new File([new Uint8Array(16)], 't10k-labels-idx1-ubyte')]);
    expect(playground.state.experiment).toBe(experiment);
    expect(notices()).toEqual([expect.stringContaining('keeps these settings as they are')]);
  });

  it('follows its own address', async () => {
    const { playground, notices } = set('#v=1', ['run', 'tricks']);
    await playground.openLink('#v=1&lr=0.2&ls', { train: false, byPage: true });
    expect(playground.state.experiment).toEqual(read('#v=1&lr=0.2&ls'));
    playground.restore({ experiment: read('#v=1') }, { byPage: true });
    expect(playground.state.experiment).toEqual(read('#v=1'));
    expect(notices()).toEqual([]);
  });
});
