import { beforeAll, describe, expect, it } from 'vitest';
import { Stream } from '../../src/core/random';
import { tf, useBackend } from '../support/engine';
import { effectsOf, stepContext } from '../support/tricks';

/**
 * The distribution function of Beta(α, α), from the integral of its density up to ½, which is summed up numerically in u = xᵅ: there the density
 * is bounded, however small α is.
 */
function distributionOf(alpha: number): (x: number) => number {
  const cells = 100_000;
  const end = 0.5 ** alpha;
  const cumulative = new Float64Array(cells + 1);
  for (let i = 0; i < cells; i++) cumulative[i + 1] = cumulative[i]! + (1 - (((i + 0.5) / cells) * end) ** (1 / alpha)) ** (alpha - 1);
  const lower = (x: number) => cumulative[Math.round((x ** alpha / end) * cells)]! / (2 * cumulative[cells]!);
  return (x) => (x <= 0.5 ? lower(x) : 1 - lower(1 - x));
}

/** Largest distance between the empirical distribution of draws and Beta(α, α). */
function kolmogorovSmirnov(draws: number[], alpha: number): number {
  const distribution = distributionOf(alpha);
  const sorted = [...draws].sort((a, b) => a - b);
  return Math.max(...sorted.map((x, i) => Math.max(distribution(x) - i / sorted.length, (i + 1) / sorted.length - distribution(x))));
}

describe('mixup', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([0.2, 0.5, 1, 2, 8])('draws λ from Beta(%d, same): Kolmogorov–Smirnov over 10,000 steps', (alpha) => {
    const { draws } = effectsOf('mixup', { alpha });
    const values = Array.from({ length: 10_000 }, (_, step) => draws!(Stream.of(5, 'mixup', 'draws', step), { 'mixup.alpha': alpha })['lambda']!);
    expect(kolmogorovSmirnov(values, alpha)).toBeLessThan(1.63 / Math.sqrt(values.length)); // the 1 % point
  });

  it('can be always one half, and is nothing at α = 0', () => {
    expect(effectsOf('mixup', { lambda: 'half' }).draws!(Stream.of(1), { 'mixup.alpha': 0.2 })).toEqual({ lambda: 0.5 });
    expect(effectsOf('mixup').draws!(Stream.of(1), { 'mixup.alpha': 0 })).toEqual({ lambda: 1 });
  });

  it('blends samples and targets with the same share and the same partner', () => {
    const x = tf.tensor2d([[1], [2], [4]]);
    const main = tf.tensor2d([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const mixed = effectsOf('mixup').batch!(stepContext('mixup', { lambda: 0.75 }), { x, targets: { main } });
    expect([...mixed.x.dataSync()]).toEqual([1.75, 2, 3.25]);
    expect([...mixed.targets.main.dataSync()]).toEqual([0.75, 0, 0.25, 0, 1, 0, 0.25, 0, 0.75]);
  });
});
