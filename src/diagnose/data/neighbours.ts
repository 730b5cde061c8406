/** The votes of the most similar samples: a classifier that needs no training, for questions to the data themselves. */

/** Rows of features, [n, width]. */
export interface Rows {
  readonly values: Float32Array;
  readonly width: number;
}

/** So many features are added up before a distance is compared with the best ones. */
const STRIDE = 16;

/**
 * What the nearest neighbours of each query say.
 * @param labels class indices of the reference samples
 * @param k how many neighbours vote; at most as many as there are reference samples
 * @returns the share of each class among the k reference samples at the smallest Euclidean distance, [queries, K]; of equals, earlier ones come first
 */
export function neighbourVotes(reference: Rows, labels: ArrayLike<number>, queries: Rows, classes: number, k: number): Float32Array {
  const { width } = reference;
  const count = queries.values.length / width;
  const voters = Math.min(k, labels.length);
  const votes = new Float32Array(count * classes);
  const nearest = new Int32Array(voters);
  const distances = new Float64Array(voters);
  for (let query = 0; query < count; query++) {
    distances.fill(Infinity);
    for (let other = 0; other < labels.length; other++) {
      const distance = squaredDistance(queries.values, query * width, reference.values, other * width, width, distances[voters - 1]!);
      if (distance >= distances[voters - 1]!) continue;
      let place = voters - 1;
      for (; place > 0 && distances[place - 1]! > distance; place--) {
        distances[place] = distances[place - 1]!;
        nearest[place] = nearest[place - 1]!;
      }
      distances[place] = distance;
      nearest[place] = other;
    }
    for (const other of nearest) votes[query * classes + labels[other]!]! += 1 / voters;
  }
  return votes;
}

/** @param most where the sum passes this, it is given back as it is */
function squaredDistance(a: Float32Array, startA: number, b: Float32Array, startB: number, width: number, most: number): number {
  let sum = 0;
  for (let from = 0; from < width && sum < most; from += STRIDE) {
    const end = Math.min(width, from + STRIDE);
    for (let i = from; i < end; i++) {
      const difference = a[startA + i]! - b[startB + i]!;
      sum += difference * difference;
    }
  }
  return sum;
}
