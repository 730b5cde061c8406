/** How many samples each class has. */
import { counted, grouped } from '../../core/words';
import { ALPHA, chiSquareTail } from '../significance';
import { NUTS_AND_BOLTS } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, sharePercent } from '../words';

export interface ClassBalance {
  readonly samples: number;
  /** Samples of each class, [K]. */
  readonly counts: readonly number[];
  readonly rarest: number;
  readonly commonest: number;
  /** Pearson's statistic against equal shares, and the chance of one as large if the classes were equally frequent. */
  readonly chiSquare: number;
  readonly p: number;
}

/** The rarest class as a share of 1/K: imbalance that hardly shows, and imbalance that rules the result. */
const MILD = 0.5;
const SEVERE = 0.1;
/** Pearson's approximation is usable from so many expected samples a class on. */
const FEWEST_EXPECTED = 5;

const RULE: Rule = {
  id: 'class-balance',
  rule: `Classes whose counts differ by more than chance (chi-square, p below ${ALPHA}) are watched where the rarest has less than ${sharePercent(MILD)} of an equal share, bad below ${sharePercent(SEVERE)} or where one is missing.`,
  source: { citation: `${NUTS_AND_BOLTS.citation}; Buda et al. 2018, A systematic study of the class imbalance problem`, url: 'https://arxiv.org/abs/1710.05381' },
};

/** @param labels class indices 0 … K−1, [n] */
export function classBalance(labels: ArrayLike<number>, classes: number): ClassBalance {
  const counts = new Array<number>(classes).fill(0);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  const expected = labels.length / classes;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const by = (better: (a: number, b: number) => boolean) => counts.reduce((best, count, k) => (better(count, counts[best]!) ? k : best), 0);
  return {
    samples: labels.length,
    counts,
    rarest: by((a, b) => a < b),
    commonest: by((a, b) => a > b),
    chiSquare,
    p: chiSquareTail(chiSquare, classes - 1),
  };
}

export function judgeBalance({ samples, counts, rarest, commonest, chiSquare, p }: ClassBalance, classNames?: readonly string[]): Verdict {
  const name = (label: number) => `“${classNames?.[label] ?? label}”`;
  const smallest = counts[rarest]! / samples;
  const equal = 1 / counts.length;
  const values = { smallestShare: smallest, largestShare: counts[commonest]! / samples, chiSquare, p, samples };
  if (samples < FEWEST_EXPECTED * counts.length) {
    return judge(RULE, 'unknown', values, `${counted(samples, 'sample')} of ${counts.length} classes are too few to tell an imbalance from chance.`);
  }
  const range = `from ${counted(counts[rarest]!, 'sample')} of ${name(rarest)} to ${grouped(counts[commonest]!)} of ${name(commonest)}`;
  const remedies = ['Collect more of the rare classes, sample them more often or weigh them more.', 'Judge by balanced accuracy or by recall per class.'];
  if (counts[rarest] === 0) return judge(RULE, 'bad', values, `There is no sample of ${name(rarest)}: classes go ${range}.`, remedies);
  if (chiSquare === 0) return judge(RULE, 'good', values, `Every class has ${counted(counts[rarest]!, 'sample')}.`);
  if (p >= ALPHA) return judge(RULE, 'good', values, `The classes go ${range}, as equal as chance has it (p = ${numeral(p)}).`);
  const relative = smallest / equal;
  const text = `The classes go ${range}: the rarest has ${sharePercent(relative)} of an equal share.`;
  if (relative >= MILD) return judge(RULE, 'good', values, text);
  return judge(RULE, relative < SEVERE ? 'bad' : 'watch', values, text, remedies);
}
