/**
 * Whether dev pictures are turned, mirrored, negative or of another channel order than the training pictures, found without a network: dev pictures
 * are compared with the mean training picture T of their class and with the same turned, gT. Where dev and training are alike, the mean of ⟨x, T − gT⟩ is
 * as large on dev as on training pictures that did not go into T; where dev is what g makes of training, it is the negative of that.
 */
import type { Estimate } from '../../core/statistics';
import { listed } from '../../core/words';
import { meanOf } from '../significance';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral } from '../words';
import { imageAt, sizeOf, type ImageSplit } from './images';
import { transformed, transformsOf, type Transform } from './transforms';

export interface Likeness {
  readonly transform: Transform;
  /** Mean of ⟨x, T − gT⟩ on held-out training pictures; not clearly positive where g changes nothing that can be seen. */
  readonly train: Estimate;
  readonly dev: Estimate;
  /** dev / train: 1 the same way round, −1 transformed, 0 neither. */
  readonly score: number;
}

/** Several transforms are looked at, and pictures are not independent of their class's mean: 4 standard errors instead of 2. */
const Z = 4;
/** Below this score a part of the dev pictures seems to be transformed, or they look unlike the training pictures. */
const LIKE = 0.4;
/** Transforms that explain dev pictures this nearly as well as the best cannot be told from it: a half turn from upside down where sides look alike. */
const AS_GOOD = 0.97;
const FEWEST_SAMPLES = 50;

const RULE = `Dev pictures must resemble the mean training picture of their class more than that picture transformed: bad where they resemble the transformed one more, by ${Z} standard errors; watched where the difference is below ${LIKE} of what training pictures show.`;
const GROUPS: Readonly<Record<Transform['group'], { rule: Rule; name: string; remedy: string }>> = {
  orientation: {
    rule: { id: 'orientation', rule: RULE, source: DEBUGGING_SLIDES },
    name: 'orientation',
    remedy: 'Check how rows and columns are stored and which corner is first; phones store the orientation apart from the pixels (EXIF).',
  },
  'channel-order': {
    rule: { id: 'channel-order', rule: RULE, source: DEBUGGING_SLIDES },
    name: 'order of the channels',
    remedy: 'Check which libraries read the two: OpenCV gives BGR, most others RGB.',
  },
  negative: {
    rule: { id: 'negative', rule: RULE, source: DEBUGGING_SLIDES },
    name: 'polarity',
    remedy: 'Check whether 0 is black or white in both: ink on paper is dark, MNIST’s ink is bright.',
  },
};

/** @param train, dev splits of one shape */
export function compareOrientation(train: ImageSplit, dev: ImageSplit): Likeness[] {
  const templates = meanPictures(train, 0);
  return transformsOf(train.shape).map((transform) => {
    const differences = new Map([...templates].map(([label, picture]) => {
      const turned = transformed(picture, transform);
      return [label, picture.map((value, i) => value - turned[i]!)];
    }));
    const onTrain = meanOf(products(train, differences, 1, 2), Z);
    const onDev = meanOf(products(dev, differences, 0, 1), Z);
    return { transform, train: onTrain, dev: onDev, score: onDev.mean / onTrain.mean };
  });
}

/**
 * One verdict for each group of transforms. Where one transform is seen, others are, too (a negative resembles nothing any way round), so only the one
 * that explains the dev pictures best is blamed.
 * @param samples dev pictures that were compared
 */
export function judgeOrientation(likenesses: readonly Likeness[], samples: number): Verdict[] {
  const seen = likenesses.filter(({ train, dev }) => train.low > 0 && dev.high < 0);
  // ⟨x, gT⟩ exceeds ⟨x, T⟩ most.
  const best = samples < FEWEST_SAMPLES || seen.length === 0 ? undefined : seen.reduce((a, b) => (b.dev.mean < a.dev.mean ? b : a));
  const groups = [...new Set(likenesses.map(({ transform }) => transform.group))];
  return groups.map((group) => {
    const { rule, name, remedy } = GROUPS[group];
    const own = likenesses.filter(({ transform }) => transform.group === group);
    const remedies = ['Look at dev and training pictures of one class side by side.', remedy];
    if (best?.transform.group === group) {
      const looks = own.filter((one) => seen.includes(one) && one.dev.mean <= AS_GOOD * best.dev.mean).map(({ transform }) => transform.words);
      const text = `Dev pictures look ${looks.join(' or ')}: seen that way they resemble the training pictures of their class more (score ${numeral(best.score)}, where 1 is the same and −1 the transformed).`;
      return judge(rule, 'bad', { score: best.score, samples }, text, remedies);
    }
    if (best && own.some((one) => seen.includes(one))) {
      return judge(rule, 'unknown', { samples }, `The ${name} of the dev pictures cannot be told while they look ${best.transform.words}.`);
    }
    return judgeUnseen(group, own, samples, remedies);
  });
}

function judgeUnseen(group: Transform['group'], likenesses: readonly Likeness[], samples: number, remedies: readonly string[]): Verdict {
  const { rule, name } = GROUPS[group];
  const visible = likenesses.filter(({ train }) => train.low > 0);
  if (samples < FEWEST_SAMPLES || visible.length === 0) {
    const reason = samples < FEWEST_SAMPLES ? `${samples} are too few` : 'the mean training pictures look the same either way';
    return judge(rule, 'unknown', { samples }, `The ${name} of the dev pictures cannot be told: ${reason}.`);
  }
  const { score, transform } = visible.reduce((low, one) => (one.score < low.score ? one : low));
  const hidden = likenesses.filter((one) => !visible.includes(one)).map((one) => one.transform.words);
  const blind = hidden.length > 0 ? `; whether they are ${listed(hidden)} cannot be told` : '';
  if (score < LIKE) {
    const text = `Some dev pictures may be ${transform.words}, or all are unlike the training pictures (score ${numeral(score)}, where 1 is the same and −1 the transformed)${blind}.`;
    return judge(rule, 'watch', { score, samples }, text, remedies);
  }
  return judge(rule, 'good', { score, samples }, `The ${name} of the dev pictures is that of the training pictures (lowest score ${numeral(score)}, where 1 is the same)${blind}.`);
}

/** Mean of every second picture of each class, from `first` on, each less its own mean. */
function meanPictures(split: ImageSplit, first: 0 | 1): Map<number, Float64Array> {
  const size = sizeOf(split.shape);
  const sums = new Map<number, Float64Array>();
  const counts = new Map<number, number>();
  for (let i = first; i < split.labels.length; i += 2) {
    const label = split.labels[i]!;
    const sum = sums.get(label) ?? new Float64Array(size);
    const image = imageAt(split, i);
    const mean = meanByte(image);
    for (let place = 0; place < size; place++) sum[place]! += image[place]! - mean;
    sums.set(label, sum);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return new Map([...sums].map(([label, sum]) => [label, sum.map((value) => value / counts.get(label)!)]));
}

/** ⟨x, d⟩ of each picture and its class's d, whose values sum to 0; of classes without one nothing. */
function products(split: ImageSplit, differences: ReadonlyMap<number, Float64Array>, first: number, step: number): number[] {
  const found: number[] = [];
  for (let i = first; i < split.labels.length; i += step) {
    const difference = differences.get(split.labels[i]!);
    if (!difference) continue;
    const image = imageAt(split, i);
    let sum = 0;
    for (let place = 0; place < image.length; place++) sum += image[place]! * difference[place]!;
    found.push(sum);
  }
  return found;
}

function meanByte(image: Uint8Array): number {
  let sum = 0;
  for (const value of image) sum += value;
  return sum / image.length;
}
