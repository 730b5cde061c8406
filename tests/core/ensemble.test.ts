import { beforeAll, describe, expect, it } from 'vitest';
import { logMeanProbability } from '../../src/core/ensemble';
import { tf, useBackend } from '../support/engine';

describe.each(['cpu', 'wasm'] as const)('the logarithm of a mean probability on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it('is that of float64, for probabilities far below what a float32 holds too', () => {
    const rows = [
      [-0.1, -200, -3],
      [-0.5, -210, -1],
      [-2, -205, -0.5],
    ];
    const actual = logMeanProbability(tf, rows.map((row) => tf.tensor2d([row]))).dataSync();
    [0, 1, 2].forEach((k) => {
      const expected = Math.log(rows.reduce((sum, row) => sum + Math.exp(row[k]!), 0) / 3);
      expect(Math.abs(actual[k]! - expected)).toBeLessThan(1e-5 * Math.abs(expected));
    });
  });

  it('of one is the one', () => {
    const only = tf.tensor2d([[-1, -2]]);
    expect(logMeanProbability(tf, [only])).toBe(only);
  });

  it('lets NaN through', () => {
    const [first] = logMeanProbability(tf, [tf.tensor2d([[NaN]]), tf.tensor2d([[-1]])]).dataSync();
    expect(first).toBeNaN();
  });
});
