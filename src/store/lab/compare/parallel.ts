/** Parallel coordinates: one axis for each setting that differs and one for the outcome; a line for each run (Inselberg, "The plane with parallel coordinates", 1985). */
import type { Setting } from './settings';

export interface ParallelAxis {
  readonly key: string;
  readonly label: string;
  /** Places from 0 (bottom) to 1 with what they mean. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Of each run; undefined where it has no such setting. */
  readonly at: readonly (number | undefined)[];
  /** What each run has there, in words. */
  readonly texts: readonly string[];
}

/** A stretch of an axis, both ends included. */
export interface Stretch {
  readonly low: number;
  readonly high: number;
}

export type Brushes = Readonly<Record<string, Stretch>>;

export const NOT_SET = 'not set';

export function settingAxis({ key, label, field, values, texts }: Setting): ParallelAxis {
  const shared = { key, label, texts: texts.map((text) => text ?? NOT_SET) };
  const numbers = values.filter((value) => typeof value === 'number');
  if (field?.type === 'number' && numbers.length > 0) {
    const log = field.scale === 'log' && numbers.every((value) => value > 0);
    const known = values.map((value) => (typeof value === 'number' ? value : undefined));
    return { ...shared, ...spread(known, log, (value) => String(Number(value.toPrecision(3)))) };
  }
  const names = [...new Set(texts.flatMap((text) => text ?? []))].sort();
  const place = (i: number): number => (names.length === 1 ? 0.5 : i / (names.length - 1));
  return {
    ...shared,
    ticks: names.map((text, i) => ({ at: place(i), text })),
    at: texts.map((text) => (text === undefined ? undefined : place(names.indexOf(text)))),
  };
}

export function outcomeAxis(key: string, label: string, values: readonly (number | undefined)[], write: (value: number) => string): ParallelAxis {
  return { key, label, ...spread(values, false, write), texts: values.map((value) => (value === undefined ? 'not measured' : write(value))) };
}

/** Every value has a tick where they are few; else the ends and three between. */
function spread(values: readonly (number | undefined)[], log: boolean, write: (value: number) => string): Pick<ParallelAxis, 'ticks' | 'at'> {
  const scaled = (value: number): number => (log ? Math.log(value) : value);
  const known = [...new Set(values.flatMap((value) => value ?? []))].sort((a, b) => a - b);
  const [low, high] = [scaled(known[0] ?? 0), scaled(known.at(-1) ?? 1)];
  const place = (value: number): number => (high > low ? (scaled(value) - low) / (high - low) : 0.5);
  const inner = [0, 0.25, 0.5, 0.75, 1].map((at) => low + at * (high - low));
  const ticks = known.length <= 5 ? known : inner.map((value) => (log ? Math.exp(value) : value));
  return { ticks: ticks.map((value) => ({ at: place(value), text: write(value) })), at: values.map((value) => (value === undefined ? undefined : place(value))) };
}

/** Whether a run goes through all brushes. One without a place on a brushed axis does not. */
export function passes(axes: readonly ParallelAxis[], brushes: Brushes, run: number): boolean {
  return axes.every(({ key, at }) => {
    const brush = brushes[key];
    const place = at[run];
    // Places are computed, so ends that were meant to be included must not miss by a rounding error.
    return !brush || (place !== undefined && place >= brush.low - 1e-9 && place <= brush.high + 1e-9);
  });
}
