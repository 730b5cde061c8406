import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { readLink } from '../../../src/core/permalink';
import type { RunEvent } from '../../../src/engine/protocol';
import { applyEvent, newRecord, type RunRecord } from '../../../src/store/run-record';
import { accuracySeries, cycleEnds, lossSeries, mergedRows, rateSeries, valueAt } from '../../../src/ui/charts/series';

const metrics = (loss: number, accuracy: number) => ({ train: { loss, accuracy, samples: 500 }, dev: { loss: 2 * loss, accuracy: accuracy / 2, samples: 500 } });

/** A run of ten steps an epoch that has taken `steps` steps; after each epoch it was measured, and after the first a cycle ended. */
function record(id: number, steps: number, losses: readonly number[] = [2, 1, 0.5]): RunRecord {
  const experiment = readLink(catalogue, '#v=1&data.size=1280&epochs=5').experiment;
  const at = Uint32Array.from({ length: steps }, (_, i) => i);
  const events: RunEvent[] = [
    ...losses.map((loss, epoch): RunEvent => ({ type: 'evaluated', ...metrics(loss, 0.4 + 0.2 * epoch), step: 10 * epoch, epoch, cycleEnd: epoch === 1 })),
    { type: 'progress', step: steps, epoch: steps / 10, seconds: 1, secondsLeft: 1, at, objective: Float32Array.from(at, (step) => 3 - step / 10), learningRate: Float32Array.from(at, () => 0.5) },
  ];
  return events.reduce((run, event) => applyEvent(catalogue, run, event), newRecord(catalogue, experiment, { id, name: `run ${id}`, colour: id }));
}

const first = record(1, 30);
const second = record(2, 20, [2, 1]);

describe('the loss chart', () => {
  it('draws train and dev of every run in the colour of the run, over epochs', () => {
    const series = lossSeries([first, second], false);
    expect(series.map(({ name, style, earlier }) => [name, style, earlier])).toEqual([
      ['run 1 train', 'dashed', true],
      ['run 1 dev', 'solid', true],
      ['run 2 train', 'dashed', false],
      ['run 2 dev', 'solid', false],
    ]);
    expect(series.map(({ colour }) => colour)).toEqual(['var(--run-1)', 'var(--run-1)', 'var(--run-2)', 'var(--run-2)']);
    expect(series[1]!.points).toEqual([
      { x: 0, y: 4 },
      { x: 1, y: 2 },
      { x: 2, y: 1 },
    ]);
    expect(new Set(series.map(({ id }) => id)).size).toBe(4);
  });

  it('adds the objective of the current run alone, at the end of each step', () => {
    const [objective, ...others] = lossSeries([first, second], true);
    expect(objective).toMatchObject({ name: 'objective', style: 'faint', colour: 'var(--run-2)' });
    expect(objective!.points).toHaveLength(20);
    expect(objective!.points[0]).toEqual({ x: 0.1, y: 3 });
    expect(others).toHaveLength(4);
  });

  it('leaves out what is not a number', () => {
    expect(lossSeries([record(1, 20, [2, NaN, Infinity])], false)[0]!.points).toEqual([{ x: 0, y: 2 }]);
  });

  it('draws a few hundred points of a long run', () => {
    const long = record(1, 20_000);
    expect(lossSeries([long], true)[0]!.points.length).toBeLessThanOrEqual(300);
  });

  it('is empty without runs', () => {
    expect([lossSeries([], true), accuracySeries([]), rateSeries([]), cycleEnds(undefined)]).toEqual([[], [], [], []]);
  });
});

describe('the other charts', () => {
  it('give accuracies in percent', () => {
    const [train, dev] = accuracySeries([first]);
    expect(train!.points[0]).toEqual({ x: 0, y: 40 });
    expect(dev!.points[0]).toEqual({ x: 0, y: 20 });
  });

  it('give the whole plan of the rate, and the rates used so far on the same axis', () => {
    const [plan, used] = rateSeries([first]);
    expect(plan).toMatchObject({ style: 'faint' });
    expect(plan!.points[0]!.x).toBe(0);
    expect(plan!.points.at(-1)!.x).toBeCloseTo((first.steps - 1) / first.stepsPerEpoch, 6);
    expect(used!.points).toHaveLength(30);
    expect(used!.points[0]).toEqual({ x: 0, y: 0.5 });
  });

  it('mark where cycles ended, but not the end of the run', () => {
    expect(cycleEnds(first)).toEqual([1]);
    expect(cycleEnds({ ...first, steps: 10 })).toEqual([]);
  });
});

describe('readings', () => {
  const points = [
    { x: 0, y: 5 },
    { x: 1, y: 4 },
    { x: 2, y: 3 },
  ];

  it.each([
    [-1, 5],
    [0, 5],
    [0.99, 5],
    [1, 4],
    [7, 3],
  ])('at %d find the last point before', (x, y) => {
    expect(valueAt(points, x)).toBe(y);
  });

  it('of nothing are nothing', () => {
    expect(valueAt([], 1)).toBeUndefined();
  });

  it('are merged into one row for each place, in order', () => {
    const base = { name: '', colour: '', style: 'solid', earlier: false } as const;
    const rows = mergedRows([
      { ...base, id: 'a', points: [{ x: 2, y: 1 }] },
      { ...base, id: 'b', points: [{ x: 0, y: 2 }, { x: 2, y: 3 }] },
    ]);
    expect(rows).toEqual([{ x: 0, b: 2 }, { x: 2, a: 1, b: 3 }]);
  });
});
