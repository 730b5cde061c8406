/**
 * The checklist of the Dark Magic article as plain data: a baseline, and trials that differ from it by one trick each. They are made from what the
 * tricks declare, so the list grows with them.
 */
import type { Catalogue } from '../../core/catalogue';
import { defaultsOf, type AnyValues, type NumberField } from '../../core/fields';
import { describeData, disableTrick, enableTrick, runFields, startingValues, type Experiment } from '../../core/experiment';
import { fold, tryFold } from '../../core/fold';
import { readLink, writeLink } from '../../core/permalink';
import type { TrickDeclaration } from '../../core/trick';
import { softened } from '../../core/words';

/** One change of the baseline. Its runs differ in their seed alone. */
export interface Arm {
  /** As it would stand in a link, such as `ls.epsilon=0.2`. */
  readonly id: string;
  readonly trick: string;
  readonly name: string;
  /** With the first seed. */
  readonly link: string;
  /** What else is worth knowing of it, in sentences. */
  readonly note?: string;
}

/** A trial that cannot be made here, with the reason as a sentence. */
export interface NotApplicable {
  readonly id: string;
  readonly trick: string;
  readonly name: string;
  readonly reason: string;
}

export interface ChecklistPlan {
  readonly version: 1;
  /** With the first seed. */
  readonly baseline: string;
  readonly arms: readonly Arm[];
  readonly notApplicable: readonly NotApplicable[];
  /** Of the runs that single tricks are judged by. */
  readonly seeds: readonly number[];
  /** Of the runs that the winners together are judged by, on test. */
  readonly freshSeeds: readonly number[];
}

/** What the runs are called that all others are compared with. */
export const BASELINE = 'baseline';

/** What the article recommends to begin with. */
const BASELINE_TRICKS = ['cosine-power-cycles', 'warmup', 'nesterov', 'weight-decay'];
/** What the article tries on top, in its order. */
export const CHECKLIST_TRICKS: readonly string[] = [
  'gamma-decay',
  'cosine',
  'momentum',
  'adam',
  'pretraining',
  'autoaugment',
  'weight-decay',
  'label-smoothing',
  'scheduled-regularisation',
  'mixup',
  'squeeze-excite',
  'stem-activation',
];
/** Seeds of the second part begin this much later, so that more seeds in the first one never meet them. */
const FRESH = 1000;
const SEEDS = 2 ** 31;

/**
 * The experiment with what the article recommends in place of its schedule, optimizer and weight decay, and without the tricks that the article tries
 * or that are named. Its data, model, rate and other tricks stay.
 */
export function baselineOf(catalogue: Catalogue, experiment: Experiment, tried: readonly string[] = []): Experiment {
  const bare = [...CHECKLIST_TRICKS, ...tried].filter((id) => !BASELINE_TRICKS.includes(id)).reduce((current, id) => disableTrick(catalogue, current, id), experiment);
  return BASELINE_TRICKS.reduce((current, id) => enableTrick(catalogue, current, id), bare);
}

/**
 * @param seeds how many; those of the runs begin with the experiment's
 * @param tried ids of tricks that declare trials
 * @throws RecipeError where the baseline itself cannot be trained
 */
export function planChecklist(catalogue: Catalogue, experiment: Experiment, seeds: number, tried: readonly string[] = CHECKLIST_TRICKS): ChecklistPlan {
  const baseline = baselineOf(catalogue, experiment, tried);
  fold(catalogue, baseline);
  const trials = tried.flatMap((id) => trialsOf(catalogue, baseline, catalogue.tricks[id]!));
  const numbers = (from: number) => Array.from({ length: seeds }, (_, i) => (experiment.run.seed + from + i) % SEEDS);
  return {
    version: 1,
    baseline: writeLink(catalogue, baseline),
    arms: trials.flatMap((trial) => ('link' in trial ? [trial] : [])),
    notApplicable: trials.flatMap((trial) => ('reason' in trial ? [trial] : [])),
    seeds: numbers(0),
    freshSeeds: numbers(FRESH),
  };
}

/** The trials of one trick that change the baseline. */
function trialsOf(catalogue: Catalogue, baseline: Experiment, trick: TrickDeclaration): (Arm | NotApplicable)[] {
  const start = baseline.tricks[trick.id] ?? startingValues(catalogue, baseline, trick.id);
  return ((trick.trials ?? []) as readonly AnyValues[]).flatMap((trial): (Arm | NotApplicable)[] => {
    const values = { ...start, ...trial };
    const off = !(trick.id in baseline.tricks);
    const neutral = off && trick.neutral !== undefined && Object.entries(trick.neutral).every(([name, value]) => values[name] === value);
    const named = { id: idOf(trick, trial), trick: trick.id, name: nameOf(trick, trial) };
    const { experiment, note, refusal } = withTrial(catalogue, baseline, trick, values);
    if (refusal !== undefined) return [{ ...named, reason: refusal }];
    if (neutral || writeLink(catalogue, experiment) === writeLink(catalogue, baseline)) return [];
    const { recipe, problem } = tryFold(catalogue, experiment);
    if (problem !== undefined) return [{ ...named, reason: reasonOf(trick, problem) }];
    const known = fold(catalogue, baseline).caveats;
    const notes = [...(note === undefined ? [] : [note]), ...recipe.caveats.filter((caveat) => !known.includes(caveat))];
    return [{ ...named, link: writeLink(catalogue, experiment), ...(notes.length > 0 ? { note: notes.join(' ') } : {}) }];
  });
}

interface Trial {
  readonly experiment: Experiment;
  readonly note?: string;
  /** Why there is none, a sentence. */
  readonly refusal?: string;
}

function withTrial(catalogue: Catalogue, baseline: Experiment, trick: TrickDeclaration, values: AnyValues): Trial {
  if (trick.id === 'pretraining') {
    const source = otherData(catalogue, baseline);
    if (!source) return { experiment: baseline, refusal: 'There are no other data of this shape to learn from beforehand.' };
    const kind = source.data.id === baseline.data.id ? 'other samples of the same kind' : `“${catalogue.datasets[source.data.id]!.title}”`;
    return {
      experiment: enableTrick(catalogue, baseline, trick.id, { ...values, source: writeLink(catalogue, source) }),
      note: `It starts from the baseline trained on ${kind}, with the same seed; that training comes on top of its time.`,
    };
  }
  const experiment = enableTrick(catalogue, baseline, trick.id, values);
  const before = Object.keys(baseline.tricks).find((id) => catalogue.tricks[id]?.exclusive === 'optimizer');
  const [suggested, usual] = [trick.suggestedRate, before === undefined ? undefined : catalogue.tricks[before]?.suggestedRate];
  if (trick.exclusive !== 'optimizer' || suggested === undefined || usual === undefined || suggested === usual) return { experiment };
  const lr = Math.min(runFields.lr.max, Math.max(runFields.lr.min, Number(((baseline.run.lr * suggested) / usual).toPrecision(6))));
  return {
    experiment: { ...experiment, run: { ...experiment.run, lr } },
    note: `Its learning rate is ${lr}: the baseline’s, carried over by the ratio of what both optimizers’ cards suggest (${suggested} to ${usual}).`,
  };
}

/** The baseline on data that it can learn something from beforehand: other samples where data are generated, else generated ones of the same shape. */
function otherData(catalogue: Catalogue, baseline: Experiment): Experiment | undefined {
  const seed = catalogue.datasets[baseline.data.id]!.fields['seed'] as NumberField | undefined;
  if (seed) {
    const now = baseline.data['seed'] as number;
    return { ...baseline, data: { ...baseline.data, seed: now < seed.max ? now + 1 : seed.min } };
  }
  const shape = String(describeData(catalogue, baseline.data).shape);
  const other = Object.values(catalogue.datasets).find(({ fields, needs, describe }) => !needs && String(describe(defaultsOf(fields)).shape) === shape);
  return other && { ...baseline, data: { ...defaultsOf(other.fields), id: other.id } };
}

/** A run's experiment: with its seed, which is that of what it starts from as well. */
export function withSeed(catalogue: Catalogue, experiment: Experiment, seed: number): Experiment {
  const seeded = { ...experiment, run: { ...experiment.run, seed } };
  const source = experiment.tricks['pretraining']?.['source'];
  if (typeof source !== 'string') return seeded;
  const before = readLink(catalogue, source).experiment;
  return enableTrick(catalogue, seeded, 'pretraining', { source: writeLink(catalogue, { ...before, run: { ...before.run, seed } }) });
}

/** The sentence without the trick's name, which stands beside it. */
function reasonOf({ title }: TrickDeclaration, message: string): string {
  const plain = message.replace(`${title} cannot act here: `, '');
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}.`;
}

function idOf({ key, fields }: TrickDeclaration, trial: AnyValues): string {
  const settings = Object.entries(trial).filter(([name, value]) => fields[name]!.default !== value);
  return settings.length === 0 ? key : settings.map(([name, value]) => `${key}.${name}=${String(value)}`).join('&');
}

/** `Label smoothing, ε 0.2`. */
function nameOf({ title, fields }: TrickDeclaration, trial: AnyValues): string {
  const settings = Object.entries(trial).map(([name, value]) => {
    const field = fields[name]!;
    if (field.type === 'choice') return softened(field.options.find((option) => option.value === value)?.label ?? String(value));
    return `${softened(field.label)} ${String(value)}`;
  });
  return [title, ...settings].join(', ');
}

/** A plan of unknown origin. @throws Error with a sentence where it cannot be read */
export function readPlan(catalogue: Catalogue, plan: unknown): ChecklistPlan {
  const { version, baseline, arms, notApplicable, seeds, freshSeeds } = { ...(plan as Partial<ChecklistPlan> | undefined) };
  const numbers = (list: unknown): boolean => Array.isArray(list) && list.length > 0 && list.every((seed) => Number.isInteger(seed));
  const isArm = ({ id, trick, name, link }: Partial<Arm>): boolean => [id, trick, name, link].every((part) => typeof part === 'string') && Object.hasOwn(catalogue.tricks, trick!);
  const readable = version === 1 && typeof baseline === 'string' && numbers(seeds) && numbers(freshSeeds) && Array.isArray(notApplicable) && Array.isArray(arms) && arms.every(isArm);
  if (!readable) throw new Error('The plan of this checklist was written by another version of Grimoire and cannot be read');
  return plan as ChecklistPlan;
}
