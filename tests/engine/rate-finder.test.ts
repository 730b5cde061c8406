import { beforeAll, describe, expect, it } from 'vitest';
import { findRate } from '../../src/engine/rate-finder';
import { takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';

describe.each(['cpu', 'wasm'] as const)('the learning-rate finder on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(['', 'adam&lr=0.001', 'model=resnet&model.width=2&swa.start=0'])('sweeps and leaves the run “%s” as it was', async (link) => {
    const [run, undisturbed] = [tinyRun(link), tinyRun(link)];
    takeSteps(run, 5);
    takeSteps(undisturbed, 5);
    const tensors = tf.memory().numTensors;
    const sweep = await findRate(run, { start: 1e-5, end: 100, steps: 80 });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(sweep.rates.length).toBe(sweep.losses.length);
    expect(sweep.suggestions.map(({ rule }) => rule)).toContain('minimum/10');
    expect(run.step).toBe(5);
    expect(weightsOf(run)).toEqual(weightsOf(undisturbed));
    // Optimizer, layer state and random numbers go on as if nothing had been.
    expect(takeSteps(run, 7)).toEqual(takeSteps(undisturbed, 7));
    expect(weightsOf(run)).toEqual(weightsOf(undisturbed));
    run.dispose();
    undisturbed.dispose();
  });

  it('goes no further than where the loss blows up', async () => {
    const run = tinyRun();
    const sweep = await findRate(run, { start: 1e-3, end: 1e6, steps: 60 });
    expect(sweep.diverged).toBe(true);
    expect(sweep.losses.length).toBeLessThan(60);
    expect(sweep.smoothed.every(Number.isFinite)).toBe(true);
    run.dispose();
  });

  it('stops when it is not wanted any more', async () => {
    const run = tinyRun();
    let looks = 0;
    const sweep = await findRate(run, { steps: 60 }, () => ++looks < 3);
    expect(sweep.losses.length).toBeLessThan(20);
    run.dispose();
  });
});
