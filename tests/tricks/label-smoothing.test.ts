import { beforeAll, describe, expect, it } from 'vitest';
import { tf, useBackend } from '../support/engine';
import { effectsOf, stepContext } from '../support/tricks';

describe('label smoothing', () => {
  beforeAll(() => useBackend('wasm'));

  const smooth = (form: string, epsilon: number) => {
    const main = tf.tensor2d([[0, 1, 0, 0]]);
    const targets = effectsOf('label-smoothing', { form }, { classes: 4 }).targets!(stepContext('label-smoothing', { epsilon }), { main });
    return [...targets.main.dataSync()];
  };

  it.each([
    ['others', [0.1, 0.7, 0.1, 0.1], 1],
    ['uniform', [0.075, 0.775, 0.075, 0.075], 1],
    ['printed', [0.1, 0.8, 0.1, 0.1], 1.1],
  ])('in the form "%s" is its formula, with its sum', (form, expected, sum) => {
    const actual = smooth(form, 0.3);
    expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 6));
    expect(actual.reduce((a, b) => a + b)).toBeCloseTo(sum, 6);
  });
});
