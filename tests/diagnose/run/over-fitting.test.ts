import { describe, expect, it } from 'vitest';
import { judgeDevLoss, judgeGap, type Evaluation } from '../../../src/diagnose/run/over-fitting';

const at = (step: number, train: [loss: number, accuracy: number], dev: [loss: number, accuracy: number], samples = 1000): Evaluation => ({
  step,
  train: { loss: train[0], accuracy: train[1], samples },
  dev: { loss: dev[0], accuracy: dev[1], samples },
});
/** Losses at evaluations 100 steps apart. */
const run = (train: number[], dev: number[]) => train.map((loss, i) => at(100 * (i + 1), [loss, 0.9], [dev[i]!, 0.9]));

describe('judgeGap', () => {
  it.each([
    [0.9, 0.9, 'good'],
    [0.9, 0.91, 'good'],
    [0.98, 0.96, 'good'],
    [0.95, 0.9, 'watch'],
    [1, 0.8, 'bad'],
  ])('training %d, dev %d is %s', (train, dev, tone) => {
    expect(judgeGap([at(100, [0, train], [0, dev])]).tone).toBe(tone);
  });

  it('does not believe a gap that few samples show', () => {
    expect(judgeGap([at(100, [0, 0.95], [0, 0.85], 30)]).tone).toBe('good');
    expect(judgeGap([]).tone).toBe('unknown');
  });
});

describe('judgeDevLoss', () => {
  it('finds a dev loss that rises while the training loss falls', () => {
    const verdict = judgeDevLoss(run([2, 1, 0.5, 0.3, 0.2, 0.1], [2, 1.1, 0.8, 0.85, 0.95, 1.05]));
    expect(verdict.tone).toBe('bad');
    expect(verdict.values).toMatchObject({ lowestAt: 300, lowest: 0.8, last: 1.05 });
    expect(judgeDevLoss(run([2, 1, 0.5, 0.3, 0.2, 0.1], [2, 1.1, 0.8, 0.8, 0.84, 0.9])).tone).toBe('watch');
  });

  it('takes ups and downs for what they are', () => {
    expect(judgeDevLoss(run([2, 1, 0.5, 0.3, 0.2, 0.1], [2, 1.1, 0.8, 0.9, 0.8, 0.88])).tone).toBe('good');
    expect(judgeDevLoss(run([2, 1, 0.5, 0.3], [2, 1.1, 0.8, 0.7])).tone).toBe('good');
  });

  it('tells instability, where both rise, from over-fitting', () => {
    const verdict = judgeDevLoss(run([2, 1, 0.5, 0.6, 0.8, 1], [2, 1, 0.6, 0.7, 0.9, 1.1]));
    expect(verdict.tone).toBe('watch');
    expect(verdict.text).toContain('instability');
  });

  it('waits for enough evaluations', () => {
    expect(judgeDevLoss(run([2, 1], [2, 3])).tone).toBe('unknown');
  });
});
