import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../src/catalogue';
import { readLink } from '../../../../src/core/permalink';
import { outcomeAxis, passes, settingAxis } from '../../../../src/store/lab/compare/parallel';
import { differingSettings } from '../../../../src/store/lab/compare/settings';

const settings = differingSettings(
  catalogue,
  ['#v=1&lr=0.01', '#v=1&lr=0.1&ls', '#v=1&lr=1&ls.epsilon=0.3&adam'].map((link) => readLink(catalogue, link).experiment),
);
const axes = settings.map(settingAxis);
const axis = (label: string) => axes.find((one) => one.label === label)!;

describe('parallel axes', () => {
  it('space numbers as their field says: learning rates by their logarithm', () => {
    const { at, ticks } = axis('Learning rate');
    expect(at[0]).toBe(0);
    expect(at[1]).toBeCloseTo(0.5, 12);
    expect(at[2]).toBe(1);
    expect(ticks.map(({ text }) => text)).toEqual(['0.01', '0.1', '1']);
  });

  it('give each choice a place of its own, and none to a setting that is not there', () => {
    expect(axis('Optimizer').ticks).toEqual([{ at: 0, text: 'Adam' }, { at: 1, text: 'Nesterov momentum' }]);
    expect(axis('Label smoothing: ε').at[0]).toBeUndefined();
    expect(axis('Label smoothing').texts).toEqual(['off', 'on', 'on']);
  });

  it('put a single value in the middle', () => {
    expect(outcomeAxis('o', 'Outcome', [0.9, undefined, 0.9], String).at).toEqual([0.5, undefined, 0.5]);
  });

  it('of many values have five ticks', () => {
    expect(outcomeAxis('o', 'Outcome', [0, 1, 2, 3, 4, 5, 6, 7, 8], String).ticks).toEqual([0, 2, 4, 6, 8].map((value) => ({ at: value / 8, text: String(value) })));
  });
});

describe('brushes', () => {
  const passing = (brushes: Parameters<typeof passes>[1]) => [0, 1, 2].filter((run) => passes(axes, brushes, run));

  it('let through what crosses all of them, ends included', () => {
    expect(passing({})).toEqual([0, 1, 2]);
    expect(passing({ 'run.lr': { low: 0, high: 0.5 } })).toEqual([0, 1]);
    expect(passing({ 'run.lr': { low: 0, high: 0.5 }, 'trick.label-smoothing': { low: 1, high: 1 } })).toEqual([1]);
  });

  it('keep out what has no value there', () => {
    expect(passing({ [axis('Label smoothing: ε').key]: { low: 0, high: 1 } })).toEqual([1, 2]);
  });
});
