import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { checkExperiment, defaultExperiment, defaultModelFor, describeData, disableTrick, enableTrick, withDefaults } from '../../src/core/experiment';

const plain = defaultExperiment(catalogue);
const idsOf = ({ tricks }: { readonly tricks: object }) => Object.keys(tricks).sort();

describe('the default experiment', () => {
  it('is a CNN on glyphs with Nesterov, cosine and warm-up', () => {
    expect(plain).toMatchObject({ v: 1, data: { id: 'glyphs' }, model: { id: 'cnn' }, run: { epochs: 5, batch: 128, lr: 0.05, seed: 1 } });
    expect(idsOf(plain)).toEqual(['cosine', 'nesterov', 'warmup']);
  });

  it.each(Object.keys(catalogue.datasets))('of %s has a model that can read it', (id) => {
    const model = catalogue.models[defaultModelFor(catalogue, id)]!;
    expect(model.accepts(describeData(catalogue, withDefaults(id, catalogue.datasets[id]!.fields)).shape)).toBe(true);
  });

  it('of what is not there is an error of the program', () => {
    expect(() => defaultExperiment(catalogue, 'imagenet')).toThrow(/no data set "imagenet"/);
    expect(() => describeData(catalogue, { id: 'imagenet' })).toThrow(/no data set "imagenet"/);
  });
});

describe('switching a trick', () => {
  it('on takes off the one it excludes, and keeps all others', () => {
    expect(idsOf(enableTrick(catalogue, plain, 'adam'))).toEqual(['adam', 'cosine', 'warmup']);
    expect(idsOf(enableTrick(catalogue, plain, 'label-smoothing'))).toEqual(['cosine', 'label-smoothing', 'nesterov', 'warmup']);
  });

  it('on again keeps its settings, but for those that are given', () => {
    const once = enableTrick(catalogue, plain, 'label-smoothing', { epsilon: 0.3 });
    expect(enableTrick(catalogue, once, 'label-smoothing').tricks['label-smoothing']).toMatchObject({ epsilon: 0.3 });
    expect(enableTrick(catalogue, once, 'label-smoothing', { epsilon: 0.2 }).tricks['label-smoothing']).toMatchObject({ epsilon: 0.2 });
  });

  it('off leaves the slots of schedule and optimizer filled', () => {
    expect(idsOf(disableTrick(catalogue, plain, 'warmup'))).toEqual(['cosine', 'nesterov']);
    expect(disableTrick(catalogue, plain, 'nesterov')).toBe(plain);
    expect(disableTrick(catalogue, plain, 'cosine')).toBe(plain);
  });

  it('that is not known changes nothing', () => {
    expect(enableTrick(catalogue, plain, 'magic')).toBe(plain);
    expect(disableTrick(catalogue, plain, 'magic')).toEqual(plain);
  });
});

describe('an experiment of unknown origin', () => {
  it('that is sound comes through as it is', () => {
    const own = enableTrick(catalogue, disableTrick(catalogue, plain, 'warmup'), 'adam');
    expect(checkExperiment(catalogue, JSON.parse(JSON.stringify(own)))).toEqual({ experiment: own, notices: [] });
  });

  it.each([null, undefined, 7, 'text', [], {}])('that is none becomes the default, with notices: %#', (candidate) => {
    const { experiment, notices } = checkExperiment(catalogue, candidate);
    expect(experiment).toMatchObject({ data: plain.data, model: plain.model, run: plain.run });
    expect(notices.length).toBeGreaterThan(0);
  });

  it('is repaired setting by setting, with a sentence for each', () => {
    const { experiment, notices } = checkExperiment(catalogue, {
      ...plain,
      data: { ...plain.data, id: 'toString' },
      model: { ...plain.model, width: 1e9 },
      run: { ...plain.run, epochs: 2, lr: '0.1', nope: 1 },
      tricks: { ...plain.tricks, magic: {}, 'label-smoothing': { epsilon: 7 } },
    });
    expect(experiment).toMatchObject({ data: { id: 'glyphs' }, model: { width: 16 }, run: { epochs: 2, lr: 0.05 } });
    expect(experiment.run).not.toHaveProperty('nope');
    expect(idsOf(experiment)).toEqual(['cosine', 'label-smoothing', 'nesterov', 'warmup']);
    expect(notices).toHaveLength(5);
    for (const notice of notices) expect(notice).toMatch(/"toString"|Width|Learning rate|"magic"|ε|[Ss]moothing/);
  });
});
