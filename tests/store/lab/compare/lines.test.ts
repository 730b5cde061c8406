import { describe, expect, it } from 'vitest';
import { averageSeeds, makeLine, neighbour, placeAt, type Line } from '../../../../src/store/lab/compare/lines';
import { groupBySeed, single } from '../../../../src/store/lab/compare/seed-groups';
import { finishedTrial } from '../../../support/trials';
import { curvesOf } from './support';

const LINK = '#v=1&data.size=1280&epochs=2';
const NONE = { kind: 'none' } as const;

describe('a line', () => {
  const trial = finishedTrial(LINK, 0.9, { seconds: 40, step: 20, stepsPerEpoch: 10, batchSize: 128 });
  const curves = new Map([[trial.id, curvesOf(trial.id, [[0, 2], [10, 1], [20, 0.5]])]]);
  const line = (axis: 'step' | 'epoch' | 'example' | 'second') => makeLine(single(trial), curves, { quantity: 'devLoss', axis, smoothing: NONE });

  it('is drawn against steps, epochs, examples or seconds', () => {
    expect([...line('step').x]).toEqual([0, 10, 20]);
    expect([...line('epoch').x]).toEqual([0, 1, 2]);
    expect([...line('example').x]).toEqual([0, 1280, 2560]);
    expect([...line('second').x]).toEqual([0, 20, 40]);
    expect([...line('second').y]).toEqual([2, 1, 0.5]);
  });

  it('has nothing where nothing was measured', () => {
    const empty = makeLine(single(finishedTrial(LINK)), curves, { quantity: 'devLoss', axis: 'step', smoothing: NONE });
    expect([empty.x.length, empty.n]).toEqual([0, 0]);
  });

  it('is smoothed beside what was measured', () => {
    const { y, smooth } = makeLine(single(trial), curves, { quantity: 'devLoss', axis: 'step', smoothing: { kind: 'exponential', keep: 0.5 } });
    expect([...y]).toEqual([2, 1, 0.5]);
    expect(smooth![1]).toBeCloseTo((0.5 * 2 + 1) / 1.5, 12);
  });
});

describe('a line over seeds', () => {
  const seeds = [1, 2, 3].map((seed) => finishedTrial(`${LINK}&seed=${seed}`, 0.9, { stepsPerEpoch: 10, step: 20, seconds: 10 * seed }));
  const curves = new Map(seeds.map(({ id }, i) => [id, curvesOf(id, [[0, 2], [10, 1 + i], [20, 0.5]])]));
  const options = { quantity: 'devLoss', axis: 'step', smoothing: NONE } as const;

  it('is their mean with Student’s interval around it', () => {
    const { y, band, n } = makeLine(groupBySeed(seeds)[0]!, curves, options);
    expect([...y]).toEqual([2, 2, 0.5]);
    // t for 2 degrees and 95 % is 4.302653 (tables); the deviation of 1, 2, 3 is 1.
    expect(band!.kind).toBe('interval');
    expect(band!.high[1]! - 2).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
    expect(2 - band!.low[1]!).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
    expect([band!.low[0], band!.high[0], n]).toEqual([2, 2, 3]);
  });

  it('has the range of two seeds in place of an interval', () => {
    const { band, y } = makeLine(groupBySeed(seeds.slice(1))[0]!, curves, options);
    expect([band!.kind, band!.low[1], y[1], band!.high[1]]).toEqual(['range', 2, 2.5, 3]);
  });

  it('runs by the mean of their seconds', () => {
    expect([...makeLine(groupBySeed(seeds)[0]!, curves, { ...options, axis: 'second' }).x]).toEqual([0, 10, 20]);
  });

  it('goes as far as all of them have come, and reads each at its last measurement', () => {
    const dense = { steps: Float64Array.from([0, 4, 8, 12, 16, 20]), values: Float64Array.from([0, 1, 2, 3, 4, 5]) };
    const coarse = { steps: Float64Array.from([0, 10, 14, 18, 22]), values: Float64Array.from([0, 10, 20, 30, 40]) };
    const { steps, mean } = averageSeeds([dense, coarse]);
    expect([...steps]).toEqual([0, 10, 14, 18]);
    expect([...mean]).toEqual([0, (2 + 10) / 2, (3 + 20) / 2, (4 + 30) / 2]);
  });
});

describe('reading', () => {
  const line = (...x: number[]): Line => ({ id: String(x), x: Float64Array.from(x), y: Float64Array.from(x), n: 1 });

  it('takes the last measurement at or before', () => {
    const xs = [1, 3, 3, 7];
    expect([0, 1, 2, 3, 6.9, 7, 100].map((x) => placeAt(xs, x))).toEqual([-1, 0, 0, 2, 2, 3, 3]);
  });

  it('goes to the next measurement of any line', () => {
    const lines = [line(0, 10, 20), line(5, 15)];
    expect([neighbour(lines, -1, 1), neighbour(lines, 5, 1), neighbour(lines, 20, 1)]).toEqual([0, 10, undefined]);
    expect([neighbour(lines, 20, -1), neighbour(lines, 12, -1), neighbour(lines, 0, -1)]).toEqual([15, 10, undefined]);
  });
});
