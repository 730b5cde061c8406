/**
 * A study: many trials with one question. What it does next is a pure function of its plan and of how its trials stand, so the page and the command line
 * run it alike, and closing the tab loses nothing.
 */
import type { Catalogue } from '../core/catalogue';
import type { StartOptions } from '../engine/protocol';
import type { NewTrial, Trial } from './trial';

export interface Study {
  readonly id: string;
  /** Which entry of the studies (`src/lab/studies.ts`) runs it. */
  readonly kind: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Plain data that the kind understands. */
  readonly plan: unknown;
  readonly status: 'running' | 'finished' | 'cancelled' | 'failed';
  /** Why it failed, one sentence. */
  readonly failure?: string;
  /** Its trials that were deleted, as stopped ones: without them it would ask for them again, or wait for them for ever. */
  readonly deleted?: readonly Trial[];
}

/** What a study wants now. Nothing wanted and every trial ended means that it is finished. */
export interface Wishes {
  readonly add?: readonly NewTrial[];
  /** Ids of trials that are not worth going on with. */
  readonly stop?: readonly string[];
  /** Held trials that go on, up to the step given or to the end. */
  readonly release?: readonly { readonly id: string; readonly holdAt?: number }[];
}

export interface StudyKind {
  readonly id: string;
  /** How often its trials are measured, as with {@link StartOptions}: what compares ends needs no fine curves. */
  readonly evaluations?: StartOptions['evaluations'];
  /**
   * Called at the beginning and whenever a trial of the study has ended or is held. Must want nothing twice: it sees what has been added before.
   * @param plan as it was stored; of unknown shape, since it may have been written by another version
   * @param trials of this study, in the order they were made
   * @throws Error where the plan cannot be read, with a sentence
   */
  next(catalogue: Catalogue, plan: unknown, trials: readonly Trial[]): Wishes;
}
