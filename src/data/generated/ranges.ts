/** One knob that turns many sizes at once. */
import { exp, ln } from '../../core/exact-math';

/** The size of a distortion at difficulty 0, at difficulty 1, and the power of the curve between them (1: straight; more: late). */
export interface Range {
  readonly clean: number;
  readonly worst: number;
  readonly power?: number;
}

/** Every range's size at a difficulty from 0 to 1, with the same bits in every browser. */
export function sizesAt<Name extends string>(ranges: Readonly<Record<Name, Range>>, difficulty: number): Readonly<Record<Name, number>> {
  const sizes = Object.entries<Range>(ranges).map(([name, { clean, worst, power = 1 }]) => {
    const share = difficulty === 0 ? 0 : exp(power * ln(difficulty));
    return [name, clean + (worst - clean) * share];
  });
  return Object.fromEntries(sizes) as Record<Name, number>;
}
