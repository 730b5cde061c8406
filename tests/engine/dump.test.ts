import { beforeAll, describe, expect, it } from 'vitest';
import { dump } from '../../src/engine/dump';
import { takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';

describe.each(['cpu', 'wasm'] as const)('a dump on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it('holds what explains the next step, and changes nothing', async () => {
    const [run, undisturbed] = [tinyRun('sgd&constant&warmup=off&lr=0.1&ls'), tinyRun('sgd&constant&warmup=off&lr=0.1&ls')];
    takeSteps(run, 3);
    takeSteps(undisturbed, 3);
    const before = weightsOf(run);
    const tensors = tf.memory().numTensors;
    const dumped = await dump(run);
    expect(tf.memory().numTensors).toBe(tensors);
    const [objective] = takeSteps(run, 1);
    expect(objective).toBeCloseTo(dumped['objective']!.values[0]!, 5);
    for (const [path, values] of Object.entries(weightsOf(run))) {
      const gradient = dumped[`gradient/${path}`]!.values;
      values.forEach((value, i) => expect(value).toBeCloseTo(before[path]![i]! - 0.1 * gradient[i]!, 5));
    }
    takeSteps(undisturbed, 1);
    expect(weightsOf(run)).toEqual(weightsOf(undisturbed));
    run.dispose();
    undisturbed.dispose();
  });

  it('holds logits that follow from weights and features', async () => {
    const run = tinyRun('model=logistic');
    takeSteps(run, 5);
    const { 'weight/output/kernel': kernel, 'weight/output/bias': bias, 'dev/features': x, logits, 'activation/output': output } = await dump(run);
    const [samples, features] = [logits!.shape[0]!, 64];
    for (let b = 0; b < samples; b++) {
      for (let k = 0; k < 4; k++) {
        const expected = Array.from({ length: features }, (_, i) => x!.values[b * features + i]! * kernel!.values[4 * i + k]!).reduce((sum, value) => sum + value, bias!.values[k]!);
        expect(logits!.values[4 * b + k]).toBeCloseTo(expected, 4);
      }
    }
    expect(output).toEqual(logits);
    run.dispose();
  });
});
