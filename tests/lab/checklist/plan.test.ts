import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { defaultExperiment, type Experiment } from '../../../src/core/experiment';
import { fold } from '../../../src/core/fold';
import { readLink } from '../../../src/core/permalink';
import { CHECKLIST_TRICKS, planChecklist, readPlan, withSeed } from '../../../src/lab/checklist/plan';
import { firstRuns } from '../../../src/lab/checklist/runs';
import { POINTS, SCENES } from './support';

const read = (link: string): Experiment => {
  const { experiment, notices } = readLink(catalogue, link);
  expect(notices).toEqual([]);
  return experiment;
};

describe('the plan of a checklist', () => {
  const plan = planChecklist(catalogue, SCENES, 5);
  const baseline = read(plan.baseline);

  it('has the article’s baseline and its fifteen trials', () => {
    expect(Object.keys(baseline.tricks).sort()).toEqual(['cosine-power-cycles', 'nesterov', 'warmup', 'weight-decay']);
    expect(baseline.tricks['weight-decay']).toMatchObject({ lambda: 5e-4, mode: 'decoupled' });
    expect(plan.arms.map(({ id }) => id)).toEqual([
      'gamma-decay',
      'cosine',
      'momentum',
      'adam',
      'pretraining',
      'aa',
      'wd.lambda=0.000125',
      'wd.lambda=0.002',
      'ls',
      'ls.epsilon=0.2',
      'sr',
      'mixup',
      'se.ratio=4',
      'stem',
      'stem.activation=swish',
    ]);
    expect(plan.notApplicable).toEqual([]);
  });

  it('keeps the data, the model and the run of the experiment', () => {
    expect([baseline.data, baseline.model, baseline.run]).toEqual([SCENES.data, SCENES.model, SCENES.run]);
  });

  it.each(plan.arms)('$id differs from the baseline by its trick alone', ({ link, trick }) => {
    const { tricks, run, ...rest } = read(link);
    expect(rest).toEqual({ v: baseline.v, data: baseline.data, model: baseline.model });
    const { lr, ...others } = run;
    expect({ ...others, lr: trick === 'adam' ? SCENES.run.lr : lr }).toEqual(baseline.run);
    const slot = catalogue.tricks[trick]!.exclusive;
    const own = (id: string) => id === trick || (slot !== undefined && catalogue.tricks[id]!.exclusive === slot);
    const without = (all: Experiment['tricks']) => Object.fromEntries(Object.entries(all).filter(([id]) => !own(id)));
    expect(without(tricks)).toEqual(without(baseline.tricks));
    expect(tricks[trick]).toBeDefined();
    expect(tricks).not.toEqual(baseline.tricks);
    expect(fold(catalogue, read(link)).steps).toBe(fold(catalogue, baseline).steps);
  });

  it('carries the rate over to an optimizer of another scale, and says so', () => {
    const adam = plan.arms.find(({ id }) => id === 'adam')!;
    expect(read(adam.link).run.lr).toBeCloseTo(0.02, 12);
    expect(adam.note).toContain('0.02');
  });

  it('names the source of pretraining as an experiment of its own, on other data and with the run’s seed', () => {
    const { link } = plan.arms.find(({ id }) => id === 'pretraining')!;
    const source = (experiment: Experiment) => read(experiment.tricks['pretraining']!['source'] as string);
    expect(source(read(link))).toEqual({ ...baseline, data: { ...baseline.data, seed: 2 } });
    expect(source(withSeed(catalogue, read(link), 9)).run.seed).toBe(9);
  });

  it('says why a trial cannot be made here', () => {
    const points = planChecklist(catalogue, POINTS, 5);
    expect(points.arms.map(({ trick }) => trick)).not.toContain('stem-activation');
    expect(points.notApplicable.map(({ id }) => id)).toEqual(['aa', 'se.ratio=4', 'stem', 'stem.activation=swish']);
    for (const { reason } of points.notApplicable) expect(reason).toMatch(/^[A-Z].*\.$/);
    expect(points.notApplicable[0]!.reason).toBe('These data are points in space and have no pixels.');
    const logistic = planChecklist(catalogue, defaultExperiment(catalogue, 'mnist', 'logistic'), 5);
    expect(logistic.arms.map(({ id }) => id)).toContain('pretraining');
    const pictures = planChecklist(catalogue, defaultExperiment(catalogue, 'glyphs'), 5);
    expect(pictures.notApplicable.map(({ id }) => id)).toContain('stem');
  });

  it('uses the same seeds for all arms, and others for the second part', () => {
    expect([plan.seeds, plan.freshSeeds]).toEqual([
      [1, 2, 3, 4, 5],
      [1001, 1002, 1003, 1004, 1005],
    ]);
    const last = planChecklist(catalogue, { ...SCENES, run: { ...SCENES.run, seed: 2 ** 31 - 1 } }, 3);
    expect(last.seeds).toEqual([2 ** 31 - 1, 0, 1]);
    const runs = firstRuns(catalogue, plan);
    expect(runs).toHaveLength(16 * 5);
    expect(new Set(runs.map(({ experiment }) => experiment.data['seed']))).toEqual(new Set([1]));
    expect(runs.slice(0, 16).every(({ experiment }) => experiment.run.seed === 1)).toBe(true);
  });

  it('leaves out what is tried, and keeps what is not', () => {
    const own = read('#v=1&data=scenes&model=resnet&crop&ls&mixup&adam&sgdr&wd.lambda=0.1');
    expect(Object.keys(read(planChecklist(catalogue, own, 5).baseline).tricks).sort()).toEqual(['cosine-power-cycles', 'crop', 'nesterov', 'warmup', 'weight-decay']);
    const some = planChecklist(catalogue, own, 5, ['crop', 'label-smoothing']);
    expect(Object.keys(read(some.baseline).tricks).sort()).toEqual(['cosine-power-cycles', 'nesterov', 'warmup', 'weight-decay']);
    expect(some.arms.map(({ id }) => id)).toEqual(['crop.padding=2', 'crop', 'ls', 'ls.epsilon=0.2']);
  });

  it('knows only tricks that there are, all of which declare trials', () => {
    for (const id of CHECKLIST_TRICKS) expect(catalogue.tricks[id]?.trials?.length, id).toBeGreaterThan(0);
  });

  it('comes back from storage, or says that it cannot be read', () => {
    expect(readPlan(catalogue, JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    for (const bad of [undefined, null, 7, {}, { ...plan, version: 2 }, { ...plan, seeds: [] }, { ...plan, arms: [{ id: 'x' }] }, { ...plan, arms: [{ ...plan.arms[0], trick: 'gone' }] }]) {
      expect(() => readPlan(catalogue, bad)).toThrow('cannot be read');
    }
  });

  it('cannot be made of what cannot be trained', () => {
    expect(() => planChecklist(catalogue, { ...POINTS, model: defaultExperiment(catalogue).model }, 5)).toThrow();
  });
});
