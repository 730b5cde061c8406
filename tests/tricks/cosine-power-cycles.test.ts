import { describe, expect, it } from 'vitest';
import { clockAt } from '../../src/core/clock';
import { effectsOf, factors } from '../support/tricks';

/** The formula of the sources, straight. */
function formula(s: number, steps: number, n: number, d: number, power: number, floor: number): number {
  const cycle = Math.floor((s * n) / steps);
  const u = (1 + Math.cos(Math.PI * ((s * n) / steps - cycle))) / 2;
  const shape = power === 1 ? u : (power ** u - 1) / (power - 1);
  return floor + d ** cycle * (1 - floor) * shape;
}

describe('cosine power cycles', () => {
  it.each([
    [7, 3, 0.5, 2, 0],
    [100, 3, 0.5, 4, 0.1],
    [1001, 5, 0.8, 1, 0],
    [1001, 1, 1, 1.0000001, 0],
  ])('over %d steps, %d cycles, decay %d, power %d, floor %d is the formula', (steps, cycles, decay, power, floor) => {
    const actual = factors(effectsOf('cosine-power-cycles', { cycles, decay, power, floor }).schedule!, steps, 10);
    actual.forEach((factor, s) => expect(factor, `step ${s}`).toBeCloseTo(formula(s, steps, cycles, decay, power, floor), 6));
  });

  it('counts its cycles, and starts each lower by the decay', () => {
    const { schedule } = effectsOf('cosine-power-cycles');
    const points = [0, 33, 34, 66, 67, 99].map((step) => schedule!.at(clockAt(step, 100, 10), {}));
    expect(points.map(({ cycle }) => cycle)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(schedule!.at(clockAt(50, 150, 10), {}).factor).toBeCloseTo(0.5, 12);
  });
});
