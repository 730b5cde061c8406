import { describe, expect, it } from 'vitest';
import type { HealthPlan } from '../../../../src/core/health';
import type { Probed } from '../../../../src/store/run-record';
import { historyOf } from '../../../../src/ui/panels/health/history';
import type { Anatomy } from '../../../../src/ui/panels/health/rows';
import { stripSeries } from '../../../../src/ui/panels/health/strip-series';
import { packed } from './support';

const plan: HealthPlan = { parameters: ['a/kernel'], layers: [{ name: 'relu', kind: 'activation', bend: 'relu' }] };
const anatomy: Anatomy = { parameters: new Map([['a/kernel', { role: 'kernel', size: 4, judged: true }]]), heads: new Set() };
const row = { key: 'a/kernel', label: 'a', index: 0, judged: true };
const probes = (count: number): Probed[] =>
  Array.from({ length: count }, (_, p) => ({
    step: 10 * p,
    figures: packed(plan, { parameters: [{ weight: 2, gradient: 0.5, update: 0.25, sum: 0.75 }], layers: [{ activation: 1.5, dead: 0.25, saturated: 0 }] }),
  }));

describe('curves of the chosen row', () => {
  const read = (id: Parameters<typeof historyOf>[2], side: 'ratios' | 'sizes') => {
    const { series, log } = historyOf(plan, anatomy, id, row, side, probes(3), 20);
    return { log, values: Object.fromEntries(series.map(({ name, points }) => [name, points.at(-1)])) };
  };

  it('are ratios or the sizes behind them, over epochs and on a log axis', () => {
    expect(read('update-weight', 'ratios')).toEqual({ log: true, values: { 'update : weight': { x: 1, y: 0.125 }, 'gradient : weight': { x: 1, y: 0.25 } } });
    expect(read('weight', 'sizes')).toEqual({
      log: true,
      values: { weights: { x: 1, y: 2 }, gradients: { x: 1, y: 0.5 }, updates: { x: 1, y: 0.25 }, 'norm of the whole gradient': { x: 1, y: 1 } },
    });
  });

  it('are the figure itself where it is of a layer or of noise', () => {
    expect(read('activation', 'sizes')).toEqual({ log: true, values: { activations: { x: 1, y: 1.5 } } });
    expect(read('dead', 'ratios')).toEqual({ log: false, values: { 'dead ReLU units': { x: 1, y: 0.25 } } });
    expect(Object.keys(read('noise', 'ratios').values)).toEqual(['gradient noise']);
  });

  it('are short enough to draw', () => {
    for (const { points } of historyOf(plan, anatomy, 'weight', row, 'sizes', probes(3000), 20).series) expect(points.length).toBeLessThanOrEqual(200);
  });
});

it('the table of the strip has a column for each row, without what is nothing', () => {
  const [series] = stripSeries({ rows: [row], values: [Float64Array.of(1, NaN, 3)] }, probes(3), 20);
  expect(series).toMatchObject({ id: 'a/kernel', name: 'a/kernel' });
  expect(series!.points).toEqual([{ x: 0, y: 1 }, { x: 1, y: 3 }]);
});
