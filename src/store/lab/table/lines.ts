/**
 * The lines of the table of runs: which trials are shown, in which order, beneath which headings. Pure, so that a thousand trials can be tested and
 * timed without a page.
 */
import { meanInterval, type Estimate } from '../../../core/statistics';
import type { Study } from '../../../lab/study';
import { metricsOf, type Trial } from '../../../lab/trial';
import { devLoss, epochsDone, seedlessLink, titleOf } from './facts';

export const SORT_KEYS = ['name', 'dev', 'test', 'loss', 'time', 'parameters', 'epochs', 'status', 'created'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export type Grouping = 'none' | 'tree' | 'arm' | 'data';

/** What the visitor has chosen to see. An empty string filters nothing. */
export interface Look {
  readonly query: string;
  readonly status: Trial['status'] | '';
  readonly starred: boolean;
  readonly tag: string;
  readonly data: string;
  readonly study: string;
  readonly grouping: Grouping;
  readonly sort: SortKey;
  readonly ascending: boolean;
}

/** Lets every trial be seen. */
export const NO_FILTER = { query: '', status: '', starred: false, tag: '', data: '', study: '' } as const satisfies Partial<Look>;

export const FIRST_LOOK: Look = { ...NO_FILTER, grouping: 'none', sort: 'created', ascending: false };

export interface TrialLine {
  readonly kind: 'trial';
  /** Of the line; no two have the same. */
  readonly key: string;
  readonly trial: Trial;
  /** How far it is indented. */
  readonly depth: number;
  /** Whether there are lines beneath it, and whether they are folded; undefined where there can be none. */
  readonly fold: 'open' | 'closed' | 'leaf' | undefined;
  /** It is here only because one of its children is looked for. */
  readonly aside: boolean;
}

export interface GroupLine {
  readonly kind: 'group';
  readonly key: string;
  readonly title: string;
  readonly depth: number;
  readonly fold: 'open' | 'closed';
  readonly trials: readonly Trial[];
  /** Mean dev accuracy at the end over seeds, with Student's interval; only where its trials differ in their seed alone. */
  readonly mean?: { readonly estimate: Estimate; readonly n: number } | undefined;
}

export type Line = TrialLine | GroupLine;

export interface Names {
  readonly dataTitle: (id: string) => string;
  readonly studies: readonly Study[];
}

/** @param toggled keys of lines that are folded the other way than at first: arms are closed at first, all others open */
export function linesOf(trials: readonly Trial[], look: Look, toggled: ReadonlySet<string>, names: Names): Line[] {
  const shown = sorted(trials.filter(passes(look)), look);
  const flat = (list: readonly Trial[], depth: number): Line[] => list.map((trial) => ({ kind: 'trial', key: trial.id, trial, depth, fold: undefined, aside: false }));
  const group = (key: string, title: string, members: readonly Trial[], inner: () => Line[]): Line[] => {
    const open = !toggled.has(key);
    return [{ kind: 'group', key, title, depth: 0, fold: open ? 'open' : 'closed', trials: members }, ...(open ? inner() : [])];
  };
  switch (look.grouping) {
    case 'none':
      return flat(shown, 0);
    case 'tree':
      return treeLines(trials, shown, look, toggled);
    case 'data':
      return [...groupBy(shown, ({ experiment }) => experiment.data.id)].flatMap(([id, members]) => group(`data ${id}`, names.dataTitle(id), members, () => flat(members, 1)));
    case 'arm':
      return [...groupBy(shown, ({ study }) => study ?? '')].flatMap(([id, members]) => {
        const title = id === '' ? 'Runs that belong to no study' : (names.studies.find((study) => study.id === id)?.title ?? 'A study that is gone');
        return group(`study ${id}`, title, members, () => armLines(members, look, toggled, flat));
      });
  }
}

/** Whether a trial is among those that are looked for. Every word has to be found, in whichever of its texts. */
export function passes(look: Look): (trial: Trial) => boolean {
  const words = look.query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return (trial) => {
    if (look.status !== '' && trial.status !== look.status) return false;
    if (look.starred && !trial.starred) return false;
    if (look.tag !== '' && !trial.tags.includes(look.tag)) return false;
    if (look.data !== '' && trial.experiment.data.id !== look.data) return false;
    if (look.study !== '' && trial.study !== look.study) return false;
    if (words.length === 0) return true;
    const text = `${trial.label} ${trial.name} ${trial.tags.join(' ')} ${trial.note} ${trial.link} ${trial.path}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** A copy in the order wanted; trials that lack the figure come last either way, and equal ones newest first. */
export function sorted(trials: readonly Trial[], { sort, ascending }: Pick<Look, 'sort' | 'ascending'>): Trial[] {
  const sign = ascending ? 1 : -1;
  const values = new Map(trials.map((trial) => [trial.id, sortValue(trial, sort)]));
  return trials.toSorted((one, other) => {
    const [a, b] = [values.get(one.id), values.get(other.id)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined) || other.created - one.created;
    if (typeof a === 'string' || typeof b === 'string') return sign * collator.compare(String(a), String(b)) || other.created - one.created;
    return sign * (a - b) || other.created - one.created;
  });
}

/** Made once: a comparison that looks the language up anew takes a hundred times as long. */
const collator = new Intl.Collator('en', { numeric: true });

const STATUS_ORDER: readonly Trial['status'][] = ['running', 'waiting', 'held', 'finished', 'stopped', 'failed'];

function sortValue(trial: Trial, key: SortKey): number | string | undefined {
  switch (key) {
    case 'name':
      return titleOf(trial);
    case 'dev':
      return metricsOf(trial)?.dev.accuracy;
    case 'test':
      return trial.test?.accuracy;
    case 'loss':
      return finite(devLoss(trial));
    case 'time':
      return trial.step > 0 ? trial.seconds : undefined;
    case 'parameters':
      return trial.parameters;
    case 'epochs':
      return epochsDone(trial);
    case 'status':
      return STATUS_ORDER.indexOf(trial.status);
    case 'created':
      return trial.created;
  }
}

/** Trials with the same settings but for their seed as one line, with their mean; a single one as itself. */
function armLines(trials: readonly Trial[], { sort, ascending }: Look, toggled: ReadonlySet<string>, flat: (list: readonly Trial[], depth: number) => Line[]): Line[] {
  const arms = [...groupBy(trials, (trial) => trial.arm ?? seedlessLink(trial))].map(([arm, members]) => ({ arm, members, mean: meanOver(members) }));
  // By dev accuracy the mean decides, not the luckiest seed.
  if (sort === 'dev') arms.sort((a, b) => (a.mean && b.mean ? (ascending ? 1 : -1) * (a.mean.estimate.mean - b.mean.estimate.mean) : Number(!a.mean) - Number(!b.mean)));
  return arms.flatMap(({ arm, members, mean }) => {
    if (members.length === 1) return flat(members, 1);
    const key = `arm ${members[0]!.study ?? ''} ${arm}`;
    const open = toggled.has(key);
    const first = members.reduce((oldest, trial) => (trial.created < oldest.created ? trial : oldest));
    const heading: GroupLine = { kind: 'group', key, title: titleOf(first), depth: 1, fold: open ? 'open' : 'closed', trials: members, mean };
    return [heading, ...(open ? flat(members, 2) : [])];
  });
}

/** Of those that came to their end; undefined where none has. */
export function meanOver(trials: readonly Trial[]): GroupLine['mean'] {
  const accuracies = trials.flatMap(({ status, final }) => (status === 'finished' && final ? [final.dev.accuracy] : []));
  return accuracies.length === 0 ? undefined : { estimate: meanInterval(accuracies), n: accuracies.length };
}

/** Each beneath its parent; a trial whose parent is gone is a root. Ancestors of what is looked for are shown as well. */
function treeLines(all: readonly Trial[], shown: readonly Trial[], look: Look, toggled: ReadonlySet<string>): Line[] {
  const byId = new Map(all.map((trial) => [trial.id, trial]));
  const wanted = new Set(shown.map(({ id }) => id));
  const ancestors = new Set<string>();
  for (const trial of shown) {
    for (let above = trial.parent; above !== undefined && byId.has(above) && !wanted.has(above) && !ancestors.has(above); above = byId.get(above)!.parent) ancestors.add(above);
  }
  const present = ancestors.size === 0 ? shown : sorted([...shown, ...all.filter(({ id }) => ancestors.has(id))], look);
  const children = groupBy(present, ({ parent }) => (parent !== undefined && byId.has(parent) ? parent : ''));
  // By hand, since a chain of a thousand children is deeper than a generator or a flatMap likes.
  const lines: Line[] = [];
  const stack = (children.get('') ?? []).map((trial) => ({ trial, depth: 0 })).toReversed();
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { trial, depth } = next;
    const below = children.get(trial.id) ?? [];
    const open = !toggled.has(trial.id);
    lines.push({ kind: 'trial', key: trial.id, trial, depth, fold: below.length === 0 ? 'leaf' : open ? 'open' : 'closed', aside: !wanted.has(trial.id) });
    if (open) for (const child of below.toReversed()) stack.push({ trial: child, depth: depth + 1 });
  }
  return lines;
}

/** In the order in which the keys first appear. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
