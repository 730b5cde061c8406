import { describe, expect, it } from 'vitest';
import { StepSeries } from '../../../../src/store/step-series';
import { judge, quietProbes, quietSpans, recentRatio, standingOf } from '../../../../src/ui/panels/health/judge';
import type { Row } from '../../../../src/ui/panels/health/rows';
import { probesAt } from './support';

it('tells the usual updates from smaller and larger ones', () => {
  expect([0, 9e-5, 1e-4, 1e-3, 1e-2, 1.1e-2, Infinity].map(standingOf)).toEqual(['below', 'below', 'inside', 'inside', 'inside', 'above', 'above']);
});

describe('a low learning rate', () => {
  /** A run whose rate at each step is known, of which `known` steps have been heard of. */
  function run(rates: readonly number[], known: number, gap = 1) {
    const series = new StepSeries();
    const heard = rates.slice(0, known);
    series.append({ at: Uint32Array.from(heard, (_, i) => i), objective: Float32Array.from(heard), learningRate: Float32Array.from(heard) });
    return { probes: probesAt(Math.ceil(rates.length / gap), gap), plan: rates.map((rate, step) => ({ step, rate })), series, points: known };
  }

  it('is below an eighth of the highest, in warm-up and at the end of each cycle', () => {
    expect(quietProbes(run([0.1, 0.5, 1, 0.5, 0.12, 0.01, 0.8, 0.05], 8))).toEqual([true, false, false, false, true, true, false, true]);
  });

  it('is known from the plan before the step is heard of', () => {
    expect(quietProbes(run([0.1, 1, 1, 0.01], 1))).toEqual([true, false, false, true]);
  });

  it('is what was really used, where that differs from the plan', () => {
    const plateau = { ...run([1, 1, 0.1, 0.1], 4), plan: [{ step: 0, rate: 1 }] };
    expect(quietProbes(plateau)).toEqual([false, false, true, true]);
  });

  it('never is where the rate does not change', () => {
    expect(quietProbes(run(Array.from({ length: 30 }, () => 0.1), 30, 10))).toEqual([false, false, false]);
  });

  it('makes stretches', () => {
    expect(quietSpans(probesAt(6), [true, true, false, false, true, false], 10)).toEqual([
      { start: 0, stop: 20 },
      { start: 40, stop: 50 },
    ]);
    expect(quietSpans([], [], 10)).toEqual([]);
  });
});

describe('the judgement', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map((label, index): Row => ({ key: `${label}/kernel`, label, index, judged: label !== 'e' }));
  const constant = (...ratios: number[]) => ratios.map((ratio) => new Float64Array(12).fill(ratio));
  const loud = Array<boolean>(12).fill(false);

  it('is about the last ten probes at a full rate', () => {
    const values = Float64Array.from({ length: 20 }, (_, i) => (i < 6 ? 1 : i < 16 ? 1e-3 : 1e-6));
    expect(recentRatio(values, Array.from(values, (_, i) => i >= 16))).toBeCloseTo(1e-3, 12);
    expect(recentRatio(values, Array<boolean>(20).fill(true))).toBeNaN();
  });

  it('is good where all kernels move as usual; others do not count', () => {
    expect(judge(rows, constant(1e-3, 2e-3, 1e-3, 9e-3, 1), loud)).toEqual({ tone: 'good', text: '4 of 4 kernels lately moved by 10⁻⁴ to 10⁻² of their size per step.' });
    expect(judge(rows.slice(0, 1), constant(1e-3), loud).text).toBe('1 of 1 kernel lately moved by 10⁻⁴ to 10⁻² of its size per step.');
  });

  it('names who does not, and says which way the rate might go where they agree', () => {
    const high = judge(rows, constant(0.05, 1e-3, 1e-3, 1e-3, 1), loud);
    expect(high.tone).toBe('watch');
    expect(high.text).toBe('3 of 4 kernels lately moved by 10⁻⁴ to 10⁻² of their size per step. Above: a (5.0 · 10⁻²). A lower learning rate is worth a try.');
    expect(judge(rows, constant(1e-5, 1e-5, 1e-5, 1e-5, 1), loud).text).toMatch(/Below: a \(1\.0 · 10⁻⁵\), b .*, c .* and 1 more\. A higher learning rate is worth a try\.$/);
    expect(judge(rows, constant(1e-5, 1, 1e-3, 1e-3, 1), loud).text).not.toContain('worth a try');
  });

  it('does not ask for a higher rate where no gradient arrives', () => {
    const { text } = judge(rows, constant(0, 0, 1e-3, 1e-5, 1), loud);
    expect(text).toContain('Without any update: a, b. No gradient arrives there');
    expect(text).not.toContain('worth a try');
  });

  it('says so where there is nothing to judge', () => {
    expect(judge(rows, constant(1e-3, 1e-3, 1e-3, 1e-3, 1), Array<boolean>(12).fill(true)).tone).toBe('unknown');
    expect(judge(rows.slice(4), constant(1), loud).tone).toBe('unknown');
  });
});
