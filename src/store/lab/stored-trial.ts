/** Reads what a database gives back: rows that another version has written, or that are damaged, are found out before they reach the page. */
import * as z from 'zod/mini';
import type { Catalogue } from '../../core/catalogue';
import { checkExperiment } from '../../core/experiment';
import type { Checkpoint } from '../../engine/protocol';
import type { Study } from '../../lab/study';
import type { Trial, TrialCurves } from '../../lab/trial';

/** A loss that has left all bounds is infinite or not a number. */
const LOSS = z.custom<number>((value) => typeof value === 'number');
const RESULT = z.looseObject({ loss: LOSS, accuracy: z.number(), samples: z.number() });
const METRICS = z.looseObject({ train: RESULT, dev: RESULT });
const COUNT = z.int().check(z.nonnegative());
const TEXT = z.optional(z.string());

const TRIAL = z.looseObject({
  id: z.string().check(z.minLength(1)),
  experiment: z.unknown(),
  link: z.string(),
  origin: z.enum(['page', 'queue', 'study', 'link']),
  parent: TEXT,
  path: z.string().check(z.regex(/^\d+(\.\d+)*$/)),
  name: z.string(),
  study: TEXT,
  arm: TEXT,
  created: z.number(),
  ended: z.optional(z.number()),
  status: z.enum(['waiting', 'running', 'held', 'finished', 'stopped', 'failed']),
  order: z.number(),
  holdAt: z.optional(COUNT),
  withTest: z.boolean(),
  step: COUNT,
  steps: COUNT,
  stepsPerEpoch: COUNT,
  batchSize: COUNT,
  seconds: z.number(),
  parameters: COUNT,
  backend: z.optional(z.looseObject({ backend: z.enum(['webgpu', 'wasm', 'cpu']), safeMode: z.boolean(), device: z.string(), reason: z.string() })),
  data: TEXT,
  weights: TEXT,
  latest: z.optional(METRICS),
  final: z.optional(METRICS),
  test: z.optional(RESULT),
  failure: z.optional(z.looseObject({ reason: z.string(), advice: z.string() })),
  spark: z.array(z.number()),
  label: z.string(),
  note: z.string(),
  tags: z.array(z.string()),
  starred: z.boolean(),
});

const STUDY = z.looseObject({
  id: z.string().check(z.minLength(1)),
  kind: z.string(),
  title: z.string(),
  created: z.number(),
  plan: z.unknown(),
  status: z.enum(['running', 'finished', 'cancelled', 'failed']),
  failure: TEXT,
  deleted: z.optional(z.array(z.unknown())),
});

const FLOATS = z.instanceof(Float32Array);

const CURVES = z.looseObject({
  id: z.string(),
  evaluations: z.array(z.looseObject({ train: RESULT, dev: RESULT, step: COUNT, cycleEnd: z.boolean() })),
  at: z.instanceof(Float64Array),
  objective: FLOATS,
  learningRate: FLOATS,
  health: z.optional(z.looseObject({})),
  probes: z.array(z.looseObject({ step: COUNT, figures: FLOATS })),
});

const CHECKPOINT = z.looseObject({
  step: COUNT,
  seconds: z.number(),
  averaged: z.number(),
  snapshots: COUNT,
  tensors: z.record(z.string(), z.looseObject({ shape: z.array(COUNT), values: FLOATS })),
});

/** @returns undefined where it is no trial, or one of an experiment that this version would train in another way */
export function readTrial(catalogue: Catalogue, row: unknown): Trial | undefined {
  const { data } = TRIAL.safeParse(row);
  if (!data) return undefined;
  const { experiment, notices } = checkExperiment(catalogue, data.experiment);
  return notices.length === 0 ? ({ ...data, experiment } as Trial) : undefined;
}

export function readStudy(catalogue: Catalogue, row: unknown): Study | undefined {
  const { data } = STUDY.safeParse(row);
  if (!data) return undefined;
  const { deleted, ...study } = data;
  return { ...study, ...(deleted ? { deleted: deleted.flatMap((trial) => readTrial(catalogue, trial) ?? []) } : {}) } as Study;
}

export function readCurves(row: unknown): TrialCurves | undefined {
  const { data } = CURVES.safeParse(row);
  const fits = data?.at.length === data?.objective.length && data?.at.length === data?.learningRate.length;
  return fits ? (data as unknown as TrialCurves | undefined) : undefined;
}

/** The engine looks whether its tensors fit the network. */
export function readCheckpoint(row: unknown): Checkpoint | undefined {
  return CHECKPOINT.safeParse(row).data as unknown as Checkpoint | undefined;
}
