import { describe, expect, it } from 'vitest';
import { effectsOf, factors } from '../support/tricks';

const SHAPES = {
  linear: (x: number) => 1 - x,
  sqrt: (x: number) => 1 - Math.sqrt(x),
  cosine: (x: number) => Math.cos((Math.PI * x) / 2) ** 2,
};
type Shape = keyof typeof SHAPES;
const CASES = [7, 100, 1001].flatMap((steps) => (Object.keys(SHAPES) as Shape[]).map((shape) => [steps, shape] as const));

/** In three pieces. @param x share of the fall that has passed */
function formula(s: number, steps: number, shape: Shape, floor: number): number {
  const t = s / steps;
  if (t < 0.1) return t / 0.1;
  if (t < 0.7) return 1;
  return floor + (1 - floor) * SHAPES[shape]((t - 0.7) / 0.3);
}

describe('warm-up, stable, decay', () => {
  it.each(CASES)('over %d steps with a %s fall is the formula', (steps, shape) => {
    factors(effectsOf('warmup-stable-decay', { rise: 0.1, fall: 0.3, shape, floor: 0.05 }).schedule!, steps, 10).forEach((factor, s) =>
      expect(factor, `step ${s}`).toBeCloseTo(formula(s, steps, shape, 0.05), 7),
    );
  });

  it('without its first and last part is constant', () => {
    expect(factors(effectsOf('warmup-stable-decay', { rise: 0, fall: 0 }).schedule!, 7, 3)).toEqual(new Array(7).fill(1));
  });

  it('has no jump where its parts overlap', () => {
    const all = factors(effectsOf('warmup-stable-decay', { rise: 0.8, fall: 0.6 }).schedule!, 1000, 10);
    for (let s = 1; s < 1000; s++) expect(Math.abs(all[s]! - all[s - 1]!)).toBeLessThan(0.002);
    expect(Math.max(...all)).toBeLessThan(1);
  });
});
