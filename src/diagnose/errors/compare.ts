/** Two networks on the same samples: which mistakes were mended, which are new, and whether that is more than chance. */
import type { Estimate } from '../../core/statistics';
import { Z95 } from '../../core/statistics';
import { counted, grouped } from '../../core/words';
import { ALPHA, fairCoinTail } from '../significance';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, signedPoints } from '../words';

export interface Comparison {
  readonly samples: number;
  /** Indices of samples, in order: wrong before and right after, and the other way round. */
  readonly fixed: Uint32Array;
  readonly broken: Uint32Array;
  readonly bothWrong: Uint32Array;
  readonly bothRight: number;
  /** Accuracy after − accuracy before. */
  readonly difference: Estimate;
  /** Two-sided. */
  readonly p: number;
}

const RULE: Rule = {
  id: 'comparison',
  rule: `Only samples on which two runs disagree tell them apart; McNemar’s exact test on these must give p below ${ALPHA}. It speaks of these two networks, not of other seeds.`,
  source: { citation: 'McNemar 1947; Dietterich 1998, Approximate statistical tests for comparing supervised classification learning algorithms', url: 'https://doi.org/10.1162/089976698300017197' },
};

/** @param before, after whether each sample was recognised, [n] @throws RangeError where the lengths differ */
export function compareRuns(before: readonly boolean[], after: readonly boolean[]): Comparison {
  const n = before.length;
  if (after.length !== n) throw new RangeError(`runs are compared on the same samples, not on ${n} and ${after.length}`);
  const where = (was: boolean, is: boolean) => Uint32Array.from(before.flatMap((right, i) => (right === was && after[i] === is ? [i] : [])));
  const fixed = where(false, true);
  const broken = where(true, false);
  const bothWrong = where(false, false);
  return {
    samples: n,
    fixed,
    broken,
    bothWrong,
    bothRight: n - fixed.length - broken.length - bothWrong.length,
    difference: pairedDifference(fixed.length, broken.length, n),
    p: mcNemar(fixed.length, broken.length),
  };
}

/** The chance that fair coins would divide the disagreements at least as unevenly: McNemar's test in its exact, two-sided form. */
export function mcNemar(fixed: number, broken: number): number {
  return Math.min(1, 2 * fairCoinTail(Math.min(fixed, broken), fixed + broken));
}

/** Bonett & Price, "Adjusted Wald confidence interval for a difference of binomial proportions based on paired data", 2012. */
function pairedDifference(fixed: number, broken: number, n: number): Estimate {
  const up = (fixed + 1) / (n + 2);
  const down = (broken + 1) / (n + 2);
  const half = Z95 * Math.sqrt((up + down - (up - down) ** 2) / (n + 2));
  return { mean: (fixed - broken) / n, low: Math.max(-1, up - down - half), high: Math.min(1, up - down + half) };
}

export function judgeComparison({ samples, fixed, broken, difference, p }: Comparison): Verdict {
  const values = { fixed: fixed.length, broken: broken.length, difference: difference.mean, low: difference.low, high: difference.high, p, samples };
  const changes = `${counted(fixed.length, 'mistake')} of ${grouped(samples)} samples mended, ${counted(broken.length, 'new one')}`;
  if (p >= ALPHA) {
    return judge(RULE, 'unknown', values, `${changes} (p = ${numeral(p)}): chance alone could do this.`, ['Compare over several seeds, or on more samples.']);
  }
  const change = `${signedPoints(difference.mean)} (${signedPoints(difference.low)} to ${signedPoints(difference.high)}, p = ${numeral(p)})`;
  if (difference.mean > 0) return judge(RULE, 'good', values, `${changes}: ${change}.`);
  return judge(RULE, 'bad', values, `${changes}: ${change}.`, ['Look at the new mistakes: what do they have in common?']);
}
