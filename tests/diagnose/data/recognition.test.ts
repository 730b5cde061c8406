import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { favourite, recognise, type RowsWithLabels } from '../../../src/diagnose/data/recognition';

/** Bell-shaped heaps on a line, three apart, with classes as frequent as `mix` says. */
function heaps(n: number, mix: readonly number[], seed: number): RowsWithLabels {
  const stream = Stream.of(seed, 'heaps');
  const labels = Array.from({ length: n }, () => {
    let u = stream.uniform() * mix.reduce((a, b) => a + b);
    return mix.findIndex((weight) => (u -= weight) < 0);
  });
  return { labels, rows: { width: 1, values: Float32Array.from(labels, (label) => 3 * label + stream.normal()) } };
}

describe('recognise', () => {
  it('reaches about what the best rule would: one mistake in 15 for two heaps that are three deviations apart', () => {
    const found = recognise(heaps(6000, [1, 1], 1), heaps(2000, [1, 1], 2), 2)!;
    const best = 0.9332; // Φ(1.5)
    for (const { mean, low, high } of [found.train, found.dev]) {
      expect(mean).toBeGreaterThan(best - 0.03);
      expect(mean).toBeLessThan(best + 0.02);
      expect(low).toBeLessThan(best);
      expect(high).toBeGreaterThan(mean);
    }
    expect(found.guess).toBeGreaterThan(0.5);
    expect(found.guess).toBeLessThan(0.54);
    expect(found.halfway).toBeCloseTo((1 + found.guess) / 2, 12);
    expect(found.votes).toHaveLength(1500 * 2);
  });

  it('makes no difference of another mix of classes', () => {
    const { train, dev } = recognise(heaps(6000, [1, 2, 6], 3), heaps(2000, [6, 2, 1], 4), 3)!;
    expect(Math.abs(train.mean - dev.mean)).toBeLessThan(0.04);
  });

  it('is the share of right favourites where both sides have one mix', () => {
    const train = heaps(900, [1, 1], 5);
    const { train: share, votes } = recognise(train, { ...train }, 2)!;
    const right = [0, 1].map((k) => {
      const own = Array.from({ length: 300 }, (_, i) => i).filter((i) => train.labels[i] === k);
      return own.filter((i) => favourite(votes.subarray(2 * i, 2 * i + 2)) === k).length / own.length;
    });
    const weight = Array.from(train.labels).filter((label) => label === 0).length / 900;
    expect(share.mean).toBeCloseTo(weight * right[0]! + (1 - weight) * right[1]!, 6);
  });

  it('needs a hundred samples of either side', () => {
    expect(recognise(heaps(290, [1, 1], 1), heaps(500, [1, 1], 2), 2)).toBeUndefined();
    expect(recognise(heaps(500, [1, 1], 1), heaps(99, [1, 1], 2), 2)).toBeUndefined();
  });
});
