import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { gradientNoiseScale, judgeNoiseScale } from '../../../src/diagnose/run/noise-scale';

describe('gradientNoiseScale', () => {
  it('is exact for the expected squared lengths', () => {
    // |G_B|² = |G|² + tr Σ / B
    const { scale, signal, noise } = gradientNoiseScale({ batch: 8, squaredNorm: 3 + 120 / 8 }, { batch: 64, squaredNorm: 3 + 120 / 64 });
    expect([signal, noise, scale]).toEqual([expect.closeTo(3, 12), expect.closeTo(120, 10), expect.closeTo(40, 10)]);
  });

  it('is found from gradients of random samples', () => {
    const dimensions = 20;
    const stream = Stream.of(1, 'gradients');
    const mean = Array.from({ length: dimensions }, () => 0.3 * stream.normal());
    const truth = dimensions / mean.reduce((sum, value) => sum + value * value, 0); // Σ = 1
    const squaredNorm = (batch: number): number => {
      let total = 0;
      for (let step = 0; step < 2000; step++) for (const value of mean) total += (value + stream.normal() / Math.sqrt(batch)) ** 2;
      return total / 2000;
    };
    const { scale } = gradientNoiseScale({ batch: 4, squaredNorm: squaredNorm(4) }, { batch: 32, squaredNorm: squaredNorm(32) });
    expect(scale / truth).toBeGreaterThan(0.9);
    expect(scale / truth).toBeLessThan(1.1);
  });
});

describe('judgeNoiseScale', () => {
  const of = (scale: number) => ({ scale, signal: 1, noise: scale });

  it.each([
    [100, 128, 'good'],
    [100, 32, 'good'],
    [100, 1000, 'watch'],
    [5000, 128, 'good'],
    [20_000, 128, 'watch'],
  ])('noise scale %i, batch %i: %s', (scale, batch, tone) => {
    expect(judgeNoiseScale(of(scale), batch).tone).toBe(tone);
  });

  it('calls a step noisy only where it is so with the largest signal that the measurements allow', () => {
    expect(judgeNoiseScale({ ...of(20_000), signalHigh: 1.1 }, 128).tone).toBe('watch');
    expect(judgeNoiseScale({ ...of(20_000), signalHigh: 3 }, 128).tone).toBe('good');
  });

  it('says nothing where the noise hides the gradient', () => {
    expect(judgeNoiseScale(gradientNoiseScale({ batch: 8, squaredNorm: 8 }, { batch: 64, squaredNorm: 0.9 }), 64).tone).toBe('unknown');
    expect(judgeNoiseScale({ scale: NaN, signal: NaN, noise: NaN }, 64).tone).toBe('unknown');
  });
});
