/** What the values of pixels give away: images that were scaled twice, cut off, empty, or fed unlike they were measured. */
import { counted, grouped, listed } from '../../core/words';
import { DEBUGGING_SLIDES, RECIPE } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, points, sharePercent } from '../words';
import { sizeOf, type ImageSplit } from './images';

export interface PixelStatistics {
  readonly samples: number;
  readonly min: number;
  readonly max: number;
  /** Per channel, of values / 255. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Channels with one value everywhere; and pairs [a, b] of channels that are equal everywhere. */
  readonly constantChannels: readonly number[];
  readonly equalChannels: readonly (readonly [number, number])[];
  /** Share of the places (y, x, c) with the same value in every sample. */
  readonly constantShare: number;
  /** Shares of values at 0 and at 255. */
  readonly black: number;
  readonly white: number;
  /** Samples with one value throughout. */
  readonly emptySamples: number;
}

/** Bytes that never pass 1 or 15 were scaled to 0 … 1, or hold 4 bits; those that never pass half the range are worth a look. */
const SCALED_MAX = 15;
const NARROW_MAX = 127;
/** Share of values at an end by which training and evaluation may differ. */
const CLIPPED_APART = 0.05;
/** Distance of the measured mean from 0 and of the deviation from 1 after normalising. */
const OFF_MEAN = 0.2;
const FAR_OFF_MEAN = 1;
const SOME_EMPTY = 0.001;

const RANGE: Rule = {
  id: 'value-range',
  rule: `Pixels use the range 0 … 255: bad where none is above ${SCALED_MAX}, as after scaling twice, or all are equal; watched where none is above ${NARROW_MAX}, a channel is constant or equal to another, or samples are empty.`,
  source: DEBUGGING_SLIDES,
};
const CLIPPING: Rule = {
  id: 'clipping',
  rule: `Training and evaluation data should be cut off alike: the shares of values at 0 and at 255 may differ by ${points(CLIPPED_APART)}, by twice that at most.`,
  source: RECIPE,
};
const NORMALISED: Rule = {
  id: 'normalisation',
  rule: `What the network is fed should have mean 0 and deviation 1 in every channel: watched where the mean is off by ${OFF_MEAN} or the deviation by a factor of ${1 + 2 * OFF_MEAN}, bad where the mean is off by ${FAR_OFF_MEAN} or the deviation by a factor of ${1 + 2 * FAR_OFF_MEAN}.`,
  source: { citation: 'LeCun et al. 1998, Efficient backprop, section 4.3', url: 'https://doi.org/10.1007/3-540-49430-8_2' },
};

export function pixelStatistics({ shape, pixels, labels }: ImageSplit): PixelStatistics {
  const channels = shape[2];
  const size = sizeOf(shape);
  const samples = labels.length;
  const histograms = Array.from({ length: channels }, () => new Float64Array(256));
  const varies = new Uint8Array(size);
  const differ = new Uint8Array(channels * channels);
  let emptySamples = 0;
  for (let i = 0; i < samples; i++) {
    const base = i * size;
    let empty = true;
    for (let place = 0; place < size; place++) {
      const value = pixels[base + place]!;
      const channel = place % channels;
      histograms[channel]![value]!++;
      if (value !== pixels[place]) varies[place] = 1;
      if (value !== pixels[base]) empty = false;
      for (let other = 0; other < channel; other++) if (value !== pixels[base + place - channel + other]) differ[channel * channels + other] = 1;
    }
    if (empty) emptySamples++;
  }

  const all = samples * size;
  const moments = histograms.map(momentsOf);
  const at = (value: number) => histograms.reduce((sum, histogram) => sum + histogram[value]!, 0) / all;
  const used = Array.from({ length: 256 }, (_, value) => value).filter((value) => at(value) > 0);
  return {
    samples,
    min: used[0] ?? NaN,
    max: used.at(-1) ?? NaN,
    mean: moments.map(({ mean }) => mean / 255),
    deviation: moments.map(({ deviation }) => deviation / 255),
    constantChannels: moments.flatMap(({ deviation }, c) => (deviation === 0 ? [c] : [])),
    equalChannels: Array.from({ length: channels * channels }, (_, i) => [i % channels, Math.floor(i / channels)] as const).filter(
      ([a, b]) => a < b && differ[b * channels + a] === 0,
    ),
    constantShare: varies.reduce((sum, yes) => sum - yes, size) / size,
    black: at(0),
    white: at(255),
    emptySamples,
  };
}

/** The smallest and the largest value at every place over all samples, each [H, W, C]; 255 and 0 where there is no sample. */
export function pixelExtremes({ shape, pixels, labels }: ImageSplit): { least: Uint8Array; most: Uint8Array } {
  const size = sizeOf(shape);
  const least = new Uint8Array(size).fill(255);
  const most = new Uint8Array(size);
  for (let i = 0; i < labels.length; i++) {
    for (let place = 0; place < size; place++) {
      const value = pixels[i * size + place]!;
      if (value < least[place]!) least[place] = value;
      if (value > most[place]!) most[place] = value;
    }
  }
  return { least, most };
}

/** Whether bytes are what they seem. The share of constant places is told, not judged: frames and corners are often empty. */
export function judgeRange(statistics: PixelStatistics): Verdict {
  const { samples, min, max, constantChannels, equalChannels, constantShare, emptySamples } = statistics;
  const values = { min, max, constantShare, constantChannels: constantChannels.length, equalChannels: equalChannels.length, emptySamples, samples };
  if (samples === 0) return judge(RANGE, 'unknown', values, 'There are no samples to look at.');
  const range = `Values lie between ${min} and ${max}`;
  if (min === max) return judge(RANGE, 'bad', values, `Every pixel is ${min}: there is nothing to see.`, ['Look at some samples, and at the program that wrote them.']);
  if (max <= SCALED_MAX) {
    return judge(RANGE, 'bad', values, `${range}, where 0 to 255 is expected: they may have been scaled before they were stored as bytes.`, [
      'Multiply by 255 before storing numbers of 0 … 1 as bytes.',
      'Look at some samples as the network sees them.',
    ]);
  }
  const odd = [
    ...(max <= NARROW_MAX ? [`no value is above ${max}`] : []),
    ...(constantChannels.length > 0 ? [`channel ${listed(constantChannels.map(String))} is the same everywhere`] : []),
    ...(equalChannels.length > 0 ? [`channels ${listed(equalChannels.map(([a, b]) => `${a} = ${b}`))} are equal everywhere`] : []),
    ...(emptySamples > SOME_EMPTY * samples ? [`${counted(emptySamples, 'sample')} of ${grouped(samples)} show nothing`] : []),
  ];
  if (odd.length === 0) return judge(RANGE, 'good', values, `${range}, every channel varies, and ${sharePercent(constantShare)} of the places never change.`);
  return judge(RANGE, 'watch', values, `${range}, but ${listed(odd)}.`, ['Look at some samples as the network sees them.', 'Drop channels and samples that hold nothing.']);
}

/** Whether evaluation data are cut off like the training data. */
export function judgeClipping(train: PixelStatistics, dev: PixelStatistics): Verdict {
  const values = { trainBlack: train.black, devBlack: dev.black, trainWhite: train.white, devWhite: dev.white };
  if (train.samples === 0 || dev.samples === 0) return judge(CLIPPING, 'unknown', {}, 'Without both training and dev samples nothing can be compared.');
  const black = Math.abs(train.black - dev.black);
  const white = Math.abs(train.white - dev.white);
  const apart = Math.max(black, white);
  const [end, ours, theirs] = black > white ? ['0', train.black, dev.black] : ['255', train.white, dev.white];
  const text = `${sharePercent(ours)} of the training pixels and ${sharePercent(theirs)} of the dev pixels are ${end}`;
  if (apart <= CLIPPED_APART) return judge(CLIPPING, 'good', values, `${text}: the two are cut off alike.`);
  return judge(CLIPPING, apart > 2 * CLIPPED_APART ? 'bad' : 'watch', values, `${text}: they were exposed, cut out or noised differently.`, [
    'Look at samples of both side by side.',
    'Prepare both by the same program, or augment brightness, contrast and noise.',
  ]);
}

/** Whether values, less `mean` and divided by `deviation` per channel, come out standardised. */
export function judgeNormalisation(statistics: Pick<PixelStatistics, 'samples' | 'mean' | 'deviation'>, mean: readonly number[], deviation: readonly number[]): Verdict {
  if (statistics.samples === 0) return judge(NORMALISED, 'unknown', {}, 'There are no samples to look at.');
  const fed = statistics.mean.map((measured, c) => (measured - mean[c]!) / deviation[c]!);
  const spread = statistics.deviation.map((measured, c) => measured / deviation[c]!);
  const values = { mean: largestBy(fed, Math.abs), deviation: largestBy(spread, awayFromOne) };
  const off = Math.max(Math.abs(values.mean), (awayFromOne(values.deviation) - 1) / 2);
  const text = `After normalising, the channel farthest off has mean ${numeral(values.mean)}, and the one of the oddest spread has deviation ${numeral(values.deviation)}`;
  if (off < OFF_MEAN) return judge(NORMALISED, 'good', values, `${text}: standardised well enough.`);
  return judge(NORMALISED, off >= FAR_OFF_MEAN ? 'bad' : 'watch', values, `${text}; 0 and 1 are expected.`, [
    'Measure mean and deviation on the training data and subtract and divide by these.',
    'Normalise once: not both in the file and in the network.',
  ]);
}

function awayFromOne(factor: number): number {
  return Math.max(factor, 1 / factor);
}

function largestBy(values: readonly number[], size: (value: number) => number): number {
  return values.reduce((largest, value) => (size(value) > size(largest) ? value : largest));
}

function momentsOf(histogram: Float64Array): { mean: number; deviation: number } {
  const count = histogram.reduce((a, b) => a + b, 0);
  const mean = histogram.reduce((sum, n, value) => sum + n * value, 0) / count;
  const variance = histogram.reduce((sum, n, value) => sum + n * (value - mean) ** 2, 0) / count;
  return { mean, deviation: Math.sqrt(variance) };
}
