/** Whether dev pictures were stretched otherwise than training pictures: stretching to twice the width halves the gradients across. */
import type { Estimate } from '../../core/statistics';
import { meanOf, weightedSum } from '../significance';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral } from '../words';
import { imageAt, type ImageSplit } from './images';

/** Half a pixel of rounding is 2 % of 28; people write wider or narrower by more. */
const SLIGHT = 1.1;
/** 4:3 pictures squeezed into a square are off by 1.33. */
const CLEAR = 1.25;
/** Samples of a class, on either side, for its spread to be known. */
const FEWEST_SAMPLES = 20;

const RULE: Rule = {
  id: 'aspect-ratio',
  rule: `From the energy of horizontal and vertical gradients, class by class, dev pictures should be neither wider nor narrower than training pictures: watched beyond a factor of ${SLIGHT}, bad beyond ${CLEAR}, where the whole interval is.`,
  source: DEBUGGING_SLIDES,
};

/**
 * By what factor dev pictures are wider (above 1) or narrower (below 1) than training pictures, at equal height. Noise, and
 * strokes of a pixel or two, hide a part of it.
 * @returns undefined where no class has enough samples that are not flat
 */
export function relativeStretch(train: ImageSplit, dev: ImageSplit): Estimate | undefined {
  const ours = logRatios(train);
  const theirs = logRatios(dev);
  const enough = (ratios: ReadonlyMap<number, readonly number[]>, label: number) => (ratios.get(label)?.length ?? 0) >= FEWEST_SAMPLES;
  const shared = [...theirs.keys()].filter((label) => enough(ours, label) && enough(theirs, label));
  const samples = shared.reduce((sum, label) => sum + theirs.get(label)!.length, 0);
  if (samples === 0) return undefined;
  const shares = shared.map((label) => theirs.get(label)!.length / samples);
  // Energies go with the square of the gradients, so half the difference of logarithms is that of the widths.
  const estimates = [...shared.map((label) => meanOf(ours.get(label)!)), ...shared.map((label) => meanOf(theirs.get(label)!))];
  const { mean, low, high } = weightedSum(estimates, [...shares.map((share) => share / 2), ...shares.map((share) => -share / 2)]);
  return { mean: Math.exp(mean), low: Math.exp(low), high: Math.exp(high) };
}

export function judgeAspect(stretch: Estimate | undefined): Verdict {
  if (!stretch) return judge(RULE, 'unknown', {}, `Without ${FEWEST_SAMPLES} samples of a class in both training and dev data their widths cannot be compared.`);
  const { mean, low, high } = stretch;
  const text = `By their gradients, dev pictures have ${numeral(mean)} times the width of training pictures at equal height (interval ${numeral(low)} to ${numeral(high)})`;
  const beyond = (factor: number) => low > factor || high < 1 / factor;
  if (!beyond(SLIGHT)) return judge(RULE, 'good', { stretch: mean, low, high }, `${text}: no difference that matters.`);
  return judge(RULE, beyond(CLEAR) ? 'bad' : 'watch', { stretch: mean, low, high }, `${text}: they may have been resized with another aspect ratio.`, [
    'Crop or pad both to a square before resizing, by the same program.',
    'Augment by random crops of varied aspect ratio.',
  ]);
}

/** ln(energy of horizontal / energy of vertical gradients) of each picture that has both, by class. */
function logRatios(split: ImageSplit): Map<number, number[]> {
  const ratios = new Map<number, number[]>();
  for (let i = 0; i < split.labels.length; i++) {
    const { across, along } = gradientEnergy(imageAt(split, i), split.shape);
    if (across === 0 || along === 0) continue;
    const label = split.labels[i]!;
    const known = ratios.get(label);
    if (known) known.push(Math.log(across / along));
    else ratios.set(label, [Math.log(across / along)]);
  }
  return ratios;
}

/** Sums of squares of Sobel's gradients over the inner pixels of all channels. */
export function gradientEnergy(image: Uint8Array, [height, width, channels]: ImageSplit['shape']): { across: number; along: number } {
  const row = width * channels;
  let across = 0;
  let along = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let place = y * row + channels; place < (y + 1) * row - channels; place++) {
      const up = place - row;
      const down = place + row;
      const a = image[up - channels]!;
      const b = image[up + channels]!;
      const c = image[down - channels]!;
      const d = image[down + channels]!;
      const horizontal = b - a + 2 * (image[place + channels]! - image[place - channels]!) + d - c;
      const vertical = c - a + 2 * (image[down]! - image[up]!) + d - b;
      across += horizontal * horizontal;
      along += vertical * vertical;
    }
  }
  return { across, along };
}
