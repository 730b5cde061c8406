/** How well people do on each data set, as far as the visitor says or has measured: part of the visit, not of the experiment. */
import { createStore } from 'zustand/vanilla';
import type { Chosen } from '../core/experiment';

/** One row of the visitor's list. */
export interface LevelRow {
  readonly label: string;
  /** A fraction; undefined while the row is not filled in. */
  readonly error: number | undefined;
}

/** The outcome of a quiz that was taken for human level. */
export interface MeasuredLevel {
  readonly wrong: number;
  readonly samples: number;
  /** The data as they were set in the quiz. */
  readonly data: Chosen;
}

export type LevelSource = 'unknown' | 'list' | 'quiz';

export interface HumanLevel {
  /** Which of them counts. */
  readonly source: LevelSource;
  readonly rows: readonly LevelRow[];
  readonly quiz?: MeasuredLevel;
}

const UNKNOWN: HumanLevel = { source: 'unknown', rows: [{ label: 'typical human', error: undefined }] };
export const MOST_ROWS = 8;

/** By data set. */
export const humanLevels = createStore<Readonly<Record<string, HumanLevel>>>(() => ({}));

export function humanLevelOf(levels: Readonly<Record<string, HumanLevel>>, dataset: string): HumanLevel {
  return levels[dataset] ?? UNKNOWN;
}

export function chooseSource(dataset: string, source: LevelSource): void {
  change(dataset, () => ({ source }));
}

export function changeRow(dataset: string, place: number, row: Partial<LevelRow>): void {
  change(dataset, ({ rows }) => ({ rows: rows.map((old, i) => (i === place ? { ...old, ...row } : old)) }));
}

export function addRow(dataset: string): void {
  change(dataset, ({ rows }) => (rows.length < MOST_ROWS ? { rows: [...rows, { label: '', error: undefined }] } : {}));
}

export function removeRow(dataset: string, place: number): void {
  change(dataset, ({ rows }) => ({ rows: rows.filter((_, i) => i !== place) }));
}

/** Takes rows in place of those that are there. */
export function takeRows(dataset: string, rows: readonly LevelRow[]): void {
  change(dataset, () => ({ rows }));
}

/** Takes the outcome of a quiz for human level. */
export function takeQuiz(dataset: string, quiz: MeasuredLevel): void {
  change(dataset, () => ({ source: 'quiz', quiz }));
}

function change(dataset: string, by: (level: HumanLevel) => Partial<HumanLevel>): void {
  humanLevels.setState((levels) => {
    const level = humanLevelOf(levels, dataset);
    return { [dataset]: { ...level, ...by(level) } };
  });
}
