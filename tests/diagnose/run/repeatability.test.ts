import { describe, expect, it } from 'vitest';
import { judgeRepeatability } from '../../../src/diagnose/run/repeatability';

const first = Float32Array.of(0.7, 0.3, 0.1, 0.9, 0.5, 0.5);
const changed = (by: number) => first.map((p, i) => (i === 2 ? p + by : i === 3 ? p - by : p));

describe('judgeRepeatability', () => {
  it.each([
    [0, 'good'],
    [1e-6, 'good'],
    [0.004, 'watch'],
    [0.05, 'bad'],
    [NaN, 'unknown'],
  ])('a probability that changes by %d is %s', (by, tone) => {
    expect(judgeRepeatability(first, changed(by), 2).tone).toBe(tone);
  });

  it('counts the answers that change', () => {
    const { values } = judgeRepeatability(first, changed(0.05), 2);
    expect(values).toMatchObject({ changed: 1, samples: 3 });
    expect(values['largest']).toBeCloseTo(0.05, 6);
  });

  it('knows nothing of a network that was asked once', () => {
    expect(judgeRepeatability(first, [], 2).tone).toBe('unknown');
    expect(judgeRepeatability([], [], 2).tone).toBe('unknown');
  });
});
