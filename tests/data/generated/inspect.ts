/** What the tests of the generated data sets share. */
import type { Dataset, Sample, SplitName } from '../../../src/core/dataset';

export interface Drawn {
  /** Features of sample after sample. */
  readonly features: Float32Array;
  readonly samples: readonly Sample[];
  readonly width: number;
}

export function draw(dataset: Dataset, split: SplitName, count: number): Drawn {
  const width = dataset.shape.reduce((product, side) => product * side, 1);
  const features = new Float32Array(count * width);
  const one = dataset.encoding === 'pixels' ? new Uint8Array(width) : new Float32Array(width);
  const samples = Array.from({ length: count }, (_, i) => {
    const sample = dataset.splits[split].sample(i, one);
    features.set(one, i * width);
    return sample;
  });
  return { features, samples, width };
}

/** Whether two draws have the same features, bit by bit (much faster than `toEqual`). */
export function sameFeatures(a: Drawn, b: Drawn): boolean {
  return Buffer.from(a.features.buffer).equals(Buffer.from(b.features.buffer));
}

/** FNV-1a over the features' bytes and the labels of the first samples of a split. */
export function hashSplit(dataset: Dataset, split: SplitName, count = 200): string {
  const width = dataset.shape.reduce((product, side) => product * side, 1);
  const features = dataset.encoding === 'pixels' ? new Uint8Array(width) : new Float32Array(width);
  const bytes = new Uint8Array(features.buffer);
  let hash = 0x811c9dc5;
  const add = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  for (let i = 0; i < count; i++) {
    add(dataset.splits[split].sample(i, features).label);
    bytes.forEach(add);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

export function hashAll(dataset: Dataset): string {
  return [hashSplit(dataset, 'train'), hashSplit(dataset, 'dev'), hashSplit(dataset, 'test')].join(' ');
}

/** Share of the test samples whose nearest training sample (Euclidean) has their label. */
export function nearestNeighbourAccuracy(dataset: Dataset, trainCount: number, testCount: number): number {
  const train = draw(dataset, 'train', trainCount);
  const test = draw(dataset, 'test', testCount);
  const { width } = train;
  let right = 0;
  for (let i = 0; i < testCount; i++) {
    let nearest = Infinity;
    let label = -1;
    for (let j = 0; j < trainCount; j++) {
      let distance = 0;
      for (let k = 0; k < width && distance < nearest; k++) {
        const difference = test.features[i * width + k]! - train.features[j * width + k]!;
        distance += difference * difference;
      }
      if (distance < nearest) {
        nearest = distance;
        label = train.samples[j]!.label;
      }
    }
    if (label === test.samples[i]!.label) right++;
  }
  return right / testCount;
}

/** Mean and deviation of each channel, over pixels scaled to 0–1. */
export function channelStatistics({ features }: Drawn, channels: number): { readonly mean: number[]; readonly deviation: number[] } {
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  features.forEach((byte, i) => {
    sums[i % channels]! += byte / 255;
    squares[i % channels]! += (byte / 255) * (byte / 255);
  });
  const count = features.length / channels;
  const mean = [...sums].map((sum) => sum / count);
  return { mean, deviation: mean.map((m, c) => Math.sqrt(squares[c]! / count - m * m)) };
}
