import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import type { MeasureId } from '../../../src/lessons/shared/measures';
import { intervalOf, pairedInterval, summarise } from '../../../src/lessons/shared/results';

/** t beyond which 2.5 % lie on either side, from printed tables, by degrees of freedom. */
const T = { 1: 12.7062, 2: 4.3027 } as const;
/** Of 2,000 samples, in %. */
const shares = (...counts: readonly number[]): number[] => counts.map((count) => (100 * count) / 2000);

describe('an interval', () => {
  it('is Student’s', () => {
    const { mean, low, high } = intervalOf([1, 2, 4]);
    const half = (T[2] * Math.sqrt(7 / 3)) / Math.sqrt(3);
    expect([mean, low, high]).toEqual([expect.closeTo(7 / 3, 9), expect.closeTo(7 / 3 - half, 3), expect.closeTo(7 / 3 + half, 3)]);
  });
});

describe('a difference, paired by seed', () => {
  it('is never surer than the samples allow', () => {
    // Two seeds, each one sample of 2,000 better: 0.05 points, of which rounding alone explains a deviation of 0.05 / √6.
    const { mean, low, high } = pairedInterval('dev-accuracy', shares(1801, 1813), shares(1800, 1812))!;
    expect(mean).toBeCloseTo(0.05, 9);
    expect(high - mean).toBeCloseTo((T[1] * 0.05) / Math.sqrt(6 * 2), 4);
    expect(low).toBeLessThan(0);
    expect(pairedInterval('dev-accuracy', shares(1900, 1912), shares(1800, 1812))!.low).toBeGreaterThan(0);
  });

  it('reads the samples from values that were rounded to be kept', () => {
    const kept = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(7)));
    const thirds = (...counts: readonly number[]) => kept(counts.map((count) => (100 * count) / 3000));
    const { mean, high } = pairedInterval('train-error', thirds(391, 139), thirds(390, 138))!;
    expect(high - mean).toBeCloseTo((T[1] * (100 / 3000)) / Math.sqrt(6 * 2), 4);
  });

  it('of shares that tell nothing of the samples is still a narrow one', () => {
    const { low, high } = pairedInterval('train-error', [0, 0, 0], [0, 0, 0])!;
    expect(low).toBeLessThan(0);
    expect(high).toBeLessThan(0.5);
  });

  it('of steps knows that one looks only now and then', () => {
    expect(pairedInterval('steps-to', [60, 100], [80, 120])!.high).toBeGreaterThan(0);
  });

  it('of what has no step to speak of is Student’s alone, and leaves out what cannot be told', () => {
    expect(pairedInterval('dev-loss', [0.3, 0.5, NaN], [0.2, 0.3, 0.1])).toEqual(intervalOf([0.3 - 0.2, 0.5 - 0.3]));
    expect(pairedInterval('dev-loss', [0.3, NaN], [0.2, 0.3])).toBeUndefined();
  });

  it('is kept with what was measured', () => {
    const [a, b] = [shares(1800, 1812), shares(1801, 1813)];
    expect(summarise('dev-accuracy', b, a).difference).toEqual(pairedInterval('dev-accuracy', b, a));
    expect(summarise('dev-accuracy', a, undefined).difference).toBeUndefined();
  });

  it.each([2, 3, 5])('raises no more false alarms than were agreed on, with %i seeds', (n) => {
    for (const spread of [0.3, 0.7, 1.5, 5]) {
      const stream = Stream.of(n, 'nothing differs', String(spread));
      const drawn = () => shares(...Array.from({ length: n }, () => Math.round(1800.3 + spread * stream.normal())));
      const repeats = 2000;
      let alarms = 0;
      for (let i = 0; i < repeats; i++) {
        const { low, high } = pairedInterval('dev-accuracy' satisfies MeasureId, drawn(), drawn())!;
        if (low > 0 || high < 0) alarms++;
      }
      // 5 %, and half a per cent for the luck of so few repeats.
      expect(alarms / repeats, `${spread} samples`).toBeLessThanOrEqual(0.055);
    }
  });
});
