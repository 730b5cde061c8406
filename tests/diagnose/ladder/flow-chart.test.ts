import { describe, expect, it } from 'vitest';
import { flowChart } from '../../../src/diagnose/ladder/flow-chart';
import { ladderOf, type Errors } from '../../../src/diagnose/ladder/gaps';

const around = (mean: number, half = 0.004) => ({ mean, low: mean - half, high: mean + half });
const good: Errors = { floor: around(0.01, 0), train: around(0.011), trainDev: around(0.012), dev: around(0.013), test: around(0.014) };
const chart = (change: Partial<Errors>) => flowChart(ladderOf({ ...good, ...change }));
const answers = (change: Partial<Errors>) => chart(change).boxes.map(({ answer }) => answer);

describe('the flow chart', () => {
  it('stops at the first error that is clearly higher than the one before', () => {
    expect(chart({}).current).toBe('done');
    expect(chart({ train: around(0.1), trainDev: around(0.3), dev: around(0.3), test: around(0.3) }).current).toBe('bias');
    expect(chart({ trainDev: around(0.1), dev: around(0.3), test: around(0.3) }).current).toBe('variance');
    expect(chart({ dev: around(0.1), test: around(0.3) }).current).toBe('mismatch');
    expect(chart({ test: around(0.1) }).current).toBe('overfit');
  });

  it('asks all four questions in order, with the gap that answers each', () => {
    const { boxes } = chart({ dev: around(0.1), test: around(0.1) });
    expect(boxes.map(({ id, answer }) => [id, answer])).toEqual([['bias', 'no'], ['variance', 'no'], ['mismatch', 'yes'], ['overfit', 'no']]);
    expect(boxes[2]!.size!.mean).toBeCloseTo(0.088, 9);
  });

  it('leaves open what the intervals leave open, and goes on to a clear yes', () => {
    expect(answers({ train: around(0.02, 0.03), trainDev: around(0.03, 0.03) }).slice(0, 2)).toEqual(['unclear', 'unclear']);
    expect(chart({ train: around(0.02, 0.03), trainDev: around(0.03, 0.03) }).current).toBe('bias');
    expect(chart({ train: around(0.02, 0.03), trainDev: around(0.3), dev: around(0.3), test: around(0.3) }).current).toBe('variance');
  });

  it('waits for what has not been measured', () => {
    expect(chart({ test: undefined })).toMatchObject({ current: 'overfit', boxes: [{}, {}, {}, { answer: 'unasked', size: undefined }] });
    const without = chart({ trainDev: undefined, dev: around(0.1), test: undefined });
    expect(without.current).toBe('variance');
    expect(without.boxes[1]!.question).toContain('no train-dev');
    expect(without.boxes[2]!.answer).toBe('unasked');
  });
});
