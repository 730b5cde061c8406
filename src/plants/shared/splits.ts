/** Changes of whole data sets, as wrappers: a sample is changed when it is asked for, so that nothing is held twice. */
import type { Dataset, Sample, Split, SplitName } from '../../core/dataset';
import type { DataDescription } from '../../core/dataset';

type Row = Uint8Array | Float32Array;

/** What is done to one sample after it was read: `out` holds its features. */
export type Change = (sample: Sample, out: Row, index: number, split: SplitName) => Sample;

/** What comes from where training samples come from: also the part that is held back as train-dev. */
const TRAINING: readonly SplitName[] = ['train', 'trainDev'];

/** Changes the samples of the training data and of train-dev; dev and test stay as they are. */
export function changeTraining(dataset: Dataset, change: Change): Dataset {
  return replace(dataset, TRAINING, (split, name) => ({
    size: split.size,
    sample: (index, out) => change(split.sample(index, out), out, index, name),
  }));
}

/** Another split in place of the training samples alone. */
export function replaceTrain(dataset: Dataset, make: (train: Split) => Split): Dataset {
  return replace(dataset, ['train'], make);
}

/** Moves the pixels of training pictures: `from[i]` is the place from which the byte at place i is taken. */
export function movePixels(dataset: Dataset, from: Int32Array): Dataset {
  const held = new Uint8Array(from.length);
  return changeTraining(dataset, (sample, out) => {
    held.set(out);
    for (let i = 0; i < from.length; i++) out[i] = held[from[i]!]!;
    return sample;
  });
}

/** For {@link movePixels}, row-major [H, W, C]. @param source where the value at row y, column x and channel c comes from */
export function placesFrom(shape: readonly number[], source: (y: number, x: number, c: number) => readonly [y: number, x: number, c: number]): Int32Array {
  const [height = 1, width = 1, channels = 1] = shape;
  return Int32Array.from({ length: height * width * channels }, (_, i) => {
    const c = i % channels;
    const x = Math.floor(i / channels) % width;
    const [sy, sx, sc] = source(Math.floor(i / (channels * width)), x, c);
    return (sy * width + sx) * channels + sc;
  });
}

/** For `applies`. */
export function picturesOnly({ data }: { readonly data: DataDescription }): true | string {
  return data.encoding === 'pixels' || 'these data are no pictures';
}

function replace(dataset: Dataset, names: readonly SplitName[], make: (split: Split, name: SplitName) => Split): Dataset {
  const changed = names.map((name) => [name, make(dataset.splits[name], name)] as const);
  return { ...dataset, splits: { ...dataset.splits, ...Object.fromEntries(changed) } };
}
