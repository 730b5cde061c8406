/**
 * The ladder of errors, after Ng's "Nuts and Bolts": from what is attainable up to the error on the training samples, on fresh ones of their kind
 * (train-dev), on dev and on test. Each gap between two rungs has a name and remedies of its own, so it matters which is the largest; that is said only
 * where the intervals allow it.
 */
import { differenceInterval, percent, type Estimate } from '../../core/statistics';
import { listed } from '../../core/words';
import { weightedSum } from '../significance';
import { NUTS_AND_BOLTS } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { points, signedPoints } from '../words';

export type RungId = 'floor' | 'train' | 'trainDev' | 'dev' | 'test';
export type GapId = 'bias' | 'variance' | 'mismatch' | 'overfit';

/** Errors as fractions, each of samples of its own. */
export interface Errors {
  /** What is attainable: human level, a known lower bound, or zero. */
  readonly floor: Estimate;
  readonly train: Estimate;
  /** Missing where there are no such samples. */
  readonly trainDev?: Estimate | undefined;
  readonly dev: Estimate;
  /** Missing until it is looked at. */
  readonly test?: Estimate | undefined;
}

export interface Gap {
  readonly id: GapId;
  readonly from: RungId;
  readonly to: RungId;
  /** The upper error − the lower error. */
  readonly size: Estimate;
  /** Surely above zero, and large enough to matter. */
  readonly clear: boolean;
}

export type Largest =
  | { readonly kind: 'gap'; readonly gap: GapId }
  /** No gap can be large enough to matter. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'unclear';
      /** The gaps that may be the largest, the seemingly largest first. */
      readonly among: readonly GapId[];
      /** The rung whose interval stands most in the way. */
      readonly widest: RungId;
      /** About how many times as many samples would tell, if the errors stay as they are. */
      readonly factor: number;
    };

export interface Ladder {
  readonly errors: Errors;
  /** From the bottom up; those between rungs that are there. */
  readonly gaps: readonly Gap[];
  readonly largest: Largest;
}

export const GAP_NAMES: Readonly<Record<GapId, string>> = { bias: 'avoidable bias', variance: 'variance', mismatch: 'data mismatch', overfit: 'over-fit to dev' };
export const RUNG_NAMES: Readonly<Record<RungId, string>> = { floor: 'attainable', train: 'train', trainDev: 'train-dev', dev: 'dev', test: 'test' };

/** A gap below half a percentage point is not worth a remedy, however sure. */
export const MATERIAL = 0.005;
/** A gap that may be as large as this is not ruled out. */
export const WORTH_KNOWING = 0.02;

export function ladderOf(errors: Errors): Ladder {
  const gaps = gapsOf(errors);
  return { errors, gaps, largest: largestOf(errors, gaps) };
}

/** Without train-dev, the way from train to dev is all called variance: it cannot be told from mismatch. */
function gapsOf(errors: Errors): Gap[] {
  const generalised: RungId = errors.trainDev ? 'trainDev' : 'dev';
  const ends: (readonly [GapId, RungId, RungId])[] = [
    ['bias', 'floor', 'train'],
    ['variance', 'train', generalised],
    ...(errors.trainDev ? [['mismatch', 'trainDev', 'dev'] as const] : []),
    ...(errors.test ? [['overfit', 'dev', 'test'] as const] : []),
  ];
  return ends.map(([id, from, to]) => {
    const size = differenceInterval(errors[to]!, errors[from]!);
    return { id, from, to, size, clear: size.low > 0 && size.mean >= MATERIAL };
  });
}

/** The gap that is clear and clearly above every other one. */
function largestOf(errors: Errors, gaps: readonly Gap[]): Largest {
  const [first, ...others] = [...gaps].sort((a, b) => b.size.mean - a.size.mean) as [Gap, ...Gap[]];
  const rivals = others.map((gap) => ({ gap, lead: leadOf(errors, first, gap) })).filter(({ lead }) => !(lead.size.low > 0));
  if (first.clear && rivals.length === 0) return { kind: 'gap', gap: first.id };
  if (!first.clear && gaps.every(({ size }) => size.high < WORTH_KNOWING)) return { kind: 'none' };
  // What is in doubt: whether it is there at all, or whether it is above the next one.
  const doubt = rivals[0]?.lead ?? { size: first.size, parts: partsOf([first]) };
  return {
    kind: 'unclear',
    among: [first.id, ...rivals.map(({ gap }) => gap.id)],
    widest: widestOf(errors, doubt.parts),
    factor: ((doubt.size.mean - doubt.size.low) / doubt.size.mean) ** 2,
  };
}

type Parts = ReadonlyMap<RungId, number>;

/** How far one gap is above another. Two neighbours share a rung, whose error counts twice, so their intervals may not simply be compared. */
function leadOf(errors: Errors, above: Gap, below: Gap): { readonly size: Estimate; readonly parts: Parts } {
  const parts = partsOf([above], [below]);
  return { size: weightedSum([...parts.keys()].map((rung) => errors[rung]!), [...parts.values()]), parts };
}

/** How often each rung's error counts in a sum of gaps less other gaps. */
function partsOf(added: readonly Gap[], taken: readonly Gap[] = []): Parts {
  const parts = new Map<RungId, number>();
  const count = (rung: RungId, by: number) => parts.set(rung, (parts.get(rung) ?? 0) + by);
  for (const [gaps, sign] of [[added, 1] as const, [taken, -1] as const]) {
    for (const { from, to } of gaps) {
      count(to, sign);
      count(from, -sign);
    }
  }
  return parts;
}

function widestOf(errors: Errors, parts: Parts): RungId {
  const reach = ([rung, weight]: readonly [RungId, number]) => Math.abs(weight) * (errors[rung]!.high - errors[rung]!.low);
  return [...parts].reduce((widest, part) => (reach(part) > reach(widest) ? part : widest))[0];
}

const RULE: Rule = {
  id: 'ladder',
  rule: `Work on the largest of the gaps between attainable, training, train-dev, dev and test error. It counts as the largest where it is at least ${points(MATERIAL)}, and 95 % intervals put it above zero and above every other gap.`,
  source: NUTS_AND_BOLTS,
};

const MEANINGS: Readonly<Record<GapId, string>> = {
  bias: 'the network does not even fit what it is shown as well as could be',
  variance: 'it does not do as well on fresh samples as on those it learned from',
  mismatch: 'dev samples are of another kind than those it learned from',
  overfit: 'settings were chosen to suit these very dev samples',
};

/** More than this is no advice. */
const MOST_FACTOR = 200;

export function judgeLadder({ errors, gaps, largest }: Ladder): Verdict {
  const values = Object.fromEntries([
    ...(Object.keys(RUNG_NAMES) as RungId[]).flatMap((rung) => (errors[rung] ? [[rung, errors[rung].mean] as const] : [])),
    ...gaps.map(({ id, size }) => [id, size.mean] as const),
  ]);
  const nameOf = (id: GapId) => (id === 'variance' && !errors.trainDev ? 'variance (or data mismatch: there is no train-dev to tell)' : GAP_NAMES[id]);
  const sizeOf = (id: GapId) => signedPoints(gaps.find((gap) => gap.id === id)!.size.mean);
  if (largest.kind === 'gap') {
    return judge(RULE, 'watch', values, `The largest gap is ${nameOf(largest.gap)}, ${sizeOf(largest.gap)}: ${MEANINGS[largest.gap]}. Work on that first.`);
  }
  if (largest.kind === 'none') {
    return judge(RULE, 'good', values, `No gap can be as large as ${points(WORTH_KNOWING)}: with a dev error of ${percent(errors.dev)} there is little left to work on.`);
  }
  const { among, widest, factor } = largest;
  const what =
    among.length > 1
      ? `Cannot tell yet which gap is the largest: ${listed(among.map((id) => `${nameOf(id)} (${sizeOf(id)})`))} are too close for these intervals`
      : `Cannot tell yet whether there is any gap: the largest seems to be ${nameOf(among[0]!)}, ${sizeOf(among[0]!)}, but its interval reaches down to nothing that matters`;
  const cure = factor < MOST_FACTOR ? `About ${Math.max(2, Math.ceil(factor))} times as many samples would tell, if the errors stay as they are` : 'More samples would hardly tell either, since they are so close';
  return judge(RULE, 'unknown', values, `${what}. ${cure}; the most uncertain number is the ${widest === 'floor' ? 'attainable error' : `${RUNG_NAMES[widest]} error`}.`);
}
