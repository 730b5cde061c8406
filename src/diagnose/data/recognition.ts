/** How well the most similar training samples tell the labels of other training samples and of dev samples: one question to two sides of the border. */
import { shareOf, type Estimate } from '../../core/statistics';
import { weightedSum } from '../significance';
import { neighbourVotes, type Rows } from './neighbours';

export interface RowsWithLabels {
  readonly rows: Rows;
  /** Class indices, [n]. */
  readonly labels: ArrayLike<number>;
}

/** Of the classes that both sides have, in dev's mix, so that another mix of classes makes no difference; intervals of 3 standard errors. */
export interface Recognition {
  /** Recognised training samples: the first ones, which were held out. */
  readonly train: Estimate;
  readonly dev: Estimate;
  /** The share that is right by always saying the same class. */
  readonly guess: number;
  /** Halfway from guessing to no mistake. */
  readonly halfway: number;
  /** What was said of the first training samples: shares of each class, [samples, K]. */
  readonly votes: Float32Array;
}

/** Reference samples and samples asked about, of either side: about a second on 8 × 8 pictures. */
const MOST_REFERENCES = 5000;
const MOST_ASKED = 1500;
const FEWEST_ASKED = 100;
const NEIGHBOURS = 10;
/** Looked at for every data set, so that chance gets less room than usual. */
const Z = 3;

/** @returns undefined where fewer than 100 samples of either side can be asked about */
export function recognise(train: RowsWithLabels, dev: RowsWithLabels, classes: number): Recognition | undefined {
  const asked = Math.min(MOST_ASKED, Math.floor(train.labels.length / 3));
  const askedDev = Math.min(MOST_ASKED, dev.labels.length);
  if (asked < FEWEST_ASKED || askedDev < FEWEST_ASKED) return undefined;
  const references = part(train, asked, Math.min(train.labels.length, asked + MOST_REFERENCES));
  const vote = ({ rows }: RowsWithLabels): Float32Array => neighbourVotes(references.rows, references.labels, rows, classes, NEIGHBOURS);
  const ours = part(train, 0, asked);
  const theirs = part(dev, 0, askedDev);
  const votes = vote(ours);
  const onTrain = recalls(votes, ours.labels, classes);
  const onDev = recalls(vote(theirs), theirs.labels, classes);
  const shared = onDev.flatMap(({ samples }, k) => (samples > 0 && onTrain[k]!.samples > 0 ? [k] : []));
  if (shared.length === 0) return undefined;
  const all = shared.reduce((sum, k) => sum + onDev[k]!.samples, 0);
  const weights = shared.map((k) => onDev[k]!.samples / all);
  const mixed = (side: readonly Recall[]): Estimate => weightedSum(shared.map((k) => shareOf(side[k]!.right, side[k]!.samples, Z)), weights);
  const guess = Math.max(...weights);
  return { train: mixed(onTrain), dev: mixed(onDev), guess, halfway: (1 + guess) / 2, votes };
}

/** The class with most votes; the first of equals. */
export function favourite(votes: Float32Array): number {
  let best = 0;
  for (let k = 1; k < votes.length; k++) if (votes[k]! > votes[best]!) best = k;
  return best;
}

interface Recall {
  samples: number;
  right: number;
}

/** Of each class, [K]. */
function recalls(votes: Float32Array, labels: ArrayLike<number>, classes: number): Recall[] {
  const found = Array.from({ length: classes }, (): Recall => ({ samples: 0, right: 0 }));
  for (let i = 0; i < labels.length; i++) {
    const recall = found[labels[i]!]!;
    recall.samples++;
    if (favourite(votes.subarray(i * classes, (i + 1) * classes)) === labels[i]) recall.right++;
  }
  return found;
}

function part({ rows: { values, width }, labels }: RowsWithLabels, from: number, to: number): RowsWithLabels {
  return { rows: { values: values.subarray(from * width, to * width), width }, labels: Array.from({ length: to - from }, (_, i) => labels[from + i]!) };
}
