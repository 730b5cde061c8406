/**
 * Whether training labels fit less well together than dev labels do: where labels of training samples were mixed up, the most similar training samples
 * agree with held-out training labels less often than with dev labels. Needs no network, and so no training. Labels that are wrong on both sides to
 * the same degree cannot be told in this way from classes that are hard to tell; `label-noise.ts` asks the network about those.
 */
import { differenceInterval, percent } from '../../core/statistics';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, sharePercent } from '../words';
import { thumbnails, type ImageSplit } from './images';
import { favourite, recognise, type Recognition, type RowsWithLabels } from './recognition';

/** Shares of wrong training labels beyond those of dev. */
const SOME = 0.03;
const MANY = 0.1;
const SIDE = 8;
/** In colour: nearly as many numbers as 8 × 8 grey ones. */
const SIDE_IN_COLOUR = 6;
/** A larger share of the votes for one other class is a contradiction: 7 of 10. */
const FIRM = 0.65;

const RULE: Rule = {
  id: 'label-agreement',
  rule: `The labels of the ten most similar training samples should agree with other training labels as often as with dev labels: watched where ${sharePercent(SOME)} fewer agree, bad at ${sharePercent(MANY)}, if the whole interval is below 0.`,
  source: { citation: `${DEBUGGING_SLIDES.citation}; Wilson 1972, Asymptotic properties of nearest neighbor rules using edited data`, url: 'https://doi.org/10.1109/TSMC.1972.4309137' },
};

/** A training sample whose label its most similar fellows contradict. */
export interface Contradicted {
  readonly index: number;
  readonly label: number;
  /** What they say instead. */
  readonly likely: number;
  /** The share of them that say so. */
  readonly share: number;
}

/** @returns undefined where there are too few samples */
export function testLabels(train: ImageSplit, dev: ImageSplit, classes: number): Recognition | undefined {
  return recognise(pictureRows(train), pictureRows(dev), classes);
}

export function judgeLabels(test: Recognition | undefined): Verdict {
  if (!test) return judge(RULE, 'unknown', {}, 'There are too few training and dev samples to compare their labels with those of similar samples.');
  const { train, dev, guess, halfway } = test;
  const gap = differenceInterval(dev, train);
  const lost = gap.mean / dev.mean;
  const values = { train: train.mean, dev: dev.mean, lost, low: gap.low, high: gap.high, guess };
  const text = `Similar training samples agree with ${percent(train)} of held-out training labels and with ${percent(dev)} of dev labels`;
  if (dev.mean < halfway) {
    return judge(RULE, 'unknown', values, `${text}: too few for labels to be judged by the look of pixels alone.`, ['Train, and see which labels the network contradicts.']);
  }
  if (gap.low > 0 && lost >= SOME) {
    return judge(RULE, lost >= MANY ? 'bad' : 'watch', values, `${text}: about ${numeral(100 * lost)} % of the training labels seem to have been mixed up.`, [
      'Look at the samples below: which label is right?',
      'Check whether labels and samples are still in the same order, after shuffling and filtering.',
    ]);
  }
  return judge(RULE, 'good', values, `${text}: training labels are as consistent as dev labels. What is wrong in both, only a network can tell.`);
}

/** The held-out training samples whose label is contradicted most firmly. */
export function contradicted({ votes: all }: Recognition, labels: ArrayLike<number>, classes: number): Contradicted[] {
  return Array.from({ length: all.length / classes }, (_, index) => {
    const votes = all.subarray(index * classes, (index + 1) * classes);
    const likely = favourite(votes);
    return { index, label: labels[index]!, likely, share: votes[likely]! };
  })
    .filter(({ label, likely, share }) => label !== likely && share > FIRM)
    .sort((a, b) => b.share - a.share);
}

function pictureRows(split: ImageSplit): RowsWithLabels {
  const { shape, values } = thumbnails(split, split.shape[2] === 1 ? SIDE : SIDE_IN_COLOUR);
  return { rows: { values, width: shape[0] * shape[1] * shape[2] }, labels: split.labels };
}
