/** What a check of the data brings back: verdicts, and what one has to see to believe them. */
import type { SplitName } from '../../core/dataset';
import type { Estimate } from '../../core/statistics';
import type { Verdict } from '../verdict';
import type { Place } from './duplicates';
import type { PixelStatistics } from './pixels';
import type { CoordinateStatistics } from './points';

/** A sample, to be drawn. */
export interface Shown extends Place {
  readonly label: number;
  /** Bytes [H, W, C], or coordinates. */
  readonly features: Uint8Array | Float32Array;
}

export interface ShownPair {
  readonly first: Shown;
  readonly second: Shown;
  readonly kind: 'exact' | 'near';
  /** Correlation of the pixels, 1 for exact copies. */
  readonly correlation: number;
}

/** A picture made of many samples: bytes [H, W, C]. */
export interface Portrait {
  readonly title: string;
  readonly picture: Uint8Array;
}

export type Evidence =
  | { readonly kind: 'counts'; readonly splits: readonly { readonly split: SplitName; readonly counts: readonly number[] }[] }
  /** Some of those `found`. */
  | { readonly kind: 'pairs'; readonly pairs: readonly ShownPair[]; readonly found: number }
  | { readonly kind: 'groups'; readonly attribute: string; readonly shared: readonly SharedGroup[]; readonly found: number }
  | { readonly kind: 'pixels'; readonly splits: readonly { readonly split: SplitName; readonly statistics: PixelStatistics }[] }
  | { readonly kind: 'coordinates'; readonly splits: readonly { readonly split: SplitName; readonly statistics: CoordinateStatistics }[] }
  | { readonly kind: 'portraits'; readonly rows: readonly { readonly name: string; readonly portraits: readonly Portrait[] }[] }
  /** Shares with their intervals, and the one that chance would give. */
  | { readonly kind: 'shares'; readonly shares: readonly { readonly name: string; readonly share: Estimate }[]; readonly chance: number }
  | { readonly kind: 'suspects'; readonly suspects: readonly SuspectShown[]; readonly found: number };

/** A value of an attribute that both sides of the border have, with its samples there. */
export interface SharedGroup {
  readonly value: number;
  readonly train: number;
  readonly evaluation: number;
}

export interface SuspectShown extends Shown {
  /** The class that others take it for. */
  readonly likely: number;
  /** How sure they are, in words: `10 of 10 neighbours`. */
  readonly says: string;
}

export type CheckId = 'balance' | 'copies' | 'groups' | 'values' | 'looks' | 'shift' | 'background' | 'labels';

export interface Finding {
  readonly id: CheckId;
  readonly verdicts: readonly Verdict[];
  readonly evidence: readonly Evidence[];
}

/** What a check sees: some samples of each split, and what the data set says of itself. */
export interface CheckedData<S> {
  readonly train: S;
  readonly dev: S;
  readonly test: S;
  readonly classNames: readonly string[];
  /** Subtracted from the values and divided by, per channel or coordinate; those of pixels are of 0 … 1. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** The attribute that names the person or source of a sample. */
  readonly group: string | undefined;
}

export interface Check<S> {
  readonly id: CheckId;
  run(data: CheckedData<S>): Omit<Finding, 'id'>;
}
