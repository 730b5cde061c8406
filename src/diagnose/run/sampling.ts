/** Whether every sample has its turn, and whether batches mix the classes. */
import { Stream } from '../../core/random';
import { counted } from '../../core/words';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, sharePercent } from '../words';

/** Where the visits stand between shuffled epochs (0) and draws with replacement (1). */
const SHUFFLED = 0.1;
const REPLACED = 0.5;
/** Epochs before which the two look alike. */
const FEWEST_EPOCHS = 0.5;
/** Entropy of the classes within batches / that of batches of shuffled labels. */
const MIXED = 0.95;
const SORTED = 0.6;
const SHUFFLES = 100;
/** Standard deviations of shuffled batches. */
const SURE = 4;

const VISITS: Rule = {
  id: 'visits',
  rule: 'In an epoch every sample should have its turn once. Drawn with replacement, a share of 1/e (36.8 %) has none and others have several: bad where visits scatter at least half as much as that, watched from a tenth on.',
  source: DEBUGGING_SLIDES,
};
const ORDER: Rule = {
  id: 'label-order',
  rule: `Batches should hold the classes as shuffled labels would: watched where their class entropy is below ${sharePercent(MIXED)} of that, bad below ${sharePercent(SORTED)}.`,
  source: DEBUGGING_SLIDES,
};

/**
 * @param visits how often each training sample has been drawn so far, since the beginning of an epoch, [n]
 * @param perEpoch how many samples an epoch draws; fewer than n where the last partial batch is dropped
 */
export function judgeVisits(visits: ArrayLike<number>, perEpoch = visits.length): Verdict {
  const n = visits.length;
  let draws = 0;
  let squares = 0;
  let unseen = 0;
  for (let i = 0; i < n; i++) {
    draws += visits[i]!;
    squares += visits[i]! ** 2;
    if (visits[i] === 0) unseen++;
  }
  const epochs = draws / n;
  if (!(epochs >= FEWEST_EPOCHS)) return judge(VISITS, 'unknown', { epochs }, 'Half an epoch must pass before it shows how samples are drawn.');
  // Each epoch, and the part of one at the end, gives a share of the samples one visit more and the others none.
  const whole = Math.floor(draws / perEpoch);
  const turn = perEpoch / n;
  const rest = epochs - whole * turn;
  const shuffled = whole * turn * (1 - turn) + rest * (1 - rest); // variance
  const scatter = Math.max(0, (squares / n - epochs * epochs - shuffled) / (epochs - shuffled)); // Poisson's variance is its mean
  const missed = unseen / n;
  const expected = (1 - turn) ** whole * (1 - rest);
  const replaced = Math.exp(-epochs);
  const values = { epochs, unseen: missed, expected, withReplacement: replaced, scatter };
  const text = `After ${numeral(epochs)} epochs ${sharePercent(missed)} of ${counted(n, 'training sample')} have not been seen (shuffled: ${sharePercent(expected)}, with replacement: ${sharePercent(replaced)})`;
  if (scatter < SHUFFLED) return judge(VISITS, 'good', values, `${text}: all have their turn.`);
  return judge(VISITS, scatter >= REPLACED ? 'bad' : 'watch', values, `${text}: samples are drawn unevenly.`, [
    'Draw by a new permutation each epoch, not independently each time (np.random.choice draws with replacement by default).',
    'Where rare classes are drawn more often on purpose, this is as it should be.',
  ]);
}

/**
 * Compares the class entropy of batches with that of the same labels shuffled.
 * @param batches class indices of each batch, in order
 */
export function judgeLabelOrder(batches: readonly ArrayLike<number>[], classes: number): Verdict {
  const labels = batches.flatMap((batch) => Array.from(batch));
  const total = entropy(labels, classes);
  if (batches.length < 2 || total === 0) return judge(ORDER, 'unknown', { batches: batches.length }, 'At least two batches and two classes are needed to see an order.');
  const measured = meanEntropy(batches, classes);
  const chance = Array.from({ length: SHUFFLES }, (_, draw) => {
    const order = Stream.of(0, 'label-order', draw).permutation(labels.length);
    let start = 0;
    const dealt = batches.map((batch) => Array.from(order.subarray(start, (start += batch.length)), (i) => labels[i]!));
    return meanEntropy(dealt, classes);
  });
  const expected = chance.reduce((a, b) => a + b) / SHUFFLES;
  const deviation = Math.sqrt(chance.reduce((sum, value) => sum + (value - expected) ** 2, 0) / (SHUFFLES - 1));
  const relative = measured / expected;
  const repeats = shareOfRepeats(batches);
  const values = { entropy: measured, chance: expected, relative, repeats, batches: batches.length };
  const text = `Batches hold ${numeral(Math.exp(measured))} classes’ worth of labels where shuffled ones would hold ${numeral(Math.exp(expected))}, and ${sharePercent(repeats)} of neighbours have the same label`;
  if (relative >= MIXED || measured > expected - SURE * deviation) return judge(ORDER, 'good', values, `${text}: they are well mixed.`);
  return judge(ORDER, relative < SORTED ? 'bad' : 'watch', values, `${text}: they come in an order.`, [
    'Shuffle the training samples every epoch, all of them and not only within a small buffer.',
    'Batch norm suffers most: its statistics are those of a few classes.',
  ]);
}

/** Of the shares of classes, in nats. */
function entropy(labels: ArrayLike<number>, classes: number): number {
  const counts = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  return counts.reduce((sum, count) => (count > 0 ? sum - (count / labels.length) * Math.log(count / labels.length) : sum), 0);
}

function meanEntropy(batches: readonly ArrayLike<number>[], classes: number): number {
  return batches.reduce((sum, batch) => sum + entropy(batch, classes), 0) / batches.length;
}

/** Of neighbours within a batch, those of one label. */
function shareOfRepeats(batches: readonly ArrayLike<number>[]): number {
  let pairs = 0;
  let same = 0;
  for (const batch of batches) {
    for (let i = 1; i < batch.length; i++) {
      pairs++;
      if (batch[i] === batch[i - 1]) same++;
    }
  }
  return pairs > 0 ? same / pairs : 0;
}
