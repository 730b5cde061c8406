/** What the page sees of the worker that checks data: see `src/engine/data-checks.ts`. Everything that crosses is plain data and typed arrays. */
import type { NamedFile, SplitName } from '../../core/dataset';
import type { Experiment } from '../../core/experiment';
import type { CheckId, Finding } from '../../diagnose/data/finding';
import type { SampleView } from '../protocol';

/** What was read of a split, always from its beginning. */
export interface ReadPart {
  readonly split: SplitName;
  readonly read: number;
  readonly size: number;
}

export type DataCheckEvent =
  /** The share of the samples to be read that has been, 0 … 1. */
  | { readonly type: 'reading'; readonly share: number }
  | { readonly type: 'read'; readonly parts: readonly ReadPart[]; readonly checks: readonly CheckId[] }
  | { readonly type: 'checking'; readonly id: CheckId }
  | { readonly type: 'found'; readonly finding: Finding }
  | { readonly type: 'done'; readonly seconds: number };

/** Looks at the data of one experiment. Rejections carry a sentence for the user. */
export interface DataChecker {
  /** Opens the data as a run would. @throws DataError */
  open(experiment: Experiment, files: readonly NamedFile[]): Promise<{ readonly sizes: Readonly<Record<SplitName, number>> }>;
  /** Some samples of a split; the same number draws the same ones. */
  draw(split: SplitName, count: number, seed: number): Promise<SampleView[]>;
  /** Runs all checks that fit the data, telling of each as it is done. */
  check(listener: (event: DataCheckEvent) => void): Promise<void>;
}
