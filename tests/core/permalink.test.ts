import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { checkExperiment, defaultExperiment, disableTrick, enableTrick, runFields, type Experiment } from '../../src/core/experiment';
import type { Field, Fields, FieldValue } from '../../src/core/fields';
import { readLink, writeLink } from '../../src/core/permalink';
import { presets } from '../../src/core/presets';

const roundTrip = (experiment: Experiment) => readLink(catalogue, writeLink(catalogue, experiment));

const plainZero = (value: number) => value + 0;

function anyValue(field: Field): fc.Arbitrary<FieldValue> {
  switch (field.type) {
    case 'number':
      return field.integer ? fc.integer({ min: field.min, max: field.max }) : fc.double({ min: field.min, max: field.max, noNaN: true }).map(plainZero);
    case 'choice':
      return fc.constantFrom(...field.options.map(({ value }) => value));
    case 'boolean':
      return fc.boolean();
    case 'numbers':
      return fc.array(fc.double({ min: field.min, max: field.max, noNaN: true }).map(plainZero), { maxLength: 4 });
    case 'text':
      return fc.string({ maxLength: 100 });
    case 'knob':
      return fc.constantFrom('weight-decay.lambda', 'label-smoothing.epsilon', 'cutout.p');
  }
}

const anyValues = (fields: Fields) => fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, anyValue(field)])));

const anyExperiment: fc.Arbitrary<Experiment> = fc
  .tuple(fc.constantFrom(...Object.keys(catalogue.datasets)), fc.constantFrom(...Object.keys(catalogue.models)), fc.subarray(Object.keys(catalogue.tricks)))
  .chain(([data, model, tricks]) =>
    fc
      .tuple(
        anyValues(catalogue.datasets[data]!.fields),
        anyValues(catalogue.models[model]!.fields),
        anyValues(runFields),
        fc.tuple(...tricks.map((id) => anyValues(catalogue.tricks[id]!.fields))),
        fc.boolean(),
      )
      .map(([dataValues, modelValues, run, trickValues, warm]) => {
        const start: Experiment = {
          ...defaultExperiment(catalogue, data, model),
          data: { ...dataValues, id: data },
          model: { ...modelValues, id: model },
          run: run as Experiment['run'],
        };
        const all = tricks.reduce((experiment, id, i) => enableTrick(catalogue, experiment, id, trickValues[i]), start);
        return warm ? all : disableTrick(catalogue, all, 'warmup');
      }),
  );

describe('links', () => {
  it('write only what differs from the default', () => {
    const plain = defaultExperiment(catalogue);
    expect(writeLink(catalogue, plain)).toBe('#v=1');
    expect(writeLink(catalogue, { ...plain, run: { ...plain.run, epochs: 3 } })).toBe('#v=1&epochs=3');
    expect(writeLink(catalogue, disableTrick(catalogue, plain, 'warmup'))).toBe('#v=1&warmup=off');
    expect(writeLink(catalogue, enableTrick(catalogue, plain, 'label-smoothing'))).toBe('#v=1&ls');
    expect(writeLink(catalogue, enableTrick(catalogue, plain, 'adam'))).toBe('#v=1&adam');
  });

  it('read the example of the command line', () => {
    const { experiment, notices } = readLink(catalogue, '#v=1&data=mnist&model=cnn&epochs=3&batch=128&seed=7&lr=0.05');
    expect(notices).toEqual([]);
    expect(experiment).toMatchObject({ data: { id: 'mnist' }, model: { id: 'cnn' }, run: { epochs: 3, batch: 128, seed: 7, lr: 0.05 } });
    expect(Object.keys(experiment.tricks).sort()).toEqual(['cosine', 'nesterov', 'warmup']);
  });

  it('of every preset read without a notice and write themselves', () => {
    for (const { link } of presets) {
      const { experiment, notices } = readLink(catalogue, link);
      expect(notices, link).toEqual([]);
      expect(roundTrip(experiment).experiment).toEqual(experiment);
    }
  });

  it('restore any experiment exactly', () => {
    fc.assert(
      fc.property(anyExperiment, (experiment) => {
        const { experiment: read, notices } = roundTrip(experiment);
        expect(notices).toEqual([]);
        expect(read).toEqual(experiment);
      }),
      { numRuns: 300 },
    );
  });

  it('restore any experiment as a stored value', () => {
    fc.assert(
      fc.property(anyExperiment, (experiment) => {
        expect(checkExperiment(catalogue, JSON.parse(JSON.stringify(experiment)))).toEqual({ experiment, notices: [] });
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['batch=1e9', 'Batch size should be a whole number from 1 to 4096'],
    ['lr=NaN', 'Learning rate should be a number'],
    ['lr=Infinity', 'Learning rate should be a number'],
    ['epochs=', 'Epochs should be a number'],
    ['seed=1.5', 'Seed should be a whole number'],
    ['__proto__=1', '"__proto__" is not a setting'],
    ['constructor.prototype=1', 'is not a setting'],
    ['data.__proto__=1', 'is not a setting'],
    ['data=__proto__', 'data should be one of'],
    ['model=toString', 'model should be one of'],
    ['ls.epsilon=2', 'should be a number from 0 to 0.9'],
    ['ls=maybe', 'should be on or off'],
    ['sgd&adam', '"sgd" gave way to "adam"'],
    ['v=2', 'newer Grimoire'],
    ['v=x', 'cannot be read'],
    ['%E0%A4%A', 'is not a setting'],
    ['x'.repeat(1_000_000), 'characters long'],
  ])('with the hostile entry $0 give a notice and the default', (entry, notice) => {
    const { experiment, notices } = readLink(catalogue, `#v=1&${entry}`);
    expect(notices.join('\n')).toContain(notice);
    expect(experiment.run).toEqual(defaultExperiment(catalogue).run);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('never throw, whatever they hold, and what they give can be written', () => {
    const keys = fc.oneof(fc.string(), fc.constantFrom('v', 'data', 'model', 'lr', 'batch', 'ls', 'ls.epsilon', 'data.size', 'model.width', '__proto__', 'warmup', 'adam'));
    const values = fc.oneof(fc.string(), fc.constantFrom('1e999', '-1', 'off', 'on', '__proto__', 'mnist', 'points', '0', '1,2', '%%', '[object Object]'));
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, values), { maxLength: 12 }), (entries) => {
        const { experiment } = readLink(catalogue, `#${entries.map(([key, value]) => `${key}=${value}`).join('&')}`);
        expect(roundTrip(experiment)).toEqual({ experiment, notices: [] });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('defaults', () => {
  it('never change without a new version of links (write a migration before you update this snapshot)', () => {
    const defaults = (fields: Fields) => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.default]));
    const all = (declarations: Readonly<Record<string, { fields: Fields }>>) =>
      Object.fromEntries(Object.entries(declarations).map(([id, { fields }]) => [id, defaults(fields)]));
    expect({
      experiments: Object.keys(catalogue.datasets).map((id) => defaultExperiment(catalogue, id)),
      run: defaults(runFields),
      data: all(catalogue.datasets),
      models: all(catalogue.models),
      tricks: all(catalogue.tricks),
    }).toMatchSnapshot();
  });
});
