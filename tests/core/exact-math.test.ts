import { describe, expect, it } from 'vitest';
import { cos, exp, expm1, ln, power, sin } from '../../src/core/exact-math';

const grid = (low: number, high: number) => Array.from({ length: 2001 }, (_, i) => low + ((high - low) * i) / 2000);

describe('exact math', () => {
  it('agrees with Math to the last few bits', () => {
    for (const x of grid(-10, 10)) {
      expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(2e-15);
      expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(2e-15);
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(2e-15);
      if (x !== 0) expect(Math.abs(expm1(x) / Math.expm1(x) - 1)).toBeLessThan(1e-14);
      for (const base of [0.01, 0.5, 2, 2.7]) expect(Math.abs(power(base, x / 5) / base ** (x / 5) - 1)).toBeLessThan(1e-13);
    }
    for (const x of grid(-1e-6, 1e-6)) expect(Math.abs(expm1(x) - Math.expm1(x))).toBeLessThan(1e-21);
    for (const x of grid(1e-6, 100)) expect(Math.abs(ln(x) - Math.log(x))).toBeLessThan(1e-14);
  });

  it('covers the edges', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-700) / Math.exp(-700)).toBeCloseTo(1, 12);
    expect(expm1(0)).toBe(0);
    expect([power(0.1, 1), power(0.5, 3), power(2, -3), power(7, 0), power(0, 0), power(0, 2), power(0, 0.5), power(0, -0.5)]).toEqual([0.1, 0.125, 0.125, 1, 1, 0, 0, Infinity]);
    expect(power(0.99, 1e6 + 0.5)).toBe(0);
    expect(power(0.999, 1001) / 0.999 ** 1001).toBeCloseTo(1, 12);
    expect(ln(1)).toBe(0);
    expect(ln(0)).toBe(-Infinity);
    expect(ln(-1)).toBeNaN();
    expect(ln(1e-300)).toBeCloseTo(Math.log(1e-300), 10);
  });
});
