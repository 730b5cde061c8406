/** Between a number field's value and the place of its slider's thumb. */
import type { NumberField } from '../../core/fields';

/** Places a slider can take, less one. */
export const SLIDER_STEPS = 200;

/** An integer range wider than this is not for a slider, unless it is logarithmic. */
const WIDEST_LINEAR = 2000;

export function hasSlider({ integer, scale, min, max }: NumberField): boolean {
  return scale === 'log' ? max > min : !integer || max - min <= WIDEST_LINEAR;
}

/** Thumb place, 0 … SLIDER_STEPS, of a value. */
export function toPlace(field: NumberField, value: number): number {
  const [low, high] = ends(field);
  const share = field.scale === 'log' ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.round(SLIDER_STEPS * Math.min(1, Math.max(0, share)));
}

/** The value at a thumb place, rounded to what a person would type. */
export function fromPlace(field: NumberField, place: number): number {
  if (place <= 0) return field.min;
  if (place >= SLIDER_STEPS) return field.max;
  const [low, high] = ends(field);
  const share = place / SLIDER_STEPS;
  const exact = field.scale === 'log' ? low * (high / low) ** share : low + share * (high - low);
  const rounded = field.scale === 'log' ? Number(exact.toPrecision(2)) : roundTo(exact, (high - low) / SLIDER_STEPS);
  return Math.min(field.max, Math.max(field.min, field.integer ? Math.round(rounded) : rounded));
}

/** A logarithmic range that begins at 0 is drawn from a millionth of its end. */
function ends({ scale, min, max }: NumberField): [number, number] {
  return [scale === 'log' && min <= 0 ? max * 1e-6 : min, max];
}

/** Keeps only the decimals that one step of the slider changes. */
function roundTo(value: number, step: number): number {
  const decimals = Math.max(0, Math.ceil(-Math.log10(step)));
  return Number(value.toFixed(Math.min(12, decimals)));
}
