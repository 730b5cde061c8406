/**
 * Whether train and dev are of one distribution, by a classifier that is to tell them apart: where they are alike, nothing does better than a coin
 * on samples that it has not seen (Lopez-Paz & Oquab, "Revisiting classifier two-sample tests", ICLR 2017).
 */
import { Stream } from '../../core/random';
import { percent, shareOf, type Estimate } from '../../core/statistics';
import { counted } from '../../core/words';
import { fitLogistic, probability } from '../logistic';
import { NUTS_AND_BOLTS } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { sharePercent } from '../words';
import { gradientEnergy } from './aspect';
import { imageAt, thumbnails, type ImageSplit } from './images';
import type { PointSplit } from './points';

export interface ShiftTest {
  /** Samples of each split, half of them held out. */
  readonly samples: number;
  /** Accuracy on the held-out halves, which are of equal size: 0.5 where the splits are alike. */
  readonly accuracy: Estimate;
  /** The simple property in which they differ most, and by how many standard deviations dev is above train. */
  readonly telltale: { readonly name: string; readonly difference: number };
}

const MOST_SAMPLES = 2000;
const FEWEST_SAMPLES = 100;
const SIDE = 6;
/** On standardised features; chosen so that 100 samples do not drown in 200 features. */
const RIDGE = 0.02;
/** A test on thousands of samples finds differences that change nothing. */
const MATERIAL = 0.55;
const OBVIOUS = 0.7;

const RULE: Rule = {
  id: 'distribution-shift',
  rule: `A linear classifier of coarse pictures and simple statistics should not tell train from dev on held-out samples: watched where its interval is above 50 % and it reaches ${sharePercent(MATERIAL)}, bad from ${sharePercent(OBVIOUS)} on.`,
  source: { citation: `${NUTS_AND_BOLTS.citation}; Lopez-Paz & Oquab 2017, Revisiting classifier two-sample tests`, url: 'https://arxiv.org/abs/1610.06545' },
};

const PROPERTIES = ['brightness', 'contrast', 'share of black', 'share of white', 'horizontal detail', 'vertical detail', 'fine grain'] as const;

/** @returns undefined where there are fewer than 100 samples of either */
export function testShift(train: ImageSplit, dev: ImageSplit): ShiftTest | undefined {
  const samples = Math.min(MOST_SAMPLES, train.labels.length, dev.labels.length);
  return samples < FEWEST_SAMPLES ? undefined : tellApart(features(train, samples), features(dev, samples), samples, PROPERTIES);
}

/** The same of points in a space of few dimensions, by their coordinates, the squares and the products of these. */
export function testPointShift(train: PointSplit, dev: PointSplit): ShiftTest | undefined {
  const samples = Math.min(MOST_SAMPLES, train.labels.length, dev.labels.length);
  const names = Array.from({ length: train.width }, (_, a) => `coordinate ${a + 1}`);
  return samples < FEWEST_SAMPLES ? undefined : tellApart(polynomials(train, samples), polynomials(dev, samples), samples, names);
}

/**
 * @param train, dev features of the same number of samples, [samples, d]
 * @param names of the first features, one of which is blamed
 */
function tellApart(train: Float64Array, dev: Float64Array, samples: number, names: readonly string[]): ShiftTest {
  const sides = [train, dev] as const;
  const d = train.length / samples;
  // One half teaches, the other tests; equally many of both splits, so that chance is one half. Drawn at random, because neighbours may be alike.
  const half = Math.floor(samples / 2);
  const orders = sides.map((_, label) => Stream.of(0, 'shift', label).permutation(samples));
  const rowsOf = (from: number) =>
    sides.flatMap((side, label) => {
      const drawn = orders[label]!.subarray(from, from + half);
      return Array.from(drawn, (i) => ({ row: side.subarray(i * d, (i + 1) * d), label }));
    });
  const taught = rowsOf(0);
  const tested = rowsOf(half);
  const scale = standardise(taught.map(({ row }) => row), d);

  const matrix = new Float64Array(taught.length * d);
  taught.forEach(({ row }, i) => matrix.set(scale(row), i * d));
  const model = fitLogistic(matrix, taught.map(({ label }) => label), d, RIDGE);
  const right = tested.filter(({ row, label }) => probability(model, scale(row)) > 0.5 === (label === 1)).length;
  return { samples, accuracy: shareOf(right, tested.length), telltale: largestDifference(taught, scale, names) };
}

export function judgeShift(test: ShiftTest | undefined): Verdict {
  if (!test) return judge(RULE, 'unknown', {}, `At least ${FEWEST_SAMPLES} samples of both train and dev are needed to compare their distributions.`);
  const { accuracy, telltale, samples } = test;
  const values = { accuracy: accuracy.mean, low: accuracy.low, high: accuracy.high, difference: telltale.difference, samples };
  const text = `A simple classifier tells train from dev in ${percent(accuracy)} of cases (chance: 50 %, ${counted(samples, 'sample')} of each)`;
  if (accuracy.low <= 0.5 || accuracy.mean < MATERIAL) return judge(RULE, 'good', values, `${text}: they look like one distribution.`);
  const size = Math.abs(telltale.difference).toFixed(1);
  const difference = `of all simple properties ${telltale.name} differs most, ${size} deviations ${telltale.difference > 0 ? 'higher' : 'lower'} in dev`;
  return judge(RULE, accuracy.mean >= OBVIOUS ? 'bad' : 'watch', values, `${text}: ${difference}.`, [
    'Split off a part of the training data as train-dev, to tell variance from mismatch.',
    'Make training data more like dev: collect, generate or augment what dev has and train lacks.',
    'Shuffle before splitting, unless dev is meant to be what the network will meet later.',
  ]);
}

interface Labelled {
  readonly row: Float64Array;
  readonly label: number;
}

/** Simple properties, their squares, and a coarse picture of each of the first samples, [samples, d]. */
function features(split: ImageSplit, samples: number): Float64Array {
  const [height, width, channels] = split.shape;
  const coarse = thumbnails({ ...split, labels: Array.from({ length: samples }, (_, i) => split.labels[i]!) }, SIDE);
  const cells = coarse.values.length / samples;
  const d = PROPERTIES.length + channels + cells;
  const out = new Float64Array(samples * d);
  for (let i = 0; i < samples; i++) {
    const image = imageAt(split, i);
    const row = [...properties(image, split.shape), ...channelMeans(image, height * width, channels)];
    out.set(row, i * d);
    for (let cell = 0; cell < cells; cell++) out[i * d + row.length + cell] = coarse.values[i * cells + cell]!;
  }
  return out;
}

/** x, y, x², xy, y² of the first points, [samples, d]. */
function polynomials({ values, width }: PointSplit, samples: number): Float64Array {
  const rows = Array.from({ length: samples }, (_, i) => {
    const point = Array.from(values.subarray(i * width, (i + 1) * width));
    return [...point, ...point.flatMap((x, a) => point.slice(a).map((y) => x * y))];
  });
  return Float64Array.from(rows.flat());
}

/** In the order of {@link PROPERTIES}. */
function properties(image: Uint8Array, shape: ImageSplit['shape']): number[] {
  const row = shape[1] * shape[2];
  let sum = 0;
  let squares = 0;
  let black = 0;
  let white = 0;
  let grain = 0;
  for (let place = 0; place < image.length; place++) {
    const value = image[place]!;
    sum += value;
    squares += value * value;
    if (value === 0) black++;
    if (value === 255) white++;
    // A checkerboard of 2 × 2: pictures of things hardly have any, noise has.
    const diagonal = place + row + shape[2];
    if (diagonal < image.length) grain += Math.abs(value - image[place + shape[2]]! - image[place + row]! + image[diagonal]!);
  }
  const mean = sum / image.length;
  const { across, along } = gradientEnergy(image, shape);
  const logarithm = (energy: number) => Math.log(1 + energy / image.length);
  return [
    mean,
    Math.sqrt(Math.max(0, squares / image.length - mean * mean)),
    black / image.length,
    white / image.length,
    logarithm(across),
    logarithm(along),
    logarithm(grain),
  ];
}

function channelMeans(image: Uint8Array, places: number, channels: number): Float64Array {
  const means = new Float64Array(channels);
  image.forEach((value, place) => (means[place % channels]! += value / places));
  return means;
}

/** Measures mean and deviation of each feature and returns what makes them 0 and 1; features that never change become 0. */
function standardise(rows: readonly Float64Array[], d: number): (row: Float64Array) => Float64Array {
  const mean = new Float64Array(d);
  const deviation = new Float64Array(d);
  for (const row of rows) row.forEach((value, a) => (mean[a]! += value / rows.length));
  for (const row of rows) row.forEach((value, a) => (deviation[a]! += (value - mean[a]!) ** 2 / rows.length));
  return (row) => row.map((value, a) => (deviation[a]! > 1e-12 ? (value - mean[a]!) / Math.sqrt(deviation[a]!) : 0));
}

function largestDifference(taught: readonly Labelled[], scale: (row: Float64Array) => Float64Array, names: readonly string[]): ShiftTest['telltale'] {
  const differences = new Float64Array(names.length);
  for (const { row, label } of taught) {
    const scaled = scale(row);
    for (let a = 0; a < differences.length; a++) differences[a]! += ((label === 1 ? 1 : -1) * scaled[a]!) / (taught.length / 2);
  }
  const most = differences.reduce((best, value, a) => (Math.abs(value) > Math.abs(differences[best]!) ? a : best), 0);
  return { name: names[most]!, difference: differences[most]! };
}
