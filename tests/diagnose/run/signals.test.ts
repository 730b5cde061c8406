import { describe, expect, it } from 'vitest';
import { judgeActivationScale, judgeDeadUnits, judgeGradientScale, judgeSaturation } from '../../../src/diagnose/run/signals';

const named = (...values: number[]) => values.map((value, i) => ({ name: `layer ${i}`, value }));

describe('judgeGradientScale', () => {
  it.each([
    [[0.01, 0.02, 0.005], 'good'],
    [[1e-5, 2e-5, 1e-5], 'watch'],
    [[20, 30, 40], 'watch'],
    [[1e-4, 1, 0.01], 'watch'],
    [[1e-7, 1, 0.01], 'bad'],
    [[0.01, 0, 0.02], 'bad'],
    [[0.01, NaN], 'bad'],
    [[0.01, Infinity], 'bad'],
    [[], 'unknown'],
  ])('%j is %s', (values, tone) => {
    expect(judgeGradientScale(named(...values)).tone).toBe(tone);
  });

  it('tells a missing gradient from a broken one', () => {
    expect(judgeGradientScale(named(0.01, 0)).text).toContain('1 of 2 tensors, layer 1 first, receive no gradient');
    expect(judgeGradientScale(named(NaN)).text).toContain('not finite');
  });
});

describe('judgeActivationScale', () => {
  it.each([
    [[1, 0.8, 1.3], 'good'],
    [[1, 0.3, 0.02], 'watch'],
    [[1, 50], 'watch'],
    [[1, 0.01, 1e-5], 'bad'],
    [[1, 1e4], 'bad'],
    [[1, NaN], 'bad'],
    [[], 'unknown'],
  ])('%j is %s', (values, tone) => {
    expect(judgeActivationScale(named(...values)).tone).toBe(tone);
  });
});

describe('the shares of silent and saturated units', () => {
  it.each([
    [judgeDeadUnits, [0, 0.05], 'good'],
    [judgeDeadUnits, [0.5, 0.05], 'watch'],
    [judgeDeadUnits, [0, 0.9], 'bad'],
    [judgeDeadUnits, [], 'unknown'],
    [judgeSaturation, [0.1], 'good'],
    [judgeSaturation, [0.3], 'watch'],
    [judgeSaturation, [0.7], 'bad'],
  ])('%o of %j is %s', (rule, values, tone) => {
    expect(rule(named(...values)).tone).toBe(tone);
  });

  it('name the worst layer', () => {
    expect(judgeDeadUnits(named(0, 0.62, 0.1)).text).toBe('At most, in layer 1, 62 % of the units are silent on every sample.');
  });
});
