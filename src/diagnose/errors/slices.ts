/** Where the mistakes are: accuracy on parts of the samples that share an attribute, such as a thickness, a background or a class. */
import { percent, shareOf, type Estimate } from '../../core/statistics';
import { counted } from '../../core/words';
import { ALPHA, holm, hypergeometricTail } from '../significance';
import { NUTS_AND_BOLTS } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, points, sharePercent } from '../words';

export type Attributes = Readonly<Record<string, number | string>>;

export interface SliceOptions {
  /** How to read an attribute, where its values do not tell: the numbers of writers are names, not sizes. */
  readonly kinds?: Readonly<Record<string, 'numeric' | 'categorical'>>;
}

export interface Slice {
  readonly attribute: string;
  /** `slant −3.1 … 4`, `background 7`. */
  readonly name: string;
  /** Indices of its samples, in order. */
  readonly members: Uint32Array;
  readonly wrong: number;
  readonly accuracy: Estimate;
  /** Accuracy on the other samples that have this attribute. */
  readonly elsewhere: number;
  /** How much higher the accuracy on all samples would be if this slice were as good as the rest; negative where it is better. */
  readonly stake: number;
  /** Chance of so many mistakes here if the attribute had nothing to do with them, made good for the number of slices looked at (Holm). */
  readonly p: number;
}

/** Numeric attributes are cut into this many bins of about as many samples each. */
const BINS = 4;
/** Slices with fewer samples are dropped. */
const FEWEST_SAMPLES = 30;
/** Whole numbers with no more different values than this are taken for names of categories. */
const MOST_CATEGORIES = 12;
/** Differences in accuracy that are worth attention, and that are alarming. */
const MATERIAL = 0.02;
const ALARMING = 0.1;
/** Every data set has harder parts: hidden objects, the middle of spirals. Worth a warning are those with this many times the errors of the others. */
const OFTEN = 2;

const RULE: Rule = {
  id: 'slices',
  rule: `A slice counts where its accuracy is below that of the other samples by ${points(MATERIAL)} or more and Fisher’s exact test, corrected by Holm for all slices looked at, gives p below ${ALPHA}. It is watched where mistakes are ${OFTEN} times as frequent as elsewhere and cost the whole accuracy ${points(MATERIAL)} (bad: where it is also ${points(ALARMING)} below the others).`,
  source: NUTS_AND_BOLTS,
};

/**
 * Accuracy on every slice of every attribute, worst first.
 * @param correct whether each sample was recognised, [n]
 * @param attributes what is known of each sample, [n]; samples may lack some
 */
export function sliceAccuracy(correct: readonly boolean[], attributes: readonly (Attributes | undefined)[], { kinds = {} }: SliceOptions = {}): Slice[] {
  const names = new Set(attributes.flatMap((known) => Object.keys(known ?? {})));
  const found: Omit<Slice, 'p'>[] = [];
  const pValues: number[] = [];

  for (const attribute of names) {
    const values = attributes.map((known) => known?.[attribute]);
    const groups = isCategorical(values, kinds[attribute]) ? byValue(values) : byQuantile(values);
    const all = [...groups.values()].flat();
    const allWrong = all.filter((i) => !correct[i]).length;
    for (const [name, members] of groups) {
      const others = all.length - members.length;
      if (members.length < FEWEST_SAMPLES || others < FEWEST_SAMPLES) continue;
      const wrong = members.filter((i) => !correct[i]).length;
      const errorElsewhere = (allWrong - wrong) / others;
      found.push({
        attribute,
        name: `${attribute} ${name}`,
        members: Uint32Array.from(members),
        wrong,
        accuracy: shareOf(members.length - wrong, members.length),
        elsewhere: 1 - errorElsewhere,
        stake: (wrong - members.length * errorElsewhere) / correct.length,
      });
      pValues.push(hypergeometricTail(wrong, members.length, allWrong, all.length));
    }
  }
  const adjusted = holm(pValues);
  return found.map((slice, i) => ({ ...slice, p: adjusted[i]! })).sort((a, b) => a.accuracy.mean - b.accuracy.mean || a.p - b.p);
}

export function judgeSlices(slices: readonly Slice[]): Verdict {
  const guilty = slices.filter(({ p, accuracy, elsewhere }) => p < ALPHA && elsewhere - accuracy.mean >= MATERIAL).sort((a, b) => b.stake - a.stake);
  const first = guilty.find(isWeakSpot) ?? guilty[0];
  if (slices.length === 0) return judge(RULE, 'unknown', { slices: 0 }, 'No attribute of the samples is known that divides them into parts large enough to compare.');
  if (!first) {
    const text = `None of ${counted(slices.length, 'slice')} is worse than the rest by more than chance allows.`;
    return judge(RULE, 'good', { slices: slices.length, guilty: 0 }, text);
  }
  const { accuracy, elsewhere, stake, p } = first;
  const values = { slices: slices.length, guilty: guilty.length, accuracy: accuracy.mean, elsewhere, stake, p };
  const more = guilty.length > 1 ? ` (the costliest of ${guilty.length} such slices)` : '';
  const text = `Samples with ${first.name} are recognised in ${percent(accuracy)} of cases, all others in ${sharePercent(elsewhere)}; closing the gap would lift the accuracy by ${points(stake)}${more}`;
  if (!isWeakSpot(first)) return judge(RULE, 'good', values, `${text}: harder than others, as some samples always are, but no weak spot.`);
  return judge(
    RULE,
    elsewhere - accuracy.mean >= ALARMING ? 'bad' : 'watch',
    values,
    `${text}.`,
    [
      'Look at some of these mistakes one by one before anything else.',
      `Collect, generate or augment more samples like those with ${first.name}.`,
      'Check their labels: a part of the data may have been labelled by other rules.',
    ],
  );
}

function isWeakSpot({ accuracy, elsewhere, stake }: Slice): boolean {
  return 1 - accuracy.mean >= OFTEN * (1 - elsewhere) && stake >= MATERIAL;
}

type Values = readonly (number | string | undefined)[];

function isCategorical(values: Values, kind: 'numeric' | 'categorical' | undefined): boolean {
  const known = new Set(values.filter((value) => value !== undefined));
  if ([...known].some((value) => typeof value === 'string')) return true;
  if (kind) return kind === 'categorical';
  return known.size <= MOST_CATEGORIES && [...known].every(Number.isInteger);
}

function byValue(values: Values): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  values.forEach((value, i) => {
    if (value === undefined) return;
    const members = groups.get(String(value));
    if (members) members.push(i);
    else groups.set(String(value), [i]);
  });
  return groups;
}

/** Bins with as equal counts as possible where equal values stay together; the last one holds its upper end. */
function byQuantile(values: Values): Map<string, number[]> {
  const members = values.flatMap((value, i) => (typeof value === 'number' && Number.isFinite(value) ? [i] : []));
  const valueOf = (i: number) => values[i] as number;
  members.sort((a, b) => valueOf(a) - valueOf(b));
  const groups = new Map<string, number[]>();
  let start = 0;
  for (let bin = 1; bin <= BINS && start < members.length; bin++) {
    let end = Math.max(start + 1, Math.round((bin * members.length) / BINS));
    while (end < members.length && valueOf(members[end]!) === valueOf(members[end - 1]!)) end++;
    const group = members.slice(start, end);
    groups.set(`${numeral(valueOf(group[0]!))} … ${numeral(valueOf(group.at(-1)!))}`, group.sort((a, b) => a - b));
    start = end;
  }
  return groups;
}
