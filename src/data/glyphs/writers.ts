/** Writers: each has a hand of their own, the same in every character they write. */
import { Stream } from '../../core/random';
import type { SplitName } from '../../core/dataset';
import { squareSkeleton } from './deform';
import { SKELETONS } from './skeletons';
import { parseSkeleton, type Skeleton } from './skeleton';

/** A school of handwriting, before any writer's habits. */
export interface Style {
  /** Degrees; positive leans to the right. */
  readonly slant: number;
  /** Mean width of the strokes where they are widest, in pixels. */
  readonly thickness: number;
  /** Width of the characters relative to the skeletons'. */
  readonly aspect: number;
  /** 1 for round curves, 0 for straight lines. */
  readonly roundness: number;
  /** How far curves are pushed out towards the corners of their box. */
  readonly squareness: number;
  /** The share of the width that strokes along the pen's nib lack against those across it. */
  readonly nib: number;
  readonly serifs: boolean;
  /** Whether writers prefer the first or the last of a character's variants. */
  readonly prefers: 'first' | 'last';
}

export const STYLES = {
  a: { slant: 3, thickness: 2.8, aspect: 1, roundness: 1, squareness: 0, nib: 0.2, serifs: false, prefers: 'first' },
  b: { slant: 14, thickness: 1.9, aspect: 0.92, roundness: 0.55, squareness: 0.35, nib: 0.55, serifs: true, prefers: 'last' },
} as const satisfies Record<string, Style>;
export type StyleName = keyof typeof STYLES;

/** Writers of one split never appear in another. */
const WRITERS: Readonly<Record<SplitName, { readonly first: number; readonly count: number }>> = {
  train: { first: 0, count: 240 },
  dev: { first: 240, count: 60 },
  test: { first: 300, count: 60 },
  trainDev: { first: 360, count: 60 },
};

/** How often a writer departs from the variant they prefer. */
const UNFAITHFULNESS = 0.15;

/** Standard normal numbers that become sizes once multiplied by a distortion. */
export interface Writer {
  readonly slant: number;
  readonly thickness: number;
  readonly aspect: number;
}

/** How one writer writes one character. */
export interface Habit {
  /** The skeleton's place among the character's variants. */
  readonly variant: number;
  /** Standard normal displacements of the control points, x, y, x, y …, enough for any variant. */
  readonly displacements: Float64Array;
}

/** A writer of the split, all equally likely. */
export function pickWriter(stream: Stream, split: SplitName): number {
  const { first, count } = WRITERS[split];
  return first + stream.below(count);
}

/** The writers of a data set, drawn when first asked for and then remembered. */
export function makeWriters(seed: number, style: Style): {
  writer(id: number): Writer;
  habit(id: number, glyph: string): Habit;
  variants(glyph: string): readonly Skeleton[];
  pickVariant(stream: Stream, habit: Habit, count: number): number;
} {
  const variants = remember((glyph: string) => 
    (SKELETONS[glyph] ?? []).map((text) => squareSkeleton(parseSkeleton(text, style.serifs), style.squareness)),
  );
  const prefer = (u: number, count: number): number => {
    const fromFavourite = Math.floor(u * u * count);
    return style.prefers === 'first' ? fromFavourite : count - 1 - fromFavourite;
  };
  const writer = remember((id: number): Writer => {
    const stream = Stream.of(seed, 'glyphs', 'writer', id);
    return { slant: stream.normal(), thickness: stream.normal(), aspect: stream.normal() };
  });
  const habits = remember((id: number) =>
    remember((glyph: string): Habit => {
      const stream = Stream.of(seed, 'glyphs', 'writer', id, glyph);
      const skeletons = variants(glyph);
      const longest = Math.max(...skeletons.map((skeleton) => skeleton.points.length));
      return { variant: prefer(stream.uniform(), skeletons.length), displacements: Float64Array.from({ length: longest }, () => stream.normal()) };
    }),
  );
  return {
    writer,
    variants,
    habit: (id, glyph) => habits(id)(glyph),
    pickVariant(stream, habit, count) {
      const strays = stream.chance(UNFAITHFULNESS);
      const other = stream.below(count);
      return strays ? other : habit.variant;
    },
  };
}

function remember<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = make(key)));
    return value;
  };
}
