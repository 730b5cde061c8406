import { expect, it } from 'vitest';
import { clockAt } from '../../src/core/clock';
import { effectsOf, factors } from '../support/tricks';

it('constant keeps the base rate, in one cycle as long as the run', () => {
  const schedule = effectsOf('constant').schedule!;
  expect(factors(schedule, 7, 3)).toEqual(new Array(7).fill(1));
  expect(schedule.at(clockAt(3, 12, 3), {})).toEqual({ factor: 1, cycle: 0, phase: 0.25 });
});
