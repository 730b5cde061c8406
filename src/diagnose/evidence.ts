/**
 * All that the rules may look at: plain data that any real run gives, whatever may be wrong with it. There is deliberately no experiment in it, no
 * setting of a trick and no name of a bug, so that a rule can only find a mistake by its traces. What has not been measured is absent.
 */
import type { HealthPlan } from '../core/health';
import type { ParameterFacts } from '../core/parameter-facts';
import type { EvaluationResult } from '../core/trick';
import type { Attainable } from './bias-variance';
import type { ImageSplit } from './data/images';
import type { Attributes } from './errors/slices';
import type { KernelCheck } from './run/kernels';
import type { Evaluation } from './run/over-fitting';
import type { SmallFit } from './run/small-fit';

export interface Evidence {
  /** What the K classes are called. */
  readonly classNames: readonly string[];
  readonly batchSize: number;
  /** Steps taken, and those of the whole run. */
  readonly step: number;
  readonly steps: number;
  /** Errors that are known to be attainable; zero where this is absent. */
  readonly attainable?: Attainable;
  /** Mean plain cross-entropy of training samples before the first step, in nats. */
  readonly initialLoss?: number;
  readonly course?: Course;
  /** In order; the first of a whole run is that of the untrained network. */
  readonly evaluations?: readonly Evaluation[];
  /** At the end of the run, on all of dev and thousands of training samples. */
  readonly final?: { readonly train: EvaluationResult; readonly dev: EvaluationResult };
  readonly health?: HealthEvidence;
  readonly feed?: FeedEvidence;
  /** What the network answers now, as the run's evaluation would ask it. */
  readonly predictions?: { readonly train?: Predicted; readonly dev?: Predicted };
  /** What the run says of itself now, on the very samples of `predictions.dev`. */
  readonly reported?: { readonly dev: EvaluationResult };
  /** The same samples asked twice, in the company of others the second time. */
  readonly repeated?: RepeatedPrediction;
  readonly images?: ImageEvidence;
  /** The same training samples as they are and as the augmentations of a step make them; only where there are augmentations. */
  readonly augmented?: { readonly clean: Predicted; readonly changed: Predicted };
  /** Labels of whole splits, as the network gets them. */
  readonly labels?: { readonly train: ArrayLike<number>; readonly dev?: ArrayLike<number> };
  /** Learning a few samples by heart, where it was tried. */
  readonly smallFit?: SmallFit;
  /** Every kernel of the network against a plain computation, where that was done. */
  readonly kernels?: readonly KernelCheck[];
}

/** Every step that was taken since the run was opened. */
export interface Course {
  /** The step (0-based) of the first value. */
  readonly first: number;
  /** Mean training objective of each step's batch before its update, in nats. */
  readonly objectives: ArrayLike<number>;
  /** Learning rate of each step. */
  readonly rates: ArrayLike<number>;
  /** The highest rate of the whole run, that of steps to come included. */
  readonly highestRate: number;
}

/** What probed steps have measured. */
export interface HealthEvidence {
  readonly plan: HealthPlan;
  /** In the order of the plan's parameters. */
  readonly parameters: readonly ParameterFacts[];
  readonly probes: readonly {
    readonly step: number;
    /** In the order of `src/core/health.ts`. */
    readonly figures: ArrayLike<number>;
    /** The learning rate / the highest of the run, 0 … 1; small in warm-up and when annealed. */
    readonly rateFactor: number;
  }[];
}

/** What the network was really fed, counted where steps are taken. */
export interface FeedEvidence {
  /** How often each training sample was in a batch, [n]. */
  readonly visits: ArrayLike<number>;
  /** Samples that an epoch draws: n less a last partial batch. */
  readonly drawsPerEpoch: number;
  /** Labels of the first batches, each [B], in the order of the batch. */
  readonly batches: readonly ArrayLike<number>[];
}

/** Answers to some samples of a split. */
export interface Predicted {
  /** Class indices, [n]. */
  readonly labels: ArrayLike<number>;
  /** [n, K]. */
  readonly probabilities: ArrayLike<number>;
  /** What else is known of each sample, [n]. */
  readonly attributes?: readonly (Attributes | undefined)[];
}

/** Probabilities [n, K] of the same samples in the same order. */
export interface RepeatedPrediction {
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
}

export interface ImageEvidence {
  /** Some samples of each split, as the network gets them before normalisation. */
  readonly train: ImageSplit;
  readonly dev: ImageSplit;
  readonly test?: ImageSplit;
  /** Per channel: the network is fed (x/255 − mean)/deviation. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** The attribute that names the person or source of a sample, such as `writer`. */
  readonly group?: string;
}
