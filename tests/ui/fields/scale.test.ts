import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { runFields } from '../../../src/core/experiment';
import { checkField, integer, number, type Fields, type NumberField } from '../../../src/core/fields';
import { fromPlace, hasSlider, SLIDER_STEPS, toPlace } from '../../../src/ui/fields/scale';

const all: readonly Fields[] = [runFields, ...[catalogue.datasets, catalogue.models, catalogue.tricks].flatMap((declared) => Object.values(declared).map(({ fields }) => fields))];
const sliders = all.flatMap((fields) => Object.values(fields).filter((field): field is NumberField => field.type === 'number' && hasSlider(field)));

describe('the slider of a number', () => {
  it('gives only values that its field allows, never falling, from the least to the greatest', () => {
    expect(sliders.length).toBeGreaterThan(10);
    for (const field of sliders) {
      const values = Array.from({ length: SLIDER_STEPS + 1 }, (_, place) => fromPlace(field, place));
      expect([values[0], values.at(-1)]).toEqual([field.min, field.max]);
      for (const [i, value] of values.entries()) {
        expect(checkField(field, value).ok, `${field.label} ${value}`).toBe(true);
        if (i > 0) expect(value).toBeGreaterThanOrEqual(values[i - 1]!);
      }
    }
  });

  it('stands where its value is', () => {
    for (const field of sliders) {
      expect(toPlace(field, field.min)).toBe(0);
      expect(toPlace(field, field.max)).toBe(SLIDER_STEPS);
      const place = toPlace(field, field.default);
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(SLIDER_STEPS);
      // A neighbouring place is as near as the rounding of values allows.
      expect(Math.abs(toPlace(field, fromPlace(field, place)) - place), field.label).toBeLessThanOrEqual(field.integer ? SLIDER_STEPS : 2);
    }
  });

  it('is logarithmic where the field says so', () => {
    const field = number({ label: 'Rate', help: '.', default: 0.1, min: 0.001, max: 10, scale: 'log' });
    expect(fromPlace(field, SLIDER_STEPS / 2)).toBe(0.1);
    expect(toPlace(field, 1)).toBe(150);
  });

  it('reaches zero on a logarithmic scale', () => {
    const field = number({ label: 'Decay', help: '.', default: 0, min: 0, max: 1, scale: 'log' });
    expect(fromPlace(field, 0)).toBe(0);
    expect(toPlace(field, 0)).toBe(0);
  });

  it('gives values that a person would type', () => {
    const share = number({ label: 'Share', help: '.', default: 0.1, min: 0, max: 1 });
    expect(fromPlace(share, 60)).toBe(0.3);
    const rate = number({ label: 'Rate', help: '.', default: 0.1, min: 1e-7, max: 100, scale: 'log' });
    for (let place = 1; place < SLIDER_STEPS; place++) expect(String(fromPlace(rate, place)).replace(/e.*|^0\.0*|\./g, '').length).toBeLessThanOrEqual(3);
  });

  it('is missing where it would be too coarse to use', () => {
    expect(hasSlider(integer({ label: 'Seed', help: '.', default: 1, min: 0, max: 2 ** 31 - 1 }))).toBe(false);
    expect(hasSlider(integer({ label: 'Batch', help: '.', default: 1, min: 1, max: 2 ** 20, scale: 'log' }))).toBe(true);
    expect(hasSlider(integer({ label: 'Depth', help: '.', default: 1, min: 1, max: 5 }))).toBe(true);
  });
});
