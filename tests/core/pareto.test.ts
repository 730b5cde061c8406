import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paretoFront, type Offer } from '../../src/core/pareto';

/** By the definition: nobody else is at least as good on both counts and better on one. */
function byDefinition(offers: readonly Offer[]): number[] {
  const found: number[] = [];
  offers.forEach((one, i) => {
    const beaten = offers.some((other) => other.cost <= one.cost && other.value >= one.value && (other.cost < one.cost || other.value > one.value));
    if (!beaten) found.push(i);
  });
  return found;
}

describe('the Pareto front', () => {
  it('holds what no other offer beats, the cheapest first', () => {
    const offers = [
      { cost: 3, value: 0.9 },
      { cost: 1, value: 0.5 },
      { cost: 2, value: 0.4 },
      { cost: 5, value: 0.9 },
      { cost: 4, value: 0.95 },
    ];
    expect(paretoFront(offers)).toEqual([1, 0, 4]);
  });

  it('is what the definition says, ties included', () => {
    const offer = fc.record({ cost: fc.integer({ min: 0, max: 6 }), value: fc.integer({ min: 0, max: 6 }) });
    fc.assert(
      fc.property(fc.array(offer, { maxLength: 20 }), (offers) => {
        expect(paretoFront(offers).toSorted((a, b) => a - b)).toEqual(byDefinition(offers));
      }),
    );
  });

  it('leaves out what is not a number', () => {
    expect(paretoFront([{ cost: NaN, value: 1 }, { cost: 1, value: 0.5 }, { cost: 2, value: Infinity }])).toEqual([1]);
  });
});
