/** From values to places on a scale and colours, and to text. */
import type { Rgb } from '../../shared/colours';
import type { ScaleKind } from './figures';

/** `low` and `high` are decimal logarithms, or shares. */
export interface Scale {
  readonly type: ScaleKind['type'];
  readonly low: number;
  readonly high: number;
}

/** Decades to each side of a centre. */
const REACH = 2;

/** @param values of all rows; they decide where a scale over decades begins and ends */
export function scaleFor(kind: ScaleKind, values: readonly Float64Array[]): Scale {
  if (kind.type === 'share') return { type: 'share', low: 0, high: 1 };
  if (kind.type === 'around') return { type: 'around', low: Math.log10(kind.centre) - REACH, high: Math.log10(kind.centre) + REACH };
  const [low, high] = decadesOf(values) ?? [-1, 0];
  return { type: 'decades', low, high };
}

/** The whole decades, at least one, that hold all positive finite values. */
export function decadesOf(values: Iterable<Float64Array>): readonly [low: number, high: number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const row of values) {
    for (const value of row) {
      if (!(value > 0) || value === Infinity) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return undefined;
  const first = Math.floor(Math.log10(low));
  return [first, Math.max(first + 1, Math.ceil(Math.log10(high)))];
}

/** 0 … 1 on the scale; beyond its ends, the end. */
export function placeOf({ type, low, high }: Scale, value: number): number {
  const at = type === 'share' ? value : Math.log10(Math.max(value, Number.MIN_VALUE));
  return Math.min(1, Math.max(0, (at - low) / (high - low)));
}

/** Values to be named beside the colours: all ends and decades, or as many as there is room for. */
export function ticksOf({ type, low, high }: Scale): { readonly place: number; readonly text: string }[] {
  if (type === 'share') return [0, 0.25, 0.5, 0.75, 1].map((share) => ({ place: share, text: `${100 * share} %` }));
  const stride = Math.ceil((high - low) / 5);
  const count = Math.floor((high - low) / stride);
  return Array.from({ length: count + 1 }, (_, i) => ({ place: (i * stride) / (high - low), text: power(low + i * stride) }));
}

/** Round numbers from 0 up to `end`, at most so many (2 or more). */
export function roundTicks(end: number, most: number): number[] {
  const rough = end / (most - 1);
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * decade).find((candidate) => candidate >= rough * (1 - 1e-9))!;
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(6)));
}

/** As many colours as a scale has; more would not be told apart. */
export const COLOURS = 128;

/**
 * From blue over the page's own shade to orange, so that the centre recedes and both ends stand out, in the dark as well (after the two hues that colour-blind
 * people tell apart best, see `shared/colours.ts`); scales without a centre go from the page's shade to blue.
 */
const STOPS: Readonly<Record<'around' | 'plain', Readonly<Record<'light' | 'dark', readonly Rgb[]>>>> = {
  around: {
    light: [[8, 48, 107], [36, 120, 180], [242, 242, 245], [206, 99, 20], [112, 40, 0]],
    dark: [[205, 234, 255], [80, 165, 220], [40, 40, 48], [240, 138, 60], [255, 224, 194]],
  },
  plain: {
    light: [[233, 237, 243], [104, 164, 208], [8, 52, 96]],
    dark: [[36, 42, 51], [47, 127, 184], [214, 239, 255]],
  },
};

/** {@link COLOURS} colours from the low to the high end. */
export function paletteOf({ type }: Pick<Scale, 'type'>, dark: boolean): Rgb[] {
  const stops = STOPS[type === 'around' ? 'around' : 'plain'][dark ? 'dark' : 'light'];
  return Array.from({ length: COLOURS }, (_, i) => {
    const at = (i / (COLOURS - 1)) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(at));
    const mix = (channel: number): number => Math.round(stops[below]![channel]! + (at - below) * (stops[below + 1]![channel]! - stops[below]![channel]!));
    return [mix(0), mix(1), mix(2)];
  });
}

/** Into {@link paletteOf}. */
export function colourIndex(scale: Scale, value: number): number {
  return Math.round(placeOf(scale, value) * (COLOURS - 1));
}

const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10⁻³`. */
export function power(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => DIGITS[Number(digit)]!);
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** Two digits: `0.34`, `2.1 · 10⁻³`, `45 %`. */
export function valueText(type: ScaleKind['type'], value: number): string {
  if (!Number.isFinite(value)) return value === Infinity ? 'not a number' : '—';
  if (type === 'share') return `${(100 * value).toFixed(value !== 0 && Math.abs(value) < 0.1 ? 1 : 0)} %`;
  if (value === 0) return '0';
  if (value >= 0.0995 && value < 999.5) return String(Number(value.toPrecision(2)));
  const [digits, exponent] = value.toExponential(1).split('e') as [string, string];
  return `${digits} · ${power(Number(exponent))}`;
}
