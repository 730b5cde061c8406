/** Values to begin with, for a factor that has just been chosen. */
import type { Experiment } from '../../core/experiment';
import type { FieldValue, NumberField } from '../../core/fields';
import { sameValue, type Dimension } from './dimensions';
import type { Listed, Range } from './plan';

/** Trials that span more than this are spaced in equal ratios. */
const WIDE = 8;
const COUNT = 4;
const DIGITS = 3;

/**
 * What the trick's own trials try; of a number without them a quarter, the present value and four times as much, or half and double where it is not
 * logarithmic; else all there is.
 */
export function suggestedValues(dimension: Dimension, base: Experiment): Listed {
  const { field, id } = dimension;
  const present = dimension.read(base);
  const trials = trialValues(dimension);
  const others = field.type === 'number' && trials.length < 2 ? around(field, Number(present ?? field.default)) : [...trials, ...allOf(dimension)];
  const values = distinct([...(present === undefined ? [] : [present]), ...others], field.type === 'number');
  return { field: id, values: (values.length === 0 ? [field.default] : values) as Listed['values'] };
}

/** From a quarter to four times of the present value or from the smallest to the largest trial; undefined of what is no number. */
export function suggestedRange(dimension: Dimension, base: Experiment): Range | undefined {
  const { field, id } = dimension;
  if (field.type !== 'number') return undefined;
  const numbers = suggestedValues(dimension, base).values.map(Number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (!(low < high)) return { field: id, low: field.min, high: field.max, count: COUNT, spacing: field.scale === 'log' && field.min > 0 ? 'log' : 'linear' };
  return { field: id, low, high, count: COUNT, spacing: low > 0 && (field.scale === 'log' || high / low >= WIDE) ? 'log' : 'linear' };
}

function trialValues({ trick, id }: Dimension): FieldValue[] {
  const name = id.slice(id.indexOf('.') + 1);
  return (trick?.trials ?? []).flatMap((trial) => {
    const value = (trial as Readonly<Record<string, FieldValue>>)[name];
    return value === undefined ? [] : [value];
  });
}

function allOf({ field, id }: Dimension): FieldValue[] {
  if (field.type === 'boolean') return [false, true];
  // Of the many optimizers and schedules one chooses.
  if (field.type === 'choice') return id.includes('.') ? field.options.map(({ value }) => value) : [];
  return [];
}

function around(field: NumberField, present: number): number[] {
  const factors = field.scale === 'log' ? [1 / 4, 1, 4] : [1 / 2, 1, 2];
  const inside = (value: number): number => {
    const rounded = field.integer ? Math.round(value) : Number(value.toPrecision(DIGITS));
    return Math.min(field.max, Math.max(field.min, rounded));
  };
  // Nothing is half or double of zero.
  return present === 0 ? [0, inside((field.max - field.min) / 4), inside((field.max - field.min) / 2)] : factors.map((factor) => inside(present * factor));
}

function distinct(values: readonly FieldValue[], sort: boolean): FieldValue[] {
  const kept = values.filter((value, i) => values.findIndex((other) => sameValue(other, value)) === i);
  return sort ? kept.toSorted((a, b) => Number(a) - Number(b)) : kept;
}
