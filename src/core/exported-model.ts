/** A network as it leaves the engine: plain data that files are written from. */
import type { Blueprint, Shape } from './blueprint';
import type { Experiment } from './experiment';

export interface ExportedTensor {
  readonly shape: Shape;
  readonly values: Float32Array<ArrayBuffer>;
}

export interface ExportedModel {
  /** That it was trained by. */
  readonly experiment: Experiment;
  /** Steps taken, of all there are. */
  readonly step: number;
  readonly steps: number;
  readonly blueprint: Blueprint;
  /** Of each node's output, and of `input`, without the batch axis. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** By path, as a plain evaluation uses them: averaged and quantised where tricks say so. Kernels are [h, w, in, out] and [in, out]. */
  readonly parameters: Readonly<Record<string, ExportedTensor>>;
  /** Running statistics by path. */
  readonly states: Readonly<Record<string, ExportedTensor>>;
  /** The network is fed (x − mean) / deviation per channel, of pixels in 0 … 1 or of coordinates. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly encoding: 'pixels' | 'points';
  /** Names of the classes, in the order of the logits. */
  readonly classes: readonly string[];
  /** Whether a planted bug stands between the layers: a file of layers and weights would not answer alike. */
  readonly planted: boolean;
  /** What whoever uses the weights elsewhere has to know, a sentence each. */
  readonly caveats: readonly string[];
}
