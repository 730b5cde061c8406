import { beforeAll, describe, expect, it } from 'vitest';
import { Stream } from '../../src/core/random';
import { tf, useBackend } from '../support/engine';
import { effectsOf, stepContext } from '../support/tricks';

/** Largest distance between the empirical distribution of draws and Beta(α, α), whose distribution function is summed up numerically. */
function kolmogorovSmirnov(draws: number[], alpha: number): number {
  const cells = 200_000;
  const density = Float64Array.from({ length: cells }, (_, i) => ((i + 0.5) / cells) ** (alpha - 1) * (1 - (i + 0.5) / cells) ** (alpha - 1));
  let total = 0;
  const cumulative = density.map((value) => (total += value));
  const distribution = (x: number) => cumulative[Math.min(cells - 1, Math.floor(x * cells))]! / total;
  const sorted = [...draws].sort((a, b) => a - b);
  return Math.max(...sorted.map((x, i) => Math.abs(distribution(x) - (i + 0.5) / sorted.length)));
}

describe('mixup', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([0.5, 1, 2])('draws λ from Beta(%d, same): Kolmogorov–Smirnov over 10,000 steps', (alpha) => {
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
