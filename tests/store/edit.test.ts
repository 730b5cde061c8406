import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { defaultExperiment } from '../../src/core/experiment';
import { editData, editField, editTrick } from '../../src/store/edit';
import { findProblem, obstacle } from '../../src/store/problem';

const plain = defaultExperiment(catalogue);

describe('choosing an optimizer', () => {
  it('brings its own rate along, and says so', () => {
    const { experiment, notice } = editTrick(catalogue, plain, 'adam', true);
    expect(experiment.run.lr).toBe(0.001);
    expect(notice).toMatch(/0\.05 to 0\.001/);
    expect(Object.keys(experiment.tricks)).not.toContain('nesterov');
    expect(editTrick(catalogue, experiment, 'sgd', true).experiment.run.lr).toBe(0.1);
  });

  it('keeps a rate that was set by hand', () => {
    const { experiment } = editField(catalogue, plain, 'run', 'lr', 0.02);
    expect(editTrick(catalogue, experiment, 'adam', true)).toMatchObject({ experiment: { run: { lr: 0.02 } } });
  });
});

describe('scheduling another trick’s setting', () => {
  it('starts with one that is on, and prefers regularisation', () => {
    const smoothed = editTrick(catalogue, plain, 'label-smoothing', true).experiment;
    expect(obstacle(catalogue, smoothed, 'scheduled-regularisation')).toBeUndefined();
    const { experiment } = editTrick(catalogue, smoothed, 'scheduled-regularisation', true);
    expect(experiment.tricks['scheduled-regularisation']).toMatchObject({ target: 'label-smoothing.epsilon' });
    expect(findProblem(catalogue, experiment)).toBeUndefined();
  });
});

describe('choosing data', () => {
  it('takes another model where the present one cannot read them', () => {
    const { experiment, notice } = editData(catalogue, plain, 'points');
    expect(experiment.model.id).toBe('mlp');
    expect(notice).toMatch(/MLP was chosen/);
  });

  it('keeps the model where it can', () => {
    expect(editData(catalogue, plain, 'scenes')).toMatchObject({ experiment: { data: { id: 'scenes' }, model: { id: 'cnn' } } });
  });
});

describe('a trick', () => {
  it('that cannot act on the network says why before it is switched on', () => {
    const logistic = { ...plain, model: { id: 'logistic' } };
    expect(obstacle(catalogue, logistic, 'auxiliary-loss')).toMatch(/no hidden layer/);
    expect(obstacle(catalogue, plain, 'auxiliary-loss')).toBeUndefined();
    expect(obstacle(catalogue, plain, 'adam')).toBeUndefined();
  });

  it('that is on all the same is named as the problem', () => {
    const { experiment } = editTrick(catalogue, { ...plain, model: { id: 'logistic' } }, 'auxiliary-loss', true);
    expect(findProblem(catalogue, experiment)).toMatchObject({ place: 'trick:auxiliary-loss' });
  });
});

describe('the length of a run', () => {
  it('follows the data set until the visitor sets it', () => {
    const plain = defaultExperiment(catalogue);
    const points = editData(catalogue, plain, 'points').experiment;
    expect(points.run.epochs).toBe(100);
    expect(editData(catalogue, points, 'glyphs').experiment.run.epochs).toBe(5);
    const set = { ...plain, run: { ...plain.run, epochs: 7 } };
    expect(editData(catalogue, set, 'points').experiment.run.epochs).toBe(7);
  });
});

describe('the model', () => {
  it('that points brought along goes with them', () => {
    const points = editData(catalogue, plain, 'points').experiment;
    expect(points.model.id).toBe('mlp');
    expect(editData(catalogue, points, 'glyphs').experiment.model.id).toBe('cnn');
  });

  it('that the visitor chose stays where it can', () => {
    const resnet = { ...plain, model: { ...catalogue.models['resnet']!.fields, id: 'resnet' } as never };
    expect(editData(catalogue, resnet, 'scenes').experiment.model.id).toBe('resnet');
  });
});
