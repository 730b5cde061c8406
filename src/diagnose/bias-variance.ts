/**
 * What a learning curve says about bias and variance, in the sense of Ng, "Machine learning yearning" (2018), chapters 20–32: the training error above
 * what is attainable is avoidable bias, the dev error above the training error is variance. It speaks only where the intervals allow it.
 */
import { differenceInterval, exactly, percent, type Estimate } from '../core/statistics';
import { grouped } from '../core/words';
import { exactPercent } from './words';

/** Errors (fractions) at one training-set size or width. */
export interface CurvePoint {
  readonly x: number;
  readonly train: Estimate;
  readonly dev: Estimate;
}

export interface Attainable {
  /** Error of people on this task, a stand-in for the best possible. */
  readonly human?: number;
  /** A known lower bound of any classifier's error; 0 where none is known. */
  readonly bayes: number;
}

export interface Reading {
  readonly verdict: 'bias' | 'variance' | 'both' | 'neither' | 'unclear';
  /** For the page, as it is. */
  readonly text: string;
}

/** A difference below half a percentage point is not worth a verdict, however sure. */
const MATERIAL = 0.005;
const FEWEST_POINTS = 3;

/** Reads error against training-set size, from its largest size and whether the dev error was still falling there. */
export function readSizeCurve(points: readonly CurvePoint[], attainable: Attainable): Reading {
  const curve = inOrder(points);
  const last = curve.at(-1);
  const before = curve.at(-2);
  if (!last || !before || curve.length < FEWEST_POINTS) return tooFew();
  const floor = attainable.human ?? attainable.bayes;
  const above = floorWords(attainable);
  const bias = differenceInterval(last.train, exactly(floor));
  const variance = differenceInterval(last.dev, last.train);
  const where = `With ${grouped(last.x)} samples`;
  const falling = rises(last.dev, before.dev)
    ? ` More data still helps: the dev error fell from ${percent(before.dev)} to ${percent(last.dev)} with the last step in size.`
    : '';

  if (!clear(bias) && !clear(variance)) {
    if (bias.high < 2 * MATERIAL && variance.high < 2 * MATERIAL) {
      return { verdict: 'neither', text: `${where} the training error is as low as ${above} and the dev error is next to it: neither bias nor variance is left to fight.` };
    }
    return unclear();
  }
  if (clear(bias) && clear(variance)) {
    const excess = differenceInterval(variance, bias);
    const both = `${where} the training error (${percent(last.train)}) is above ${above}, and the dev error (${percent(last.dev)}) is above the training error: bias and variance both`;
    if (excess.low > 0) return { verdict: 'variance', text: `${both}, but variance is the larger part.${falling}` };
    if (excess.high < 0) return { verdict: 'bias', text: `${both}, but bias is the larger part. A larger network or longer training attacks it.${falling}` };
    return { verdict: 'both', text: `${both}, and the intervals do not tell which is larger.${falling}` };
  }
  if (clear(variance)) {
    const remedy = falling || ' More data or more regularisation attacks it.';
    return { verdict: 'variance', text: `${where} the dev error (${percent(last.dev)}) is clearly above the training error (${percent(last.train)}): variance.${remedy}` };
  }
  return {
    verdict: 'bias',
    text: `${where} the training error (${percent(last.train)}) itself is above ${above}, and the dev error (${percent(last.dev)}) is not clearly above it: bias. A larger network or longer training attacks it.${falling || ' More data alone does not.'}`,
  };
}

/** Reads error against model width, from the narrowest, the best and the widest network. */
export function readWidthCurve(points: readonly CurvePoint[]): Reading {
  const curve = inOrder(points);
  const narrow = curve[0];
  const wide = curve.at(-1);
  if (!narrow || !wide || curve.length < FEWEST_POINTS) return tooFew();
  const best = curve.reduce((a, b) => (b.dev.mean < a.dev.mean ? b : a));
  const fitsBetter = rises(wide.train, narrow.train);
  const change = `Widening from ${grouped(narrow.x)} to ${grouped(wide.x)}`;
  if (rises(best.dev, wide.dev)) {
    return {
      verdict: 'variance',
      text: `Beyond a width of ${grouped(best.x)} the dev error rises again, from ${percent(best.dev)} to ${percent(wide.dev)}: the added freedom goes into variance.`,
    };
  }
  if (rises(wide.dev, narrow.dev)) {
    const train = fitsBetter ? ` and the training error from ${percent(narrow.train)} to ${percent(wide.train)}: the narrow network was too small, which is bias` : '';
    return { verdict: 'bias', text: `${change} lowers the dev error from ${percent(narrow.dev)} to ${percent(wide.dev)}${train}.` };
  }
  if (fitsBetter) {
    return {
      verdict: 'variance',
      text: `${change} lowers the training error from ${percent(narrow.train)} to ${percent(wide.train)}, but no change of the dev error can be seen: what is left there is variance.`,
    };
  }
  return unclear();
}

function inOrder(points: readonly CurvePoint[]): CurvePoint[] {
  return points.filter(({ train, dev }) => [train, dev].every(({ low, high }) => Number.isFinite(low) && Number.isFinite(high))).sort((a, b) => a.x - b.x);
}

function clear({ mean, low }: Estimate): boolean {
  return low > 0 && mean >= MATERIAL;
}

function rises(from: Estimate, to: Estimate): boolean {
  return clear(differenceInterval(to, from));
}

function floorWords({ human, bayes }: Attainable): string {
  if (human !== undefined) return `human level (${exactPercent(human)})`;
  return bayes > 0 ? `what label noise leaves possible (${exactPercent(bayes)})` : 'zero';
}

function tooFew(): Reading {
  return { verdict: 'unclear', text: `A verdict on bias and variance needs at least ${FEWEST_POINTS} finished points with intervals.` };
}

function unclear(): Reading {
  return { verdict: 'unclear', text: 'The intervals overlap too much for a verdict on bias and variance. A larger range, a harder data set or more seeds would tell.' };
}
