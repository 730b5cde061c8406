/** All checks of pictures, in the order in which they are run and shown. */
import { worstOf } from '../worst-verdict';
import { judgeAspect, relativeStretch } from './aspect';
import { judgeBackground, testBackground } from './background';
import { findDuplicates, type Place } from './duplicates';
import type { Check, Evidence, Portrait, Shown } from './finding';
import { imageAt, sizeOf, type ImageSplit } from './images';
import { contradicted, judgeLabels, testLabels } from './label-agreement';
import { balance, copiesFound, groups, splitsOf } from './labelled-checks';
import { compareOrientation, judgeOrientation } from './orientation';
import { judgeClipping, judgeNormalisation, judgeRange, pixelExtremes, pixelStatistics } from './pixels';
import type { Recognition } from './recognition';
import { judgeShift, testShift } from './shift';

const MOST_SUSPECTS = 24;
/** Classes with a mean picture of their own. */
const MOST_CLASSES = 10;

const copies: Check<ImageSplit> = {
  id: 'copies',
  run(data) {
    const splits = splitsOf(data);
    const splitNamed = new Map(splits.map((split) => [split.name, split]));
    const show = ({ split, index }: Place): Shown => showImage(splitNamed.get(split)!, index);
    return copiesFound(findDuplicates(splits), data, show);
  },
};

const values: Check<ImageSplit> = {
  id: 'values',
  run(data) {
    const splits = splitsOf(data).map((split) => ({ split: split.name, statistics: pixelStatistics(split) }));
    const [train, dev] = [splits[0]!.statistics, splits[1]!.statistics];
    const { least, most } = pixelExtremes(data.train);
    const constant = least.map((value, place) => (value === most[place] ? 255 : 0));
    const portraits: Portrait[] = [
      { title: 'smallest value of each pixel', picture: least },
      { title: 'largest value', picture: most },
      { title: 'constant pixels, in white', picture: constant },
    ];
    return {
      verdicts: [
        worstOf(Object.fromEntries(splits.map(({ split, statistics }) => [split, judgeRange(statistics)])), 'train'),
        judgeClipping(train, dev),
        judgeNormalisation(train, data.mean, data.deviation),
      ],
      evidence: [
        { kind: 'portraits', rows: [{ name: 'train', portraits }] },
        { kind: 'pixels', splits },
      ],
    };
  },
};

const looks: Check<ImageSplit> = {
  id: 'looks',
  run(data) {
    const names = data.classNames.slice(0, MOST_CLASSES);
    const rows = [data.train, data.dev].map((split) => ({ name: split.name, portraits: meanPortraits(split, names) }));
    return {
      verdicts: [...judgeOrientation(compareOrientation(data.train, data.dev), data.dev.labels.length), judgeAspect(relativeStretch(data.train, data.dev))],
      evidence: [{ kind: 'portraits', rows }],
    };
  },
};

const shift: Check<ImageSplit> = {
  id: 'shift',
  run({ train, dev }) {
    const test = testShift(train, dev);
    return { verdicts: [judgeShift(test)], evidence: test ? [{ kind: 'shares', shares: [{ name: 'told apart', share: test.accuracy }], chance: 0.5 }] : [] };
  },
};

const background: Check<ImageSplit> = {
  id: 'background',
  run({ train, dev, classNames }) {
    const test = testBackground(train, dev, classNames.length);
    return { verdicts: [judgeBackground(test)], evidence: recognised(test) };
  },
};

const labels: Check<ImageSplit> = {
  id: 'labels',
  run({ train, dev, classNames }) {
    const test = testLabels(train, dev, classNames.length);
    return { verdicts: [judgeLabels(test)], evidence: [...recognised(test), ...suspectsOf(test, train.labels, classNames.length, (index) => showImage(train, index))] };
  },
};

export const IMAGE_CHECKS: readonly Check<ImageSplit>[] = [balance, copies, groups, values, looks, shift, background, labels];

/** Both shares of a recognition, as bars. */
export function recognised(test: Recognition | undefined): Evidence[] {
  if (!test) return [];
  const shares = [
    { name: 'held-out train', share: test.train },
    { name: 'dev', share: test.dev },
  ];
  return [{ kind: 'shares', shares, chance: test.guess }];
}

/** Samples with contradicted labels; none where neighbours know too little of the classes. */
export function suspectsOf(test: Recognition | undefined, given: ArrayLike<number>, classes: number, show: (index: number) => Shown): Evidence[] {
  if (!test || test.dev.mean < test.halfway) return [];
  const found = contradicted(test, given, classes);
  if (found.length === 0) return [];
  const suspects = found.slice(0, MOST_SUSPECTS).map(({ index, likely, share }) => ({ ...show(index), likely, says: `${Math.round(10 * share)} of 10 neighbours` }));
  return [{ kind: 'suspects', suspects, found: found.length }];
}

function showImage(split: ImageSplit, index: number): Shown {
  return { split: split.name, index, label: split.labels[index]!, features: imageAt(split, index).slice() };
}

/** The mean picture of all samples, and of those of each class that has some. */
function meanPortraits(split: ImageSplit, names: readonly string[]): Portrait[] {
  const size = sizeOf(split.shape);
  const sums = Array.from({ length: names.length + 1 }, () => new Float64Array(size));
  const counts = new Uint32Array(names.length + 1);
  for (let i = 0; i < split.labels.length; i++) {
    const image = imageAt(split, i);
    const label = split.labels[i]!;
    for (const place of label < names.length ? [0, label + 1] : [0]) {
      counts[place]!++;
      const sum = sums[place]!;
      for (let at = 0; at < size; at++) sum[at]! += image[at]!;
    }
  }
  return ['all', ...names].flatMap((title, place) => (counts[place]! > 0 ? [{ title, picture: Uint8Array.from(sums[place]!, (sum) => Math.round(sum / counts[place]!)) }] : []));
}
