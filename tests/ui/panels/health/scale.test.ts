import { describe, expect, it } from 'vitest';
import { COLOURS, colourIndex, decadesOf, paletteOf, placeOf, power, roundTicks, scaleFor, ticksOf, valueText } from '../../../../src/ui/panels/health/scale';
import type { Rgb } from '../../../../src/ui/shared/colours';

const around = scaleFor({ type: 'around', centre: 1e-3 }, []);

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (a: Rgb, b: Rgb): number => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);

describe('scales', () => {
  it('around a centre reach two decades to each side', () => {
    expect(around.low).toBeCloseTo(-5, 12);
    expect(around.high).toBeCloseTo(-1, 12);
    expect([0, 1e-9, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 5, Infinity].map((value) => Number(placeOf(around, value).toFixed(6)))).toEqual([0, 0, 0, 0.25, 0.5, 0.75, 1, 1, 1]);
  });

  it('over decades hold all values', () => {
    const scale = scaleFor({ type: 'decades' }, [Float64Array.of(NaN, 0, 0.02), Float64Array.of(3, Infinity)]);
    expect(scale).toEqual({ type: 'decades', low: -2, high: 1 });
    expect(scaleFor({ type: 'decades' }, [Float64Array.of(0)])).toEqual({ type: 'decades', low: -1, high: 0 });
    expect(decadesOf([Float64Array.of(1)])).toEqual([0, 1]);
    expect(decadesOf([])).toBeUndefined();
  });

  it('of shares go from nothing to all', () => {
    const scale = scaleFor({ type: 'share' }, [Float64Array.of(0.2)]);
    expect([-1, 0, 0.5, 1, 1.3].map((value) => placeOf(scale, value))).toEqual([0, 0, 0.5, 1, 1]);
  });

  it('are named at decades, not too many', () => {
    expect(ticksOf(around).map(({ text }) => text)).toEqual(['10⁻⁵', '10⁻⁴', '10⁻³', '10⁻²', '10⁻¹']);
    expect(ticksOf({ type: 'decades', low: -12, high: 1 }).map(({ text }) => text)).toEqual(['10⁻¹²', '10⁻⁹', '10⁻⁶', '10⁻³', '10⁰']);
    expect(ticksOf({ type: 'share', low: 0, high: 1 }).map(({ text }) => text)).toEqual(['0 %', '25 %', '50 %', '75 %', '100 %']);
  });

  it.each([
    [4, [0, 1, 2, 3, 4]],
    [62.5, [0, 20, 40, 60]],
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.3125, [0, 0.1, 0.2, 0.3]],
    [1000, [0, 200, 400, 600, 800, 1000]],
  ])('of epochs up to %d are round', (end, ticks) => {
    expect(roundTicks(end, 6)).toEqual(ticks);
  });
});

describe.each([
  ['light', false, [247, 247, 249], [255, 255, 255]],
  ['dark', true, [26, 26, 32], [0, 0, 0]],
] as const)('colours on the %s page', (_, dark, page, ink) => {
  const colours = paletteOf({ type: 'around' }, dark);

  it('recede at the centre and stand out more and more towards both ends', () => {
    expect(colours).toHaveLength(COLOURS);
    const strength = colours.map((colour) => contrast(colour, page));
    expect(strength[COLOURS / 2]).toBeLessThan(1.4);
    for (let i = 0; i < COLOURS / 2 - 1; i++) {
      expect(strength[i]).toBeGreaterThan(strength[i + 1]! - 1e-9);
      expect(strength[COLOURS - 1 - i]).toBeGreaterThan(strength[COLOURS - 2 - i]! - 1e-9);
    }
  });

  it('outside the usual carry marks that are seen', () => {
    for (const value of [1e-6, 1e-5, 9e-5, 1.1e-2, 0.1, 1]) expect(contrast(colours[colourIndex(around, value)]!, ink), String(value)).toBeGreaterThan(3);
  });

  it('of the two sides differ in blue against red, which colour-blind people see', () => {
    for (const [below, above] of [[1e-5, 1e-1], [1e-4, 1e-2]] as const) {
      const [low, high] = [colours[colourIndex(around, below)]!, colours[colourIndex(around, above)]!];
      expect(low[2] - low[0]).toBeGreaterThan(40);
      expect(high[0] - high[2]).toBeGreaterThan(40);
    }
  });

  it('without a centre only grow', () => {
    const strength = paletteOf({ type: 'share' }, dark).map((colour) => contrast(colour, page));
    strength.slice(1).forEach((value, i) => expect(value).toBeGreaterThanOrEqual(strength[i]! - 0.05));
  });
});

it('writes values with two digits', () => {
  expect([power(-3), power(0), power(12)]).toEqual(['10⁻³', '10⁰', '10¹²']);
  expect([0, 0.00213, 0.05, 0.34, 1, 12.4, 5000, NaN, Infinity].map((value) => valueText('around', value))).toEqual(['0', '2.1 · 10⁻³', '5.0 · 10⁻²', '0.34', '1', '12', '5.0 · 10³', '—', 'not a number']);
  expect([0, 0.034, 0.5, 1].map((value) => valueText('share', value))).toEqual(['0 %', '3.4 %', '50 %', '100 %']);
});
