import { beforeAll, describe, expect, it } from 'vitest';
import { FeedRecorder } from '../../../src/engine/evidence/feed-recorder';
import { takeSteps, tinyRun, useBackend } from '../../support/engine';

const step = (at: number, indices: number[]) => ({ step: at, numbers: {}, integers: { indices: Int32Array.from(indices), labels: Int32Array.from(indices, (index) => index % 3) } });

describe('the recorder of what is fed', () => {
  it('counts visits and keeps labels', () => {
    const feed = new FeedRecorder(5, 2);
    feed.note([step(0, [0, 3]), step(1, [4, 1]), step(2, [3, 0])]);
    expect([...feed.visits]).toEqual([2, 1, 0, 2, 1]);
    expect([...feed.labels]).toEqual([0, 1, -1, 0, 1]);
    expect(feed.batches.map((labels) => [...labels])).toEqual([[0, 0], [1, 1], [0, 0]]);
  });

  it('begins anew with the next epoch where a run goes on', () => {
    const feed = new FeedRecorder(4, 2);
    feed.note([step(0, [0, 1])]);
    feed.restart();
    feed.note([step(3, [2, 3]), step(4, [0, 2])]);
    expect([...feed.visits]).toEqual([1, 0, 1, 0]);
  });

  describe('in a run', () => {
    beforeAll(() => useBackend('cpu'));

    it('sees every sample once in an epoch that is shuffled, and counts nothing for a sweep of rates', () => {
      const run = tinyRun();
      const { stepsPerEpoch, batchSize } = run.recipe;
      takeSteps(run, stepsPerEpoch);
      run.tryRates([0.01], 0).dispose();
      expect(run.feed.visits.reduce((a, b) => a + b, 0)).toBe(stepsPerEpoch * batchSize);
      expect(Math.max(...run.feed.visits)).toBe(1);
      const seen = [...run.feed.labels.entries()].filter(([, label]) => label >= 0);
      for (const [index, label] of seen) expect(label).toBe(run.split('train').read(index).label);
      run.dispose();
    });
  });
});
