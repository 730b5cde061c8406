/** What mistakes cost, where they do not all cost the same. */
import { shareOf, type Estimate } from '../../core/statistics';
import { weightedSum } from '../significance';
import type { Confusion, Predictions } from './predictions';

/** [K, K]: what it costs to take a sample of the row's class for the column's class; what is right may have a cost, too. */
export type CostMatrix = ArrayLike<number>;

/** Every mistake costs 1: the expected cost is then the error. */
export function zeroOneCost(classes: number): Float64Array {
  return Float64Array.from({ length: classes * classes }, (_, i) => (i % (classes + 1) === 0 ? 0 : 1));
}

/**
 * The mean cost of a sample, with an interval: the share of samples at each cost, by Wilson, times that cost, added up. Where every mistake costs 1, it is Wilson's interval of
 * the error; else a little wide, since the shares are taken for independent. @throws RangeError where the matrices differ in size
 */
export function expectedCost({ classes, counts }: Confusion, cost: CostMatrix): Estimate {
  checkSize(cost, classes);
  const samplesAt = new Map<number, number>();
  let samples = 0;
  counts.forEach((count, cell) => {
    samples += count;
    if (count > 0 && cost[cell] !== 0) samplesAt.set(cost[cell]!, (samplesAt.get(cost[cell]!) ?? 0) + count);
  });
  // What was not seen may still happen, and then at the highest cost.
  if (samplesAt.size === 0) samplesAt.set(Array.from(cost).reduce((most, one) => Math.max(most, one), 0), 0);
  const costs = [...samplesAt.keys()];
  return weightedSum(costs.map((one) => shareOf(samplesAt.get(one)!, samples)), costs);
}

/**
 * The class of least expected cost under the network's own probabilities, [n]; the first of equals. With {@link zeroOneCost} it is the most probable
 * class (Elkan, "The foundations of cost-sensitive learning", IJCAI 2001). @throws RangeError where the matrix has another size
 */
export function cheapestDecisions({ labels, probabilities, classes }: Predictions, cost: CostMatrix): Uint32Array {
  checkSize(cost, classes);
  return Uint32Array.from({ length: labels.length }, (_, i) => {
    let best = 0;
    let least = Infinity;
    for (let answer = 0; answer < classes; answer++) {
      let expected = 0;
      for (let k = 0; k < classes; k++) expected += probabilities[i * classes + k]! * cost[k * classes + answer]!;
      if (expected < least) {
        least = expected;
        best = answer;
      }
    }
    return best;
  });
}

function checkSize(cost: CostMatrix, classes: number): void {
  const expected = classes * classes;
  if (cost.length !== expected) throw new RangeError(`a cost matrix of ${classes} classes has ${expected} entries, not ${cost.length}`);
}
