/** What crosses between the page and the check of the device; see `src/engine/device-check`. Plain data and typed arrays. */
import type { Experiment } from '../../core/experiment';
import type { KernelCheck } from '../../diagnose/run/kernels';

/** One kernel at one shape. Its `maxError` is the largest distance from the right output, in root mean squares of that. */
export interface KernelRow extends KernelCheck {
  /** What is computed, in words; `kernel` is its name in tfjs. */
  readonly title: string;
  readonly group: string;
  readonly shape: string;
  readonly maxAbsolute: number;
  readonly tolerance: number;
  /** For computing it once and reading it back. */
  readonly ms: number;
  /** Why it could not be computed at all. */
  readonly problem?: string;
}

export interface CheckOptions {
  /** Only the main kernels at one or two small shapes each: a second or two. */
  readonly quick?: boolean;
}

export interface KernelProgress {
  readonly row: KernelRow;
  readonly done: number;
  readonly of: number;
}

export interface KernelReport {
  /** In the order in which they were checked. */
  readonly rows: readonly KernelRow[];
  /** False where the check was ended before its time. */
  readonly complete: boolean;
  /** The version of TensorFlow.js. */
  readonly tfjs: string;
}

/** Copies of tensors, to be compared elsewhere. */
export interface Copied {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What one device made of a few dev samples, layer by layer; by the name of the layer, or of the parameter. */
export interface Walk {
  /** In evaluation mode, as predictions are made. */
  readonly outputs: Readonly<Record<string, Copied>>;
  /** In training mode: batch norm by the batch, dropout with the very same draws. */
  readonly trainingOutputs: Readonly<Record<string, Copied>>;
  /** Of the cross-entropy in training mode, in the output of each layer. */
  readonly outputGradients: Readonly<Record<string, Copied>>;
  readonly parameterGradients: Readonly<Record<string, Copied>>;
}

/** All that another device needs to make the same walk, and what came out on this one. */
export interface WalkedNetwork {
  readonly experiment: Experiment;
  /** Training samples that there are. */
  readonly trainSize: number;
  /** The step to come, and its numbers; of a finished run, the last. */
  readonly step: number;
  readonly numbers: Readonly<Record<string, number>>;
  /** As the network is fed them, [B, …]. */
  readonly features: Copied;
  readonly labels: Int32Array;
  /** In the order of the network's parameters, and of its states. */
  readonly weights: readonly Copied[];
  readonly states: readonly Copied[];
  readonly walk: Walk;
}

/** One layer on two devices: how far apart they are, in root mean squares; absent where there is nothing to compare. */
export interface LayerRow {
  readonly name: string;
  readonly kind: string;
  readonly output?: number;
  readonly trainingOutput?: number;
  readonly outputGradient?: number;
  /** Of all its parameters together. */
  readonly parameterGradient?: number;
}

export interface WalkReport {
  /** The step to come; of a finished run, the last. */
  readonly step: number;
  readonly samples: number;
  /** Up to where an output, and a gradient, count as equal. */
  readonly outputTolerance: number;
  readonly gradientTolerance: number;
  /** From the input to the output. */
  readonly layers: readonly LayerRow[];
  /** The first layer whose output differs. */
  readonly wrongForward?: string;
  /** The last layer whose output's gradient is right, but not what it passes on. */
  readonly wrongBackward?: string;
}

/** What the page asks of the worker that compares. */
export interface Reference {
  /** Repeats a walk and says where the other one parts from it. Nothing stays behind. */
  compare(walked: WalkedNetwork): Promise<WalkReport>;
}
