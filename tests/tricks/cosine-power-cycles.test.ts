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
    [98, 14, 0.5, 2, 0],
    [1001, 5, 0.8, 1, 0],
    [1001, 1, 1, 1.0000001, 0],
  ])('over %d steps, %d cycles, decay %d, power %d, floor %d is the formula', (steps, cycles, decay, power, floor) => {
    const actual = factors(effectsOf('cosine-power-cycles', { cycles, decay, power, floor }).schedule!, steps, 10);
    actual.forEach((factor, s) => expect(factor, `step ${s}`).toBeCloseTo(formula(s, steps, cycles, decay, power, floor), 7));
  });

  it('counts its cycles, and starts each lower by the decay', () => {
    const { schedule } = effectsOf('cosine-power-cycles');
    const points = [0, 33, 34, 66, 67, 99].map((step) => schedule!.at(clockAt(step, 100, 10), {}));
    expect(points.map(({ cycle }) => cycle)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(schedule!.at(clockAt(50, 150, 10), {}).factor).toBeCloseTo(0.5, 12);
  });

  it('begin exactly at the steps at which they begin, whatever rounding does to a share of the run', () => {
    for (let steps = 1; steps <= 1001; steps++) {
      for (const cycles of [3, 7, 19].filter((n) => steps % n === 0)) {
        const { schedule } = effectsOf('cosine-power-cycles', { cycles, decay: 1 });
        const starts = Array.from({ length: cycles }, (_, i) => schedule!.at(clockAt((i * steps) / cycles, steps, 10), {}));
        expect(starts).toEqual(starts.map((_, cycle) => ({ factor: 1, cycle, phase: 0 })));
      }
    }
  });
});
