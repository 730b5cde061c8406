import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { choice, number } from '../../../src/core/fields';
import { readLink } from '../../../src/core/permalink';
import { declareTrick, type TrickDeclaration } from '../../../src/core/trick';
import { Playground } from '../../../src/store/playground';
import { canSwitchOn, describeValues, isSetTo, standingOf, switchOn } from '../../../src/ui/tricks/standing';
import { FakeTrainer } from '../support/fake-trainer';

const open = (link: string): Playground => new Playground({ catalogue, trainer: new FakeTrainer().remote, link, showLink: () => undefined, memory: undefined });
const standing = (link: string, id: string) => standingOf(catalogue, readLink(catalogue, link).experiment, catalogue.tricks[id]!);

describe('what stands in the way of a trick', () => {
  it('is nothing where it can simply be switched on', () => {
    expect(standing('#v=1', 'label-smoothing')).toEqual({ on: false, required: false, replaces: undefined, cannotAct: undefined, conflicts: [] });
    expect(canSwitchOn(standing('#v=1', 'label-smoothing'))).toBe(true);
  });

  it('is no obstacle in a slot: the other one gives way', () => {
    const schedule = standing('#v=1', 'constant');
    expect(schedule.replaces?.id).toBe('cosine');
    expect(schedule.required).toBe(true);
    expect(canSwitchOn(schedule)).toBe(true);
    expect(standing('#v=1&ema', 'swa')).toMatchObject({ required: false, replaces: { id: 'ema' } });
  });

  it('is told where it cannot act', () => {
    const pooling = standing('#v=1', 'attention-pooling');
    expect(pooling.cannotAct).toMatch(/residual network/);
    expect(canSwitchOn(pooling)).toBe(false);
  });

  it('is a conflict with its reason, and what could come instead where a slot may not be empty', () => {
    const [conflict, ...others] = standing('#v=1&adamw', 'weight-decay').conflicts;
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ trick: { id: 'adamw' }, instead: { id: 'nesterov' }, reason: expect.stringContaining('weight decay') as string });
    const reverse = standing('#v=1&wd', 'adamw').conflicts[0]!;
    expect(reverse).toMatchObject({ trick: { id: 'weight-decay' }, instead: undefined });
  });
});

describe('switching on', () => {
  it('clears conflicts away', () => {
    const playground = open('#v=1&adamw');
    switchOn(playground, catalogue.tricks['weight-decay']!);
    expect(Object.keys(playground.state.experiment.tricks).sort()).toEqual(['cosine', 'nesterov', 'warmup', 'weight-decay']);
    switchOn(playground, catalogue.tricks['adamw']!);
    expect(Object.keys(playground.state.experiment.tricks).sort()).toEqual(['adamw', 'cosine', 'warmup']);
    expect(playground.state.problem).toBeUndefined();
  });

  it('keeps settings, unless a trial says otherwise', () => {
    const playground = open('#v=1&ls.form=uniform');
    const trick = catalogue.tricks['label-smoothing']!;
    switchOn(playground, trick);
    expect(playground.state.experiment.tricks['label-smoothing']).toEqual({ epsilon: 0.1, form: 'uniform' });
    switchOn(playground, trick, { epsilon: 0.2 });
    expect(playground.state.experiment.tricks['label-smoothing']).toEqual({ epsilon: 0.2, form: 'others' });
    expect(isSetTo(trick, playground.state.experiment.tricks['label-smoothing'], { epsilon: 0.2 })).toBe(true);
    expect(isSetTo(trick, playground.state.experiment.tricks['label-smoothing'], { epsilon: 0.3 })).toBe(false);
    expect(isSetTo(trick, undefined, {})).toBe(false);
  });

  it('does not undo the choice of the setting that is to be scheduled', () => {
    const playground = open('#v=1&ls');
    const trick = catalogue.tricks['scheduled-regularisation']!;
    switchOn(playground, trick, {});
    expect(playground.state.problem).toBeUndefined();
    expect(isSetTo(trick, playground.state.experiment.tricks[trick.id], {})).toBe(true);
  });
});

it('settings are named by their labels, with their units', () => {
  const trick = declareTrick({
    ...(catalogue.tricks['warmup'] as TrickDeclaration),
    fields: {
      length: number({ label: 'Length', help: 'How long.', unit: 'epochs', default: 1, min: 0, max: 9 }),
      form: choice({ label: 'Form', help: 'Which.', default: 'a', options: [{ value: 'a', label: 'The first' }, { value: 'b', label: 'The second' }] }),
    },
    effects: () => ({}),
    pytorch: () => ({}),
  });
  expect(describeValues(trick, { form: 'b', length: 2 })).toBe('Length = 2 epochs, Form = The second');
  expect(describeValues(trick, {})).toBe('');
});
