/** The rules on the samples themselves. */
import type { Evidence, ImageEvidence } from '../evidence';
import type { Verdict } from '../verdict';
import { worstOf } from '../worst-verdict';
import { judgeAspect, relativeStretch } from '../data/aspect';
import { judgeBackground, testBackground } from '../data/background';
import { findDuplicates } from '../data/duplicates';
import { judgeLabels, testLabels } from '../data/label-agreement';
import { judgeCopies, judgeLeakage, judgeSharedGroups } from '../data/leaks';
import type { ImageSplit } from '../data/images';
import { compareOrientation, judgeOrientation } from '../data/orientation';
import { judgeClipping, judgeNormalisation, judgeRange, pixelStatistics } from '../data/pixels';
import { judgeShift, testShift } from '../data/shift';

const EMPTY: Omit<ImageSplit, 'name'> = { shape: [1, 1, 1], pixels: new Uint8Array(), labels: [] };
const NONE: ImageEvidence = { train: { name: 'train', ...EMPTY }, dev: { name: 'dev', ...EMPTY }, mean: [0], deviation: [1] };

export function examineImages(evidence: Pick<Evidence, 'images' | 'classNames'>): Verdict[] {
  const examination = examiningImages(evidence);
  for (let step = examination.next(); ; step = examination.next()) if (step.done) return step.value;
}

/** The same in parts of some 100 ms each, so that the examiner can do other things in between. */
export function* examiningImages({ images, classNames }: Pick<Evidence, 'images' | 'classNames'>): Generator<void, Verdict[]> {
  const { train, dev, test, mean, deviation, group = 'writer' } = images ?? NONE;
  const splits = test ? [train, dev, test] : [train, dev];
  const statistics = { train: pixelStatistics(train), dev: pixelStatistics(dev) };
  yield;
  const orientation = judgeOrientation(compareOrientation(train, dev), dev.labels.length);
  yield;
  const aspect = judgeAspect(relativeStretch(train, dev));
  yield;
  const shift = judgeShift(testShift(train, dev));
  yield;
  const background = judgeBackground(testBackground(train, dev, classNames.length));
  yield;
  const agreement = judgeLabels(testLabels(train, dev, classNames.length));
  yield;
  const pairs = findDuplicates(splits);
  return [
    worstOf({ training: judgeRange(statistics.train), dev: judgeRange(statistics.dev) }),
    judgeNormalisation(statistics.train, mean, deviation),
    judgeClipping(statistics.train, statistics.dev),
    ...orientation,
    aspect,
    shift,
    background,
    agreement,
    judgeLeakage(pairs, splits),
    judgeCopies(pairs, train),
    judgeSharedGroups(splits, group),
  ];
}
