import { expect, it } from 'vitest';
import type { Trial } from '../../../src/lab/trial';
import { placed, type Place } from '../../../src/store/lab/queue-order';

/** Trials with these ids; their numbers in the queue have gaps, and two are the same. */
const waiting = ['a', 'b', 'c', 'd', 'e'].map((id, i) => ({ id, order: [2, 5, 5, 9, 12][i]! }) as Trial);

function after(...places: [id: string, before?: string][]): { readonly order: string; readonly changed: string } {
  const changed = placed(waiting, places.map(([id, before]): Place => ({ id, before })));
  const now = waiting.map((trial) => changed.find(({ id }) => id === trial.id) ?? trial).toSorted((a, b) => a.order - b.order);
  return { order: now.map(({ id }) => id).join(''), changed: changed.map(({ id }) => id).toSorted().join('') };
}

it('a trial takes a place before another one or at the end, and those beyond keep theirs', () => {
  expect(after(['e', 'd'])).toEqual({ order: 'abced', changed: 'cde' });
  expect(after(['a'])).toMatchObject({ order: 'bcdea' });
  expect(after(['b', 'a'])).toMatchObject({ order: 'bacde' });
  expect(after(['a', 'c']).order).toBe('bacde');
});

it('several are placed at once, in the order given', () => {
  expect(after(['d', 'a'], ['b', 'a'], ['c']).order).toBe('dbaec');
});

it('whoever comes before one that does not wait goes to the end', () => {
  expect(after(['a', 'x'], ['b', 'a'], ['x', 'c']).order).toBe('cdeab');
});
