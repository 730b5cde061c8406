/** Samples as the checks of data see them: a split in one piece. */
import type { Dataset, Sample, SplitName } from '../../core/dataset';

/** What is known of the samples of a split, whatever they are. */
export interface LabelledSplit {
  readonly name: SplitName;
  /** Class indices, [n]. */
  readonly labels: ArrayLike<number>;
  /** What else is known of each sample, [n]. */
  readonly attributes?: readonly Sample['attributes'][];
}

/** The features of samples in one piece, row by row. */
export interface ReadSplit extends LabelledSplit {
  readonly features: Uint8Array | Float32Array;
}

export type ImageShape = readonly [height: number, width: number, channels: number];

export interface ImageSplit extends LabelledSplit {
  readonly shape: ImageShape;
  /** [n, H, W, C], 0 … 255. */
  readonly pixels: Uint8Array;
}

/** Reads the first samples of a split, at most `most` of them, and yields after each, so that the reader can do other things in between. */
export function* reading({ encoding, shape, splits }: Dataset, name: SplitName, most: number): Generator<void, ReadSplit> {
  const split = splits[name];
  const n = Math.min(most, split.size);
  const size = shape.reduce((a, b) => a * b, 1);
  const features = encoding === 'pixels' ? new Uint8Array(n * size) : new Float32Array(n * size);
  const labels = new Uint16Array(n);
  const attributes: Sample['attributes'][] = [];
  for (let i = 0; i < n; i++) {
    const sample = split.sample(i, features.subarray(i * size, (i + 1) * size));
    labels[i] = sample.label;
    attributes.push(sample.attributes);
    yield;
  }
  return { name, features, labels, attributes };
}

/** The same as pictures; undefined where the data are not pixels. */
export function asImages({ features, ...split }: ReadSplit, shape: readonly number[]): ImageSplit | undefined {
  const [height, width, channels] = shape;
  if (!(features instanceof Uint8Array) || height === undefined || width === undefined || channels === undefined) return undefined;
  return { ...split, shape: [height, width, channels], pixels: features };
}

/** The first samples of a split, at most `most` of them, at one go; undefined where the data are not pixels. */
export function readImages(dataset: Dataset, name: SplitName, most: number): ImageSplit | undefined {
  const reader = reading(dataset, name, most);
  for (let step = reader.next(); ; step = reader.next()) if (step.done) return asImages(step.value, dataset.shape);
}

/** Bytes of one sample. */
export function sizeOf([height, width, channels]: ImageShape): number {
  return height * width * channels;
}

/** The bytes of sample `index`, [H, W, C], without copying them. */
export function imageAt({ shape, pixels }: ImageSplit, index: number): Uint8Array {
  const size = sizeOf(shape);
  return pixels.subarray(index * size, (index + 1) * size);
}

/**
 * Means over a grid of at most side × side equal cells, 0 … 255.
 * @returns [n, h, w, C] with h and w the smaller of `side` and the image's own
 */
export function thumbnails({ shape, pixels, labels }: ImageSplit, side: number): { shape: ImageShape; values: Float32Array } {
  const [height, width, channels] = shape;
  const rows = Math.min(side, height);
  const columns = Math.min(side, width);
  const cells = rows * columns * channels;
  const values = new Float32Array(labels.length * cells);
  const rowOf = Array.from({ length: height }, (_, y) => Math.floor((y * rows) / height));
  const columnOf = Array.from({ length: width }, (_, x) => Math.floor((x * columns) / width));
  const areas = new Float32Array(rows * columns);
  for (const row of rowOf) for (const column of columnOf) areas[row * columns + column]!++;

  let source = 0;
  for (let i = 0; i < labels.length; i++) {
    const base = i * cells;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const cell = base + (rowOf[y]! * columns + columnOf[x]!) * channels;
        for (let c = 0; c < channels; c++) values[cell + c]! += pixels[source++]!;
      }
    }
    for (let cell = 0; cell < cells; cell++) values[base + cell]! /= areas[Math.floor(cell / channels)]!;
  }
  return { shape: [rows, columns, channels], values };
}
