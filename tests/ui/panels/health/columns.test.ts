import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisEnd, columnAt, columnsOf, extentOf, meanOf, probeGap } from '../../../../src/ui/panels/health/columns';
import { probesAt } from './support';

describe('the axis of time', () => {
  it('is as long as the run, or a half, a quarter … of it while the run is not as far', () => {
    expect(axisEnd(probesAt(1), 100)).toBe(100);
    expect(axisEnd(probesAt(1), 10_000)).toBe(312.5);
    expect(axisEnd(probesAt(40), 10_000)).toBe(625);
    expect(axisEnd(probesAt(501), 10_000)).toBe(10_000);
    expect(axisEnd([], 400)).toBe(200);
  });

  it('always holds all probes, and is at least half full of a long run', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 2000 }), fc.integer({ min: 2000, max: 100_000 }), (count, probesOfRun) => {
        const [probes, steps] = [probesAt(count), 10 * probesOfRun];
        const end = axisEnd(probes, steps);
        expect(end).toBeGreaterThanOrEqual(probes.at(-1)!.step + 10);
        expect(end).toBeLessThanOrEqual(2 * 10 * count);
      }),
    );
  });

  it('knows the steps between two probes', () => {
    expect([probeGap([]), probeGap(probesAt(1)), probeGap(probesAt(3, 4))]).toEqual([10, 10, 4]);
  });
});

describe('columns', () => {
  it('are probes where there is room for all', () => {
    expect(columnsOf(probesAt(3), 100, 200)).toEqual([
      { from: 0, to: 1, start: 0, stop: 10 },
      { from: 1, to: 2, start: 10, stop: 20 },
      { from: 2, to: 3, start: 20, stop: 30 },
    ]);
    expect(columnsOf([], 100, 200)).toEqual([]);
  });

  it('end with the axis', () => {
    expect(columnsOf(probesAt(3), 25, 200).at(-1)).toEqual({ from: 2, to: 3, start: 20, stop: 25 });
  });

  it('are no more than there is room for, hold every probe once, in order and without gaps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 }), (count, most, gap) => {
        const probes = probesAt(count, gap);
        const end = axisEnd(probes, count * probeGap(probes));
        const columns = columnsOf(probes, end, most);
        expect(columns.length).toBeLessThanOrEqual(most + 1);
        expect(columns.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))).toEqual(probes.map((_, i) => i));
        columns.forEach(({ start, stop }, i) => {
          expect(stop).toBeGreaterThan(start);
          if (i > 0) expect(start).toBe(columns[i - 1]!.stop);
        });
      }),
    );
  });

  it('do not move while the run streams, but for the last', () => {
    const [before, after] = [columnsOf(probesAt(70), 1000, 30), columnsOf(probesAt(80), 1000, 30)];
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
  });

  it('are found by a step', () => {
    const columns = columnsOf(probesAt(3), 100, 200);
    expect([-5, 0, 9, 10, 29, 30, 99].map((step) => columnAt(columns, step))).toEqual([0, 0, 0, 1, 2, 2, 2]);
    expect(columnAt([], 5)).toBe(-1);
  });
});

describe('the value of a column', () => {
  const whole = (...values: number[]) => [Float64Array.from(values), { from: 0, to: values.length }] as const;

  it('is the geometric mean of sizes and the plain one of shares', () => {
    expect(meanOf(...whole(1e-4, 1e-2), true)).toBeCloseTo(1e-3, 12);
    expect(meanOf(...whole(0.1, 0.3), false)).toBeCloseTo(0.2, 12);
    expect(meanOf(Float64Array.of(9, 1, 4, 9), { from: 1, to: 3 }, true)).toBeCloseTo(2, 12);
  });

  it('leaves out what is nothing, and zeros among sizes, but is zero where all are', () => {
    expect(meanOf(...whole(NaN, 4, 0), true)).toBeCloseTo(4, 12);
    expect(meanOf(...whole(0, NaN), true)).toBe(0);
    expect(meanOf(...whole(0, 1), false)).toBe(0.5);
    expect(meanOf(...whole(NaN, NaN), true)).toBeNaN();
    expect(meanOf(...whole(), true)).toBeNaN();
  });

  it('does not average away that something is not a number any more', () => {
    expect(meanOf(...whole(1, Infinity, 1), true)).toBe(Infinity);
  });

  it('has a lowest and a highest', () => {
    expect(extentOf(...whole(3, NaN, 1, Infinity, 2))).toEqual([1, 3]);
    expect(extentOf(...whole(NaN, Infinity))).toBeUndefined();
  });
});
