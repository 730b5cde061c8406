import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor } from '../../src/core/ops';
import { numbers } from '../kernels/support';
import { tf, useBackend } from '../support/engine';
import { anyParameter, effectsOf, stepContext } from '../support/tricks';

/** As in a step, where groups are vectors. */
const SIZES = [1, 3, 7, 31, 33, 65, 1024];

describe.each(['cpu', 'wasm'] as const)('gradient clipping on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  const clip = (gradients: readonly Tensor[], norm: number): number[][] => {
    const groups = gradients.map(() => ({ role: 'kernel', parameters: [anyParameter] }) as const);
    const clipped = effectsOf('gradient-clipping').gradients!(stepContext('gradient-clipping', { norm }), gradients, gradients, groups);
    return clipped.map((tensor) => [...tensor.dataSync()]);
  };

  it.each([1e-3, 0.5, 3, 1000])('scales all gradients by the same factor, so that their norm is at most %d, as clip_grad_norm_ does', (most) => {
    const values = SIZES.map((size, i) => numbers(size, i + 1));
    const norm = Math.sqrt(values.reduce((sum, one) => sum + one.reduce((inner, value) => inner + value ** 2, 0), 0));
    const factor = Math.min(1, most / (norm + 1e-6));
    clip(values.map((one) => tf.tensor1d(one)), most).forEach((actual, i) =>
      actual.forEach((value, j) => {
        const expected = values[i]![j]! * factor;
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-5 * Math.abs(expected));
      }),
    );
  });

  it('leaves the bits of shorter gradients as they are, and zeros', () => {
    const values = numbers(33, 4);
    expect(clip([tf.tensor1d(values)], 1000)).toEqual([[...values]]);
    expect(clip([tf.zeros([3])], 1)).toEqual([[0, 0, 0]]);
  });

  it('lets NaN and infinities through, for the engine to see', () => {
    for (const bad of [NaN, Infinity]) {
      const [spoilt, fine] = clip([tf.tensor1d([1, bad]), tf.tensor1d([2])], 1);
      expect(spoilt![1]).toBeNaN();
      expect(fine![0]).toBe(Number.isNaN(bad) ? NaN : 0);
    }
  });
});
