import { describe, expect, it } from 'vitest';
import { chooseCell, matching, NO_FILTER } from '../../../../src/ui/errors/browse/filter';
import { factsOf } from '../../../../src/ui/errors/shared/facts';

/** Decisions 0, 1, 1, 0, 1 with confidence .9, .6, .8, .7, .55. */
const facts = factsOf({
  split: 'dev',
  step: 3,
  classes: 2,
  labels: Int32Array.of(0, 0, 0, 1, 1),
  probabilities: Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.7, 0.3, 0.45, 0.55),
  losses: Float32Array.of(0.1, 0.9, 1.6, 1.2, 0.6),
  attributes: {},
});

describe('matching', () => {
  it('shows mistakes, the highest loss first', () => {
    expect(facts.correct).toEqual([true, false, false, false, true]);
    expect(matching(facts, NO_FILTER)).toEqual([2, 3, 1]);
  });

  it('orders by confidence, either way', () => {
    expect(matching(facts, { ...NO_FILTER, order: 'sure' })).toEqual([2, 3, 1]);
    expect(matching(facts, { ...NO_FILTER, order: 'unsure', show: 'all' })).toEqual([4, 1, 3, 2, 0]);
  });

  it('keeps to classes and to a slice, of which some samples may be unknown', () => {
    expect(matching(facts, { ...NO_FILTER, truth: 0 })).toEqual([2, 1]);
    expect(matching(facts, { ...NO_FILTER, said: 0 })).toEqual([3]);
    expect(matching(facts, { ...NO_FILTER, show: 'all', part: { name: 'some', members: Uint32Array.of(0, 1, 99) } })).toEqual([1, 0]);
  });
});

describe('chooseCell', () => {
  it('filters by a cell, shows right answers on the diagonal, and gives both up at a second click', () => {
    const mistakes = chooseCell(NO_FILTER, 0, 1);
    expect(mistakes).toMatchObject({ truth: 0, said: 1, show: 'mistakes' });
    expect(chooseCell(mistakes, 0, 1)).toEqual(NO_FILTER);
    const right = chooseCell(NO_FILTER, 1, 1);
    expect(right).toMatchObject({ truth: 1, said: 1, show: 'all' });
    expect(matching(facts, right)).toEqual([4]);
    expect(chooseCell(right, 1, 1)).toEqual(NO_FILTER);
  });
});
