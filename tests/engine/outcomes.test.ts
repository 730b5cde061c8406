import { beforeAll, describe, expect, it } from 'vitest';
import { outcomes } from '../../src/engine/outcomes';
import { samplesAt } from '../../src/engine/views';
import { takeSteps, tf, tinyRun, useBackend } from '../support/engine';

const always = (): boolean => true;

describe.each(['cpu', 'wasm'] as const)('outcomes on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(['train', 'dev'] as const)('say of %s what its samples say one by one, and leave nothing behind', async (split) => {
    const run = tinyRun('data.size=300');
    takeSteps(run, 5);
    const data = run.split(split);
    await outcomes(run, split, 1000, always);
    const before = tf.memory().numTensors;
    const seen = await outcomes(run, split, 1000, always);
    expect(tf.memory().numTensors).toBe(before);
    expect(seen).toMatchObject({ split, step: 5, classes: 4 });
    expect(seen.labels).toHaveLength(data.size);
    const views = await samplesAt(run, split, Array.from({ length: data.size }, (_, i) => i));
    views.forEach(({ label, probabilities, attributes }, i) => {
      expect(seen.labels[i]).toBe(label);
      expect(seen.attributes['column']![i]).toBe(attributes!['column']);
      probabilities!.forEach((p, k) => expect(seen.probabilities[4 * i + k]).toBeCloseTo(p, 5));
      expect(seen.losses[i]).toBeCloseTo(-Math.log(probabilities![label]!), 4);
    });
    const mean = seen.losses.reduce((sum, loss) => sum + loss, 0) / data.size;
    expect((await run.evaluate(split))!.loss).toBeCloseTo(mean, 5);
    run.dispose();
  });

  it('are of one step, although the run goes on in between', async () => {
    const [run, still] = [tinyRun('data.size=600'), tinyRun('data.size=600')];
    const asked = outcomes(run, 'train', 600, () => {
      takeSteps(run, 1);
      return true;
    });
    const seen = await asked;
    expect(run.step).toBeGreaterThan(1);
    expect(seen.step).toBe(0);
    expect(seen.probabilities).toEqual((await outcomes(still, 'train', 600, always)).probabilities);
    run.dispose();
    still.dispose();
  });

  it('are given up when nobody wants them, and leave nothing behind', async () => {
    const run = tinyRun();
    await outcomes(run, 'dev', 40, always);
    const before = tf.memory().numTensors;
    await expect(outcomes(run, 'dev', 40, () => false)).rejects.toThrow('Another run was started');
    expect(tf.memory().numTensors).toBe(before);
    expect((await outcomes(run, 'dev', 12, always)).losses).toHaveLength(12);
    run.dispose();
  });

  it('refuse samples that do not exist', async () => {
    const run = tinyRun();
    await expect(samplesAt(run, 'dev', [3, 40])).rejects.toThrow('There is no sample 40 among the 40 of dev');
    expect(await samplesAt(run, 'dev', [])).toEqual([]);
    run.dispose();
  });
});
