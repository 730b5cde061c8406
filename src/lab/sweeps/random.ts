/**
 * Random search: all factors are drawn at once, so that n draws try n values of every factor, where a grid of n tries few (Bergstra & Bengio, "Random
 * search for hyper-parameter optimization", JMLR 13, 2012).
 */
import { Stream } from '../../core/random';
import type { Settings } from './arms';
import type { Sweep } from './plan';
import { valueAt } from './unit';

/** Endless: who asks takes as many as they want. A factor's draws do not depend on which other factors there are, unless they are spread evenly. */
export function* randomSettings({ plan, varied }: Sweep): Generator<Settings> {
  for (let i = 0; ; i++) {
    const placeOf = (d: number): number => (plan.even ? evenPlace(plan.drawSeed, i, d, varied.length) : drawnPlace(plan.drawSeed, i, varied[d]!.dimension.id));
    yield Object.fromEntries(varied.map((one, d) => [one.dimension.id, valueAt(one, placeOf(d))]));
  }
}

function drawnPlace(seed: number, i: number, id: string): number {
  return Stream.of(seed, 'sweep', 'random', id, i).uniform();
}

/**
 * The additive sequence whose steps are powers of the inverse of x, where x^(d+1) = x + 1: it fills the cube evenly at whatever number of draws one stops
 * (Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018), here from a random start.
 * @param d which of the `dimensions`, 0-based
 */
export function evenPlace(seed: number, i: number, d: number, dimensions: number): number {
  const start = Stream.of(seed, 'sweep', 'even', d).uniform();
  const place = start + (i + 1) * ratio(dimensions) ** -(d + 1);
  return place - Math.floor(place);
}

/** The positive root of x^(d+1) = x + 1, by the iteration x ← (1 + x)^(1/(d+1)): the golden ratio for d = 1. */
function ratio(dimensions: number): number {
  let x = 2;
  for (let i = 0; i < 40; i++) x = (1 + x) ** (1 / (dimensions + 1));
  return x;
}
