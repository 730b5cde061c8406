import { describe, expect, it } from 'vitest';
import { clockAt } from '../../src/core/clock';
import { effectsOf, factors } from '../support/tricks';

const LENGTHS = [7, 100, 1001] as const;
const CASES = LENGTHS.flatMap((steps) => [2, 4, 0.5, 1.0000001].map((power) => [steps, power] as const));

describe('cosine power annealing', () => {
  it.each(CASES)('over %d steps with power %d is the formula', (steps, power) => {
    factors(effectsOf('cosine-power', { power, floor: 0.1 }).schedule!, steps, 10).forEach((factor, s) => {
      const u = (1 + Math.cos((Math.PI * s) / steps)) / 2;
      expect(factor, `step ${s}`).toBeCloseTo(0.1 + (0.9 * (power ** u - 1)) / (power - 1), 7);
    });
  });

  it.each(LENGTHS)('with power 1 is the cosine at every one of %d steps', (steps) => {
    const [power, cosine] = ['cosine-power', 'cosine'].map((id) => factors(effectsOf(id, id === 'cosine' ? {} : { power: 1 }).schedule!, steps, 10));
    expect(power).toEqual(cosine);
  });

  it('is the one cycle of cosine power cycles', () => {
    const [one, cycles] = [effectsOf('cosine-power', { power: 4 }), effectsOf('cosine-power-cycles', { power: 4, cycles: 1 })];
    for (let s = 0; s < 100; s++) expect(one.schedule!.at(clockAt(s, 100, 10), {})).toEqual(cycles.schedule!.at(clockAt(s, 100, 10), {}));
  });
});
