import { describe, expect, it } from 'vitest';
import { cellAt, layOut, strength } from '../../../../src/ui/errors/confusion/paint';

const digits = Array.from({ length: 10 }, (_, i) => String(i));

describe('the layout of a confusion matrix', () => {
  it('fits few classes into the width, and is wider than that where cells would be too small', () => {
    expect(layOut(10, digits, 400).width).toBeLessThanOrEqual(400);
    const many = layOut(47, Array.from({ length: 47 }, () => 'x'), 400);
    expect(many.cell).toBeGreaterThanOrEqual(18);
    expect(many.width).toBeGreaterThan(400);
  });

  it('puts words upright above their columns', () => {
    expect(layOut(10, digits, 400).upright).toBe(false);
    expect(layOut(2, ['star', 'heart'], 400)).toMatchObject({ upright: true });
  });

  it('finds the cell at a place', () => {
    const layout = layOut(10, digits, 400);
    const { left, top, cell } = layout;
    expect(cellAt(layout, 10, left + 3.5 * cell, top + 7.5 * cell)).toEqual({ truth: 7, said: 3 });
    expect(cellAt(layout, 10, left - 1, top + 5)).toBeUndefined();
    expect(cellAt(layout, 10, left + 10 * cell + 1, top + 5)).toBeUndefined();
  });
});

describe('the strength of a cell', () => {
  it('grows with its share of the row, and is none without a sample', () => {
    expect(strength(0, 10, false)).toBe(0);
    expect(strength(0, 0, true)).toBe(0);
    expect(strength(1, 100, false)).toBeLessThan(strength(10, 100, false));
    expect(strength(100, 100, false)).toBeLessThanOrEqual(0.6);
    expect(strength(100, 100, true)).toBeLessThanOrEqual(0.5);
  });
});
