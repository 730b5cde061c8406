/** An arm of a sweep: one choice of settings, run with several seeds. What cannot be trained is left out, with the reason. */
import type { Catalogue } from '../../core/catalogue';
import { describeData, type Experiment } from '../../core/experiment';
import { isSchedulable, type AnyValues, type Fields, type FieldValue } from '../../core/fields';
import { runLength, tryFold } from '../../core/fold';
import { writeLink } from '../../core/permalink';
import { nameSetting, sameValue } from './dimensions';
import type { Sweep, Varied } from './plan';

/** Values by dimension; one that is not there stays as in the base. */
export type Settings = Readonly<Record<string, FieldValue>>;

export interface Arm {
  /** Its settings in words; no other arm of the sweep has the same. */
  readonly label: string;
  readonly settings: Settings;
  /** With the seed of the base. */
  readonly experiment: Experiment;
  readonly steps: number;
}

export interface LeftOut {
  readonly label: string;
  readonly reason: string;
}

export type Candidate = Arm | LeftOut;

export function isArm(candidate: Candidate): candidate is Arm {
  return 'experiment' in candidate;
}

/** What the base becomes with these settings, or why it cannot be trained. */
export function assemble({ catalogue, plan, varied }: Sweep, settings: Settings): Candidate {
  const written = varied.flatMap(({ dimension }) => {
    const value = settings[dimension.id];
    return value === undefined ? [] : [{ dimension, value }];
  });
  const label = labelOf(varied, settings);
  const inOrder = written.toSorted((a, b) => a.dimension.rank(a.value) - b.dimension.rank(b.value));
  const experiment = inOrder.reduce((current, { dimension, value }) => dimension.write(current, value), plan.base);
  // A setting of a trick that another setting switches off has no say, which makes two arms alike; any other that is not as asked has lost to a rival.
  const lost = written.find(({ dimension, value }) => {
    const found = dimension.read(experiment);
    return found !== undefined && !sameValue(found, value);
  });
  if (lost) {
    const slot = lost.dimension.trick?.exclusive ?? 'of them';
    return { label, reason: `${nameSetting(lost.dimension, lost.value)} cannot be had together with the rest: only one ${slot} can be on` };
  }
  const reason = problemOf(catalogue, experiment);
  if (reason !== undefined) return { label, reason };
  return { label, settings, experiment, steps: runLength(experiment, describeData(catalogue, experiment.data).trainSize).steps };
}

/** Arms in their order, each experiment once, and between them what was left out. */
export function* distinct(sweep: Sweep, choices: Iterable<Settings>): Generator<Candidate> {
  const labels = new Set<string>();
  const links = new Set<string>();
  for (const settings of choices) {
    const label = labelOf(sweep.varied, settings);
    if (labels.has(label)) continue;
    labels.add(label);
    const candidate = assemble(sweep, settings);
    const link = isArm(candidate) ? writeLink(sweep.catalogue, candidate.experiment) : undefined;
    if (link !== undefined && links.has(link)) continue;
    if (link !== undefined) links.add(link);
    yield candidate;
  }
}

/** Settings in words, in the order of the factors; `as it is` where nothing is set. */
export function labelOf(varied: readonly Varied[], settings: Settings): string {
  const parts = varied.flatMap(({ dimension }) => {
    const value = settings[dimension.id];
    return value === undefined ? [] : [nameSetting(dimension, value)];
  });
  return parts.length === 0 ? 'as it is' : parts.join(', ');
}

const MOST_KEPT = 4000;
const known = new WeakMap<Catalogue, Map<string, string | undefined>>();

/** Why an experiment cannot be trained. Numbers that a step reads anew have no say in it, so that most arms of a sweep are judged together. */
export function problemOf(catalogue: Catalogue, experiment: Experiment): string | undefined {
  const judged = known.get(catalogue) ?? new Map<string, string | undefined>();
  known.set(catalogue, judged);
  const key = structureOf(catalogue, experiment);
  if (!judged.has(key)) {
    if (judged.size >= MOST_KEPT) judged.clear();
    judged.set(key, tryFold(catalogue, experiment).problem);
  }
  return judged.get(key);
}

function structureOf(catalogue: Catalogue, { data, model, run, tricks, plants }: Experiment): string {
  const structural = (fields: Fields, values: AnyValues): [string, FieldValue][] => Object.entries(values).filter(([name]) => !(fields[name] && isSchedulable(fields[name])));
  const ofTricks = Object.entries(tricks).map(([id, values]) => [id, structural(catalogue.tricks[id]?.fields ?? {}, values)]);
  return JSON.stringify([data, model, { epochs: run.epochs, batch: run.batch }, ofTricks, plants]);
}
