/** The plan of a sweep: plain data that is kept with its study, checked whenever it is read. */
import * as z from 'zod/mini';
import type { Catalogue } from '../../core/catalogue';
import { checkExperiment, type Experiment } from '../../core/experiment';
import { checkField, type FieldValue } from '../../core/fields';
import { dimensionsOf, type Dimension } from './dimensions';

export const STRATEGIES = ['grid', 'random', 'one-factor', 'big-step'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Settings that a sweep may try, and runs in all. */
export const MOST_ARMS = 200;
export const MOST_RUNS = 1000;
export const MOST_SEEDS = 20;
const MOST_FACTORS = 12;
const MOST_VALUES = 50;

/** Both ends may be taken. */
const whole = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));
const VALUE = z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]);
const FIELD = z.string().check(z.maxLength(100));
const POSITIVE = z.number().check(z.positive());
const LISTED = z.strictObject({ field: FIELD, values: z.array(VALUE).check(z.minLength(1), z.maxLength(MOST_VALUES)) });
const RANGE = z.strictObject({
  field: FIELD,
  low: z.number(),
  high: z.number(),
  /** Of values in a grid; draws take any value between the ends. */
  count: whole(2, MOST_VALUES),
  spacing: z.enum(['linear', 'log']),
});

const PLAN = z.strictObject({
  version: z.literal(1),
  /** The experiment that everything else of is kept. */
  base: z.unknown(),
  /** The trial that has run the base, if any: the parent of the sweep's trials. */
  parent: z.optional(z.string()),
  strategy: z.enum(STRATEGIES),
  factors: z.array(z.union([LISTED, RANGE])).check(z.minLength(1), z.maxLength(MOST_FACTORS)),
  /** Every setting is run with the seeds 1 … this. */
  seeds: whole(1, MOST_SEEDS),
  /** Settings to draw: random search, and big steps with their small ones. */
  draws: whole(1, MOST_ARMS),
  /** Of the draws, not of the runs. */
  drawSeed: whole(0, 2 ** 31 - 1),
  /** Whether draws are spread more evenly than chance would. */
  even: z.boolean(),
  /** `runs`: as many whole runs' worth of steps. `minutes`: of training, all runs together. */
  budget: z.optional(z.union([z.strictObject({ runs: z.number().check(z.minimum(1)) }), z.strictObject({ minutes: POSITIVE })])),
  halving: z.boolean(),
  /** Seconds a step of such a run was seen to take before the sweep. */
  pace: z.optional(POSITIVE),
});

export type Listed = z.infer<typeof LISTED>;
export type Range = z.infer<typeof RANGE>;
export type Factor = Listed | Range;
export type SweepPlan = Omit<z.infer<typeof PLAN>, 'base'> & { readonly base: Experiment };

/** A factor with what it varies. */
export interface Varied {
  readonly factor: Factor;
  readonly dimension: Dimension;
}

/** A plan that can be carried out. */
export interface Sweep {
  readonly catalogue: Catalogue;
  readonly plan: SweepPlan;
  readonly varied: readonly Varied[];
}

/** A plan is asked for often and never changes. */
const known = new WeakMap<object, Sweep>();

/** @throws Error with a sentence where the plan cannot be read or makes no sense */
export function readSweep(catalogue: Catalogue, candidate: unknown): Sweep {
  if (typeof candidate !== 'object' || candidate === null) throw new Error('The plan of this sweep cannot be read: it is empty');
  const kept = known.get(candidate);
  if (kept?.catalogue === catalogue) return kept;
  const sweep = read(catalogue, candidate);
  known.set(candidate, sweep);
  return sweep;
}

function read(catalogue: Catalogue, candidate: object): Sweep {
  const parsed = PLAN.safeParse(candidate);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`The plan of this sweep cannot be read: ${issue!.path.join('.') || 'the whole of it'} is not what it should be`);
  }
  const { experiment: base, notices } = checkExperiment(catalogue, parsed.data.base);
  if (notices.length > 0) throw new Error(`The experiment of this sweep cannot be read: ${notices[0]}`);
  const plan: SweepPlan = { ...parsed.data, base };
  if (plan.halving && plan.strategy === 'big-step') throw new Error('Big step, baby steps compares runs that went to their end, so it cannot be halved');
  const dimensions = new Map(dimensionsOf(catalogue, base).map((dimension) => [dimension.id, dimension]));
  const varied = plan.factors.map((factor): Varied => {
    const dimension = dimensions.get(factor.field);
    if (!dimension) throw new Error(`The experiment has no setting “${factor.field}”; take it out of the sweep`);
    checkFactor(dimension, factor);
    return { factor, dimension };
  });
  const twice = varied.find(({ dimension }, i) => varied.findIndex((other) => other.dimension.id === dimension.id) < i);
  if (twice) throw new Error(`${nameOf(twice.dimension)} is in the sweep twice`);
  return { catalogue, plan, varied };
}

/** As a heading of a table. */
export function nameOf({ group, field, id, trick }: Dimension): string {
  if (!trick) return field.label;
  return id.includes('.') ? `${group}: ${field.label}` : `${group} on or off`;
}

function checkFactor(dimension: Dimension, factor: Factor): void {
  const { field } = dimension;
  const values: readonly FieldValue[] = 'values' in factor ? factor.values : [factor.low, factor.high];
  for (const value of values) {
    const checked = checkField(field, value);
    if (!checked.ok) throw new Error(dimension.trick ? `${dimension.group}: ${checked.problem}` : checked.problem);
  }
  if ('values' in factor) {
    if (new Set(values.map(String)).size < values.length) throw new Error(`${nameOf(dimension)} has a value twice`);
    return;
  }
  if (field.type !== 'number') throw new Error(`${nameOf(dimension)} is no number, so it has no range`);
  if (!(factor.low < factor.high)) throw new Error(`${nameOf(dimension)} should go from a smaller to a larger number`);
  if (factor.spacing === 'log' && !(factor.low > 0)) {
    throw new Error(`${nameOf(dimension)} cannot be spaced in equal ratios from ${factor.low}; begin above 0 or space it evenly`);
  }
}
