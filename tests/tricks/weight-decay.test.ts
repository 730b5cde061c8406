import { beforeAll, describe, expect, it } from 'vitest';
import type { OptimizerContext } from '../../src/core/trick';
import { tf, tinyRun, takeSteps, useBackend, weightsOf } from '../support/engine';
import { followsPyTorch } from '../support/optimizer-golden';
import { anyParameter, effectsOf, stepContext } from '../support/tricks';

const FORMS = ['decoupled', 'rate', 'coupled'] as const;

describe.each(['cpu', 'wasm'] as const)('weight decay on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  const with_ = (mode: string, lambda = 0.01) => ({ id: 'weight-decay', settings: { mode, lambda } });
  followsPyTorch('nesterov', 'nesterov {lr:1e-3, momentum:0.9, coupled weight decay:0.01}', { lr: 1e-3, momentum: 0.9 }, with_('coupled'));
  followsPyTorch('adam', 'adam {lr:1e-2, coupled weight decay:0.01}', { lr: 1e-2 }, with_('coupled'));
  followsPyTorch('adam', 'adamw {lr:1e-2, decoupled weight decay:0.01}', { lr: 1e-2 }, with_('rate'));
  // The same with the rate in λ: for λ itself the rate makes no difference.
  followsPyTorch('adam', 'adamw {lr:1e-2, decoupled weight decay:0.01}', { lr: 1e-2 }, with_('decoupled', 1e-4));

  const context = (learningRate: number): OptimizerContext => ({
    ...stepContext('weight-decay', { lambda: 0.1 }),
    learningRate: tf.scalar(learningRate),
    count: tf.scalar(1),
  });

  it('takes λ of a weight away whatever the rate, or λ times the rate', () => {
    const after = (mode: string, rate: number) => {
      const { update } = effectsOf('weight-decay', { mode });
      return update!(context(rate), tf.tensor1d([3, 5]), tf.tensor1d([2, -4]), { role: 'kernel', parameters: [anyParameter] }).dataSync();
    };
    for (const rate of [0, 0.5, 2]) {
      for (const [mode, share] of [['decoupled', 0.1], ['rate', 0.1 * rate]] as const) {
        const [first, second] = after(mode, rate);
        expect(first).toBeCloseTo(3 - share * 2, 6);
        expect(second).toBeCloseTo(5 + share * 4, 6);
      }
    }
  });

  it.each(FORMS)('in the form "%s" spares biases and norms unless asked', (mode) => {
    for (const everywhere of [false, true]) {
      const { gradients, update } = effectsOf('weight-decay', { mode, everywhere });
      for (const role of ['bias', 'norm'] as const) {
        const group = { role, parameters: [{ ...anyParameter, role }] };
        const given = tf.tensor1d([1]);
        const weight = tf.tensor1d([7]);
        const changed = mode === 'coupled' ? gradients!(context(1), [given], [weight], [group])[0]! : update!(context(1), given, weight, group);
        if (everywhere) expect(changed.dataSync()[0]).not.toBe(1);
        else expect(changed).toBe(given);
      }
    }
  });
});

describe('weight decay in a run', () => {
  beforeAll(() => useBackend('wasm'));

  it('leaves frozen layers alone', async () => {
    const run = tinyRun('wd.lambda=0.1&lwr.first=0');
    await run.prepare();
    const before = weightsOf(run)['conv1/kernel'];
    takeSteps(run, 2);
    expect(weightsOf(run)['conv1/kernel']).toEqual(before);
    run.dispose();
  });

  it.each(FORMS)('in the form "%s" makes weights smaller', async (mode) => {
    const norms = [0, 0.5].map(async (lambda) => {
      const run = tinyRun(`wd.lambda=${lambda}&wd.mode=${mode}&constant&sgd`);
      await run.prepare();
      takeSteps(run, 3);
      const norm = weightsOf(run)['conv1/kernel']!.reduce((sum, value) => sum + value ** 2, 0);
      run.dispose();
      return norm;
    });
    const [without, decayed] = await Promise.all(norms);
    expect(decayed).toBeLessThan(without!);
  });
});
