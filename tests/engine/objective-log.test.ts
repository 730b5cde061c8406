import { beforeAll, describe, expect, it } from 'vitest';
import { ObjectiveLog } from '../../src/engine/objective-log';
import type { StepResults } from '../../src/engine/run';
import { tf, useBackend } from '../support/engine';

const one = (objective: number): StepResults => ({ objectives: tf.tensor1d([objective]), learningRates: [0.1], probes: [] });

async function logOf(...objectives: number[]): Promise<ObjectiveLog> {
  const log = new ObjectiveLog(tf);
  for (const [step, objective] of objectives.entries()) await log.add(step, one(objective));
  await log.flush();
  return log;
}

describe('the log of objectives', () => {
  beforeAll(() => useBackend('cpu'));

  it('gives each point once, in order', async () => {
    const log = await logOf(3, 2, 1);
    const { at, objective, learningRate } = log.take();
    expect([...at]).toEqual([0, 1, 2]);
    expect([...objective]).toEqual([3, 2, 1]);
    expect(learningRate).toHaveLength(3);
    expect(log.take().at).toHaveLength(0);
  });

  it('has nothing against a loss that falls', async () => {
    expect((await logOf(2.3, 1, 0.01)).verdict(1000)).toBeUndefined();
  });

  it('reports what exploded, even where it came down again', async () => {
    expect((await logOf(2, 5000, 2)).verdict(1000)).toMatch(/exploded to 5\.0e\+3/);
    expect((await logOf(2, Infinity, 2)).verdict(1000)).toMatch(/exploded/);
  });

  it('reports what is not a number, even where numbers follow', async () => {
    expect((await logOf(2, NaN, 2, 3)).verdict(1000)).toMatch(/not a number/);
  });

  it('holds no tensor once it is read or let go', async () => {
    const before = tf.memory().numTensors;
    await logOf(1, 2, 3);
    expect(tf.memory().numTensors).toBe(before);
    const log = new ObjectiveLog(tf);
    await log.add(0, one(1));
    await log.add(1, { objectives: tf.tensor1d([1, 2, 3]), learningRates: [0.1, 0.1, 0.1], probes: [{ step: 2, figures: tf.tensor1d([7, 8]) }] });
    await log.flush();
    const { at, probedAt, health } = log.take();
    expect([...at]).toEqual([0, 1, 2, 3]);
    expect([[...probedAt], [...health]]).toEqual([[2], [7, 8]]);
    await log.add(4, one(1));
    log.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
