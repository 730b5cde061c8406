import { beforeAll, describe, expect, it } from 'vitest';
import { tf, useBackend } from '../support/engine';
import { followsPyTorch } from '../support/optimizer-golden';
import { anyParameter, effectsOf, stepContext } from '../support/tricks';

describe.each(['cpu', 'wasm'] as const)('adamw on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  followsPyTorch('adamw', 'adamw {lr:1e-2, decoupled weight decay:0.01}', { lr: 1e-2, lambda: 0.01 });

  it.each([
    ['kernel', false, 0.9],
    ['bias', false, 1],
    ['norm', false, 1],
    ['bias', true, 0.9],
    ['norm', true, 0.9],
  ] as const)('shrinks what is a %s, with "everywhere" %s, by a factor of %d', (role, everywhere, factor) => {
    const { update } = effectsOf('adamw', { everywhere }).optimizer!;
    const context = { ...stepContext('adamw', { lambda: 0.2 }), learningRate: tf.scalar(0.5), count: tf.scalar(1) };
    const [weight, zero] = [tf.tensor1d([3]), tf.zeros([1])];
    const next = update(context, weight, zero, [zero, zero], { role, parameters: [{ ...anyParameter, role }] });
    expect(next.weight.dataSync()[0]).toBeCloseTo(3 * factor, 6);
  });
});
