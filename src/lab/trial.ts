/** A run as the lab keeps it: plain data that goes into a database, a file or a link, and comes back. */
import type { Experiment } from '../core/experiment';
import type { HealthPlan } from '../core/health';
import type { EvaluationResult } from '../core/trick';
import type { BackendReport, Metrics } from '../engine/protocol';

/** `waiting` for a place in the queue, its checkpoint kept where it has begun; `held` until its study decides whether it is worth going on. */
export type TrialStatus = 'waiting' | 'running' | 'held' | 'finished' | 'stopped' | 'failed';

/** Who asked for it: the button Train of the page, the queue, a study (sweep, checklist, lesson), or a link that brought its results along. */
export type TrialOrigin = 'page' | 'queue' | 'study' | 'link';

/** All of a trial but its curves, so that thousands of them fit into memory. */
export interface Trial {
  readonly id: string;
  readonly experiment: Experiment;
  /** Of the experiment, as `writeLink` writes it. */
  readonly link: string;
  readonly origin: TrialOrigin;
  /** The trial it was made from by changing something. */
  readonly parent?: string;
  /** Its place in the tree of all trials: `2.1.3` is the third child of the first child of the second root. */
  readonly path: string;
  /** What differs from its parent, such as `+label smoothing, lr 0.1→0.03`. */
  readonly name: string;
  readonly study?: string;
  /** Trials of one study and arm differ in their seed alone. */
  readonly arm?: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly ended?: number;
  readonly status: TrialStatus;
  /** Among the waiting ones the smallest is next. */
  readonly order: number;
  /** Steps after which it is to be held. */
  readonly holdAt?: number;
  /** Whether the test set is looked at in the end. */
  readonly withTest: boolean;
  /** Steps taken, and those of the whole run. */
  readonly step: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly batchSize: number;
  /** Of training, pauses not counted. */
  readonly seconds: number;
  readonly parameters: number;
  /** What computed it, once it has begun. */
  readonly backend?: BackendReport;
  /** Of the samples it learned from; runs with the same have seen the same data. */
  readonly data?: string;
  /** Of its weights at the end; runs with the same have learned the same to the last bit. */
  readonly weights?: string;
  /** At the last evaluation. */
  readonly latest?: Metrics;
  /** At the end, on all of dev. */
  readonly final?: Metrics;
  readonly test?: EvaluationResult;
  readonly failure?: { readonly reason: string; readonly advice: string };
  /** Dev accuracy on the way, 0 … 1: a few points for a small picture. */
  readonly spark: readonly number[];
  /** What the visitor adds. A label takes the place of the name. */
  readonly label: string;
  readonly note: string;
  readonly tags: readonly string[];
  readonly starred: boolean;
}

/** What the visitor has to say of a trial. */
export type Remark = Partial<Pick<Trial, 'label' | 'note' | 'tags' | 'starred'>>;

/** What a trial was measured at. */
export interface Evaluation extends Metrics {
  /** Steps taken by then. */
  readonly step: number;
  readonly cycleEnd: boolean;
}

/** A probed step, 0-based, with its figures in the order of the plan. */
export interface Probed {
  readonly step: number;
  readonly figures: Float32Array;
}

/** What a trial has measured on its way, thinned so that no series is longer than a chart can use. */
export interface TrialCurves {
  /** Of the trial. */
  readonly id: string;
  readonly evaluations: readonly Evaluation[];
  /** Steps (0-based) of the two series that follow, at most {@link MOST_POINTS}. */
  readonly at: Float64Array;
  readonly objective: Float32Array;
  readonly learningRate: Float32Array;
  /** What the figures of probes are of. */
  readonly health?: HealthPlan;
  /** At most {@link MOST_PROBES}. */
  readonly probes: readonly Probed[];
}

export const MOST_POINTS = 2000;
export const MOST_PROBES = 200;
export const SPARK_POINTS = 24;

/** What is needed to make a trial; all else follows or is as usual. */
export interface NewTrial {
  readonly experiment: Experiment;
  readonly parent?: string;
  /** Where it is better known than what differs from its parent. */
  readonly name?: string;
  readonly arm?: string;
  readonly holdAt?: number;
  readonly withTest?: boolean;
}

/** Whether nothing more will happen to it by itself. */
export function hasEnded({ status }: Trial): boolean {
  return status === 'finished' || status === 'stopped' || status === 'failed';
}

/** The newest figures of a trial: those of its end, or else of its last evaluation. */
export function metricsOf({ final, latest }: Trial): Metrics | undefined {
  return final ?? latest;
}
