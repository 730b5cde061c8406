import { describe, expect, it } from 'vitest';
import { beta, gamma } from '../../src/core/distributions';
import { Stream } from '../../src/core/random';

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('gamma and beta', () => {
  it.each([0.3, 1, 2.5])('gamma(%d) has its mean and variance', (shape) => {
    const stream = Stream.of(1, 'gamma', String(shape));
    const values = Array.from({ length: 20_000 }, () => gamma(stream, shape));
    expect(mean(values)).toBeCloseTo(shape, 1);
    expect(mean(values.map((value) => (value - shape) ** 2)) / shape).toBeCloseTo(1, 0);
  });

  it.each([0.2, 1, 3])('beta(%d, same) is symmetric with variance 1/(4(2a+1))', (a) => {
    const stream = Stream.of(1, 'beta', String(a));
    const values = Array.from({ length: 20_000 }, () => beta(stream, a, a));
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(0.01);
    expect(mean(values.map((value) => (value - 0.5) ** 2)) * 4 * (2 * a + 1)).toBeCloseTo(1, 1);
  });
});
