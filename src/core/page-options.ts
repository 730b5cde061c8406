/**
 * How the page looks, in the fragment beside the experiment, for course pages and lessons: `#v=1&data=points&embed=1&panels=loss,accuracy&lock=data`.
 *
 *     embed=1                 a slim bar and chosen panels, for an iframe
 *     panels=loss,accuracy    which panels these are
 *     hide=tricks,data        parts of the experiment that are not shown, and so cannot be changed
 *     lock=model,run          parts that are shown and cannot be changed, wherever on the page
 *     autoplay=off            nothing trains until the visitor says so
 *     projector=1             large type
 *     lesson=<id>             opens a lesson
 *     title=, text=, ask=, options=a|b    a lesson of one's own
 *
 * Reading is lenient, as that of experiments is: whatever is bad becomes a notice and the default. Writing is in `write-page-options.ts`, which the page
 * fetches only with its lessons.
 */
import { PAGE_KEYS } from './page-keys';
import { parseEntries } from './permalink';

/** What can be shown in an embedded page, in the order in which it is. */
export const PANELS = {
  lesson: 'Text of the lesson',
  figures: 'Figures',
  loss: 'Loss',
  accuracy: 'Accuracy',
  rate: 'Learning rate',
  why: 'Verdicts',
  boundary: 'Decision boundary',
  draw: 'Draw a digit',
  mistakes: 'Mistakes',
  filters: 'Filters',
  samples: 'Samples',
  runs: 'Runs',
  experiment: 'Settings',
} as const;
export type PanelId = keyof typeof PANELS;

/** Parts of the experiment that can be hidden or locked. */
export const PARTS = {
  data: 'Data',
  model: 'Model',
  tricks: 'Tricks',
  run: 'Training',
  schedule: 'Schedule',
  optimizer: 'Optimizer',
} as const;
export type PartId = keyof typeof PARTS;

export interface OwnLesson {
  readonly title: string;
  /** Plain text with a little Markdown. */
  readonly text: string;
  /** A question to be answered before training, and what there is to choose from; free text where there is nothing. */
  readonly ask: string;
  readonly options: readonly string[];
}

export interface PageOptions {
  readonly embed: boolean;
  readonly panels: readonly PanelId[];
  readonly hide: readonly PartId[];
  readonly lock: readonly PartId[];
  readonly autoplay: boolean;
  readonly projector: boolean;
  readonly lesson: string | undefined;
  readonly own: OwnLesson | undefined;
}

export const DEFAULT_PAGE: PageOptions = {
  embed: false,
  panels: ['lesson', 'figures', 'loss', 'accuracy'],
  hide: [],
  lock: [],
  autoplay: true,
  projector: false,
  lesson: undefined,
  own: undefined,
};

/** What the visitor is not to change: what is locked, and what is hidden, since a change of that could be neither seen nor undone. */
export function keptParts({ lock, hide }: Pick<PageOptions, 'lock' | 'hide'>): readonly PartId[] {
  return [...lock, ...hide];
}

/** Characters; what is longer is cut, which a notice says. */
export const LONGEST = { title: 120, text: 4000, ask: 300, option: 120 } as const;
/** Of a lesson of one's own; what is beyond is left out, which a notice says. */
export const MOST_OPTIONS = 8;
const LESSON_ID = /^[a-z0-9-]{1,60}$/;
const ON = new Set(['1', 'on', '']);
const OFF = new Set(['0', 'off']);

/** @param address a whole address, a fragment, or its entries @returns the options, and a sentence for everything that could not be read as it stood */
export function readPageOptions(address: string): { readonly options: PageOptions; readonly notices: readonly string[] } {
  const notices: string[] = [];
  const fragment = address.slice(address.indexOf('#') + 1);
  const given = new Map(parseEntries(fragment).filter(([key]) => PAGE_KEYS.has(key)));
  const flag = (key: string, fallback: boolean): boolean => {
    const value = given.get(key)?.toLowerCase();
    if (value === undefined) return fallback;
    if (ON.has(value)) return true;
    if (!OFF.has(value)) notices.push(`${key} should be 1 or off, but "${value.slice(0, 40)}" was given`);
    return OFF.has(value) ? false : fallback;
  };
  const list = <Id extends string>(key: string, known: Readonly<Record<Id, string>>, fallback: readonly Id[]): readonly Id[] => {
    const value = given.get(key);
    if (value === undefined) return fallback;
    const names = value.split(',').map((name) => name.trim()).filter((name) => name !== '');
    const wrong = names.filter((name) => !Object.hasOwn(known, name));
    if (wrong.length > 0) notices.push(`${key} can name ${Object.keys(known).join(', ')}, but not "${wrong.join(', ').slice(0, 60)}"`);
    return (Object.keys(known) as Id[]).filter((id) => names.includes(id));
  };
  const text = (key: keyof typeof LONGEST, value = given.get(key)): string => {
    const most = LONGEST[key];
    const points = [...(value ?? '').replace(UNPRINTABLE, '')];
    if (points.length > most) notices.push(`The ${key} of this lesson is longer than ${most} characters and was cut`);
    return points.slice(0, most).join('').trim();
  };
  const lesson = given.get('lesson');
  if (lesson !== undefined && !LESSON_ID.test(lesson)) notices.push(`There is no lesson "${lesson.slice(0, 40)}"`);
  const options: PageOptions = {
    embed: flag('embed', DEFAULT_PAGE.embed),
    panels: list('panels', PANELS, DEFAULT_PAGE.panels),
    hide: list('hide', PARTS, DEFAULT_PAGE.hide),
    lock: list('lock', PARTS, DEFAULT_PAGE.lock),
    autoplay: flag('autoplay', DEFAULT_PAGE.autoplay),
    projector: flag('projector', DEFAULT_PAGE.projector),
    lesson: lesson !== undefined && LESSON_ID.test(lesson) ? lesson : undefined,
    own: given.has('title') || given.has('text') || given.has('ask') ? ownLesson(given.get('options') ?? '', text, notices) : undefined,
  };
  return { options, notices };
}

/** All that does not print, but line ends and tabs; and what turns the direction of writing around. */
const UNPRINTABLE = /[^\P{C}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu;

function ownLesson(options: string, text: (key: keyof typeof LONGEST, value?: string) => string, notices: string[]): OwnLesson {
  const given = distinct(options.split('|').map((option) => option.trim()));
  if (given.length > MOST_OPTIONS) notices.push(`This lesson offers ${given.length} options, and a page shows ${MOST_OPTIONS}, so the last ones were left out`);
  const choices = given.slice(0, MOST_OPTIONS).map((option) => text('option', option));
  return { title: text('title'), text: text('text'), ask: text('ask'), options: distinct(choices) };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((one) => one !== '');
}
