/** Samples as the checks of data see them: the bytes of a split in one piece. */
import type { Dataset, Sample, SplitName } from '../../core/dataset';

export type ImageShape = readonly [height: number, width: number, channels: number];

export interface ImageSplit {
  readonly name: SplitName;
  readonly shape: ImageShape;
  /** [n, H, W, C], 0 … 255. */
  readonly pixels: Uint8Array;
  /** Class indices, [n]. */
  readonly labels: ArrayLike<number>;
  /** What else is known of each sample, [n]. */
  readonly attributes?: readonly Sample['attributes'][];
}

/** Reads the first samples of a split, at most `most` of them; undefined where the data are not pixels. */
export function readImages(dataset: Dataset, name: SplitName, most: number): ImageSplit | undefined {
  const [height, width, channels] = dataset.shape;
  if (dataset.encoding !== 'pixels' || height === undefined || width === undefined || channels === undefined) return undefined;
  const split = dataset.splits[name];
  const n = Math.min(most, split.size);
  const size = height * width * channels;
  const pixels = new Uint8Array(n * size);
  const samples = Array.from({ length: n }, (_, i) => split.sample(i, pixels.subarray(i * size, (i + 1) * size)));
  const labels = samples.map(({ label }) => label);
  return { name, shape: [height, width, channels], pixels, labels, attributes: samples.map(({ attributes }) => attributes) };
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
