/** What a data set is: a declaration (one file per data set in `src/data`) that opens into splits of samples addressed by index. */
import type { Fields, Values } from './fields';

/** `trainDev`: as the training samples, but never trained on. `dev` and `test` are of one distribution, which may be another one than that of training. */
export type SplitName = 'train' | 'trainDev' | 'dev' | 'test';

/** What sentences call the splits. */
export const SPLIT_NAMES: Readonly<Record<SplitName, string>> = { train: 'train', trainDev: 'train-dev', dev: 'dev', test: 'test' };

export interface Sample {
  /** Class index, 0 … K−1, as given to the network (after label noise, if any). */
  readonly label: number;
  /** Numbers known about the sample that error analysis can slice by (slant, thickness, writer …). */
  readonly attributes?: Readonly<Record<string, number>>;
}

export interface Split {
  readonly size: number;
  /**
   * Writes the features of sample `index` into `out` (length: the product of the data set's shape; pixels 0–255 in row-major [H, W, C], or float
   * coordinates) and returns its label. Pure: the same index gives the same bytes, in whatever order samples are asked for, so that samples can be
   * generated just before the step that needs them.
   */
  sample(index: number, out: Uint8Array | Float32Array): Sample;
}

export interface Dataset {
  /** `pixels`: bytes 0–255. `points`: float32 coordinates. */
  readonly encoding: 'pixels' | 'points';
  /** [H, W, C] or [features]. */
  readonly shape: readonly number[];
  readonly classes: readonly string[];
  /** Per channel (or per feature): the network is fed (x/255 − mean)/deviation for pixels, (x − mean)/deviation for points. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Train-dev may be empty, where files leave nothing over. */
  readonly splits: Readonly<Record<SplitName, Split>>;
  /** A known lower bound of the error of any classifier on this data, as a fraction, where one is known (label noise), else 0. */
  readonly bayesErrorBound: number;
}

/** What is known of data before it is opened. */
export interface DataDescription {
  readonly encoding: Dataset['encoding'];
  /** [H, W, C] or [features]. */
  readonly shape: readonly number[];
  readonly classes: number;
  /** Training samples asked for; files may hold fewer. */
  readonly trainSize: number;
  /** True where a left–right mirrored sample keeps its meaning. */
  readonly mirrorable: boolean;
  /** Another thing that could be learned from every sample, where there is one. */
  readonly extraLabel?: ExtraLabel;
  /** The attribute that names the person or source that several samples come from, where one is known. */
  readonly groups?: string;
}

export interface ExtraLabel {
  /** The attribute of a sample that holds it, 0 … classes − 1. */
  readonly attribute: string;
  readonly classes: number;
  /** What it says, such as `the background`. */
  readonly title: string;
}

/** A file from outside, already read into memory. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the surroundings (page, worker, command line) offer to a data set that is not generated. */
export interface DataAccess {
  /** Files that the user gave for this data set, by name; empty where none were. */
  readonly files: readonly NamedFile[];
}

export interface DatasetDeclaration<F extends Fields = Fields> {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Citation and address, for data that are not ours. */
  readonly source?: { readonly citation: string; readonly url: string };
  /** Settings; every data set has `size`, the number of training samples. */
  readonly fields: F;
  /** The shape and the number of classes without opening it, so that the page can draw the network first. */
  describe(values: Values<F>): DataDescription;
  /** @throws DataError with a sentence for the user: which file, what was expected, what was found. */
  open(values: Values<F>, access: DataAccess): Dataset;
  /** The default length of a run on it, where the usual one does not suit. */
  readonly suggestedEpochs?: number;
  /** For data from outside: what the classes are called when the files do not say. */
  readonly classNames?: readonly string[];
  /** For data from outside: which files make it up. */
  readonly needs?: readonly { readonly file: string; readonly what: string }[];
}

/** A problem with data that the user can understand and mend; its message is shown as it is. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** Gives a declaration its precise field types while storing it among others. */
export function declareDataset<F extends Fields>(declaration: DatasetDeclaration<F>): DatasetDeclaration<F> {
  return declaration;
}
