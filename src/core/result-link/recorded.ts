/** What a link carries of runs that were made elsewhere: plain data, and the bounds that reading and writing share. */
import type { EvaluationResult } from '../trick';

/** Both splits, measured after so many steps. */
export interface RecordedEvaluation {
  readonly step: number;
  readonly cycleEnd: boolean;
  readonly train: EvaluationResult;
  readonly dev: EvaluationResult;
}

export interface RecordedBackend {
  readonly id: (typeof BACKENDS)[number];
  readonly safeMode: boolean;
  /** For example `WebAssembly, 2 threads`. */
  readonly device: string;
  /** A hash of the choice of kernels that was measured on the adapter, 0 where none was; it changes the last bits of results. */
  readonly kernels: number;
}

export interface RecordedRun {
  /** The entries of its link, without the `#`. */
  readonly settings: string;
  readonly name: string;
  readonly status: (typeof STATUSES)[number];
  /** Steps taken, and those of the whole run. */
  readonly step: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** Of training, pauses not counted. */
  readonly seconds: number;
  /** When it was over, in milliseconds since 1970; a link keeps the minute. */
  readonly ended: number;
  readonly backend: RecordedBackend;
  /** The fingerprint of its data, 16 hexadecimal digits; empty where it is not known. */
  readonly data: string;
  /** At the end; of a run that did not finish, at its last evaluation. */
  readonly train: EvaluationResult;
  readonly dev: EvaluationResult;
  /** Where the test set was uncovered. */
  readonly test?: EvaluationResult;
  readonly evaluations: readonly RecordedEvaluation[];
  /** A hash of all evaluations to the last bit, before any was left out or rounded; empty where it is not known. */
  readonly exact: string;
}

export interface RecordedResults {
  /** What the sender calls it; may be empty. */
  readonly title: string;
  readonly runs: readonly RecordedRun[];
}

export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const;
export const STATUSES = ['finished', 'stopped', 'failed'] as const;

export const MOST_RUNS = 16;
/** Evaluations of a run that a link keeps. */
export const MOST_EVALUATIONS = 48;
/** Letters. */
export const LONGEST = { title: 80, name: 100, device: 60, settings: 4000 } as const;
/** Characters of the payload; 16 runs take about half of it. */
export const LONGEST_PAYLOAD = 16_000;
