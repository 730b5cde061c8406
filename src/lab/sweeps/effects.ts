/** Main effects: what came out for each value of a factor, over all that the other factors did meanwhile. */
import type { Catalogue } from '../../core/catalogue';
import type { FieldValue } from '../../core/fields';
import { meanInterval, type Estimate } from '../../core/statistics';
import { sameValue, showValue } from './dimensions';
import { nameOf, readSweep, type Sweep, type Varied } from './plan';
import type { ArmOutcome } from './results';
import { isRange } from './unit';

export interface EffectLevel {
  /** The value, or the ends of the part of the range. */
  readonly label: string;
  /** Dev accuracy, over all runs with this value that have come to their end. */
  readonly accuracy: Estimate;
  readonly runs: number;
}

export interface Effect {
  readonly id: string;
  readonly name: string;
  /** Whether values have an order, so that a line between them means something. */
  readonly ordered: boolean;
  readonly levels: readonly EffectLevel[];
}

/** More values than this are gathered into parts of about equally many runs. */
const MOST_LEVELS = 6;
const PARTS = 4;

interface Reading {
  readonly value: FieldValue | undefined;
  readonly accuracies: readonly number[];
}

/** Of every factor with two values at least. Where one factor was changed at a time, only runs count that are otherwise as the base. */
export function mainEffects(catalogue: Catalogue, candidate: unknown, ranking: readonly ArmOutcome[]): Effect[] {
  const sweep = readSweep(catalogue, candidate);
  return sweep.varied.flatMap((one, at) => {
    const arms = sweep.plan.strategy === 'one-factor' ? ranking.filter((arm) => isAlone(sweep, arm, at)) : ranking;
    const readings = arms.flatMap(({ values, finished }): Reading[] => (finished.size === 0 ? [] : [{ value: values[at], accuracies: [...finished.values()] }]));
    const levels = levelsFrom(one, readings);
    const { dimension } = one;
    return levels.length < 2 ? [] : [{ id: dimension.id, name: nameOf(dimension), ordered: dimension.field.type === 'number', levels }];
  });
}

function isAlone({ plan, varied }: Sweep, arm: ArmOutcome, at: number): boolean {
  return varied.every(({ dimension }, i) => i === at || sameValue(arm.values[i], dimension.read(plan.base)));
}

function levelsFrom(one: Varied, readings: readonly Reading[]): EffectLevel[] {
  const { field } = one.dimension;
  const level = (label: string, some: readonly Reading[]): EffectLevel => {
    const accuracies = some.flatMap((reading) => reading.accuracies);
    return { label, accuracy: meanInterval(accuracies), runs: accuracies.length };
  };
  const numbers = readings.filter((reading): reading is Reading & { value: number } => typeof reading.value === 'number').toSorted((a, b) => a.value - b.value);
  const distinct = [...new Set(numbers.map(({ value }) => value))];
  const off = readings.filter(({ value }) => value === undefined);
  const none = off.length > 0 ? [level('off', off)] : [];
  if (field.type === 'number') {
    if (distinct.length <= MOST_LEVELS) return [...none, ...distinct.map((value) => level(String(value), numbers.filter((reading) => reading.value === value)))];
    return [...none, ...parts(numbers).map((part) => level(`${part[0]!.value} – ${part.at(-1)!.value}`, part))];
  }
  const listed = isRange(one.factor) ? [] : one.factor.values;
  // The base may have a value that is not among those tried.
  const others = readings.flatMap(({ value }) => (value === undefined || listed.some((known) => sameValue(known, value)) ? [] : [value]));
  const values = [...listed, ...others.filter((value, i) => others.findIndex((other) => sameValue(other, value)) === i)];
  return [
    ...none,
    ...values.flatMap((value) => {
      const some = readings.filter((reading) => sameValue(reading.value, value));
      return some.length === 0 ? [] : [level(showValue(field, value), some)];
    }),
  ];
}

/** Consecutive parts of about equally many readings, equal values never apart. */
function parts(sorted: readonly (Reading & { value: number })[]): (Reading & { value: number })[][] {
  const result: (Reading & { value: number })[][] = [];
  for (const reading of sorted) {
    const last = result.at(-1);
    const full = last !== undefined && last.length >= sorted.length / PARTS && last.at(-1)!.value !== reading.value;
    if (last && !full) last.push(reading);
    else result.push([reading]);
  }
  return result;
}
