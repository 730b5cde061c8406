import { describe, expect, it } from 'vitest';
import { difference, earlyUpdateRatio, measured, measureOf, type Outcome } from '../../../src/lessons/shared/measures';

const OUTCOME: Outcome = {
  steps: 100,
  classes: 10,
  final: { train: { loss: 0.1, accuracy: 0.97 }, dev: { loss: 0.4, accuracy: 0.9 } },
  evaluations: [
    { step: 20, accuracy: 0.5 },
    { step: 40, accuracy: 0.8 },
    { step: 60, accuracy: 0.84 },
    { step: 100, accuracy: 0.9 },
  ],
  updateRatio: 0.001,
};
const DIVERGED: Outcome = { steps: 100, classes: 10, evaluations: OUTCOME.evaluations, updateRatio: 0.001 };

describe('a measure', () => {
  it.each([
    ['dev-accuracy', 90, 10],
    ['dev-error', 10, 90],
    ['train-error', 3, 90],
    ['gap', 7, 0],
    ['dev-loss', 0.4, Math.log(10)],
    ['steps-to', 60, 100],
    ['update-ratio', -3, -3],
  ] as const)('%s is %d, and %d where the run diverged', (id, value, diverged) => {
    expect(measureOf(id).of(OUTCOME, 0.82)).toBeCloseTo(value, 10);
    expect(measureOf(id).of(DIVERGED, 0.82)).toBeCloseTo(diverged, 10);
  });

  it('of steps counts the whole run where the mark was not reached', () => {
    expect(measureOf('steps-to').of(OUTCOME, 0.95)).toBe(100);
  });

  it('is written with its unit, differences with their sign', () => {
    expect(measured('dev-accuracy', 91.234)).toBe('91.23 %');
    expect(measured('update-ratio', -3.2)).toBe('−3.20');
    expect(difference('dev-accuracy', -0.5)).toBe('−0.50 points');
    expect(difference('steps-to', 0.2)).toBe('±0 steps');
    expect(difference('dev-loss', NaN)).toBe('–');
  });
});

it('the early update ratio is the median over kernels of the first five probes', () => {
  const plan = { parameters: ['a/kernel', 'a/bias', 'b/kernel'], layers: [] };
  // In the order of PARAMETER_FIGURES: weight, gradient, update, sum; each of all three parameters.
  const probe = (updates: readonly number[]) => ({ figures: [1, 1, 2, 0, 0, 0, updates[0]!, 5, updates[1]!, 0, 0, 0] });
  const probes = [probe([0.1, 0.2]), probe([0.2, 0.6]), probe([0.4, 0.2]), probe([0.5, 0.2]), probe([0.1, 0.2]), probe([9, 9])];
  // Ratios 0.1, 0.1, 0.2, 0.3, 0.4, 0.1, 0.5, 0.1, 0.1, 0.1: the sixth smallest of ten is 0.1.
  expect(earlyUpdateRatio(plan, probes)).toBeCloseTo(0.1, 10);
  expect(earlyUpdateRatio(plan, [])).toBeUndefined();
});
