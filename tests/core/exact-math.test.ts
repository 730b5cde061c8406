import { describe, expect, it } from 'vitest';
import { cos, exp, ln, sin } from '../../src/core/exact-math';

const grid = (low: number, high: number) => Array.from({ length: 2001 }, (_, i) => low + ((high - low) * i) / 2000);

describe('exact math', () => {
  it('agrees with Math to the last few bits', () => {
    for (const x of grid(-10, 10)) {
      expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(2e-15);
      expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(2e-15);
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(2e-15);
    }
    for (const x of grid(1e-6, 100)) expect(Math.abs(ln(x) - Math.log(x))).toBeLessThan(1e-14);
  });

  it('covers the edges', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-700) / Math.exp(-700)).toBeCloseTo(1, 12);
    expect(ln(1)).toBe(0);
    expect(ln(0)).toBe(-Infinity);
    expect(ln(-1)).toBeNaN();
    expect(ln(1e-300)).toBeCloseTo(Math.log(1e-300), 10);
  });
});
