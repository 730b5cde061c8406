import { expect, it } from 'vitest';
import { effectsOf, factors } from '../support/tricks';

it('constant keeps the base rate', () => {
  expect(factors(effectsOf('constant').schedule!, 7, 3)).toEqual(new Array(7).fill(1));
});
