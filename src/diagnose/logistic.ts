/** Logistic regression in a few dozen lines, for questions to data that need no network. */

export interface LogisticModel {
  /** [d] */
  readonly weights: Float64Array;
  readonly bias: number;
}

const ITERATIONS = 25;
const SETTLED = 1e-8;

/**
 * The weights of least mean cross-entropy + ridge/2 · |weights|², by Newton's method: exact and without random numbers.
 * @param features [n, d], standardised, so that the ridge treats them alike
 * @param labels 0 or 1, [n]
 * @param ridge > 0, which keeps the weights finite where the classes can be told apart without a mistake
 */
export function fitLogistic(features: Float64Array, labels: ArrayLike<number>, d: number, ridge: number): LogisticModel {
  const n = labels.length;
  const size = d + 1; // the last one is the bias
  const solution = new Float64Array(size);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    for (let i = 0; i < n; i++) {
      const row = features.subarray(i * d, (i + 1) * d);
      const p = probability({ weights: solution.subarray(0, d), bias: solution[d]! }, row);
      const slope = (p - labels[i]!) / n;
      const curvature = Math.max(1e-9, p * (1 - p)) / n;
      for (let a = 0; a < size; a++) {
        const x = a < d ? row[a]! : 1;
        gradient[a]! += slope * x;
        const scaled = curvature * x;
        for (let b = 0; b <= a; b++) hessian[a * size + b]! += scaled * (b < d ? row[b]! : 1);
      }
    }
    for (let a = 0; a < d; a++) {
      gradient[a]! += ridge * solution[a]!;
      hessian[a * size + a]! += ridge;
    }
    const step = solveSymmetric(hessian, gradient);
    let largest = 0;
    for (let a = 0; a < size; a++) {
      solution[a]! -= step[a]!;
      largest = Math.max(largest, Math.abs(step[a]!));
    }
    if (largest < SETTLED) break;
  }
  return { weights: solution.slice(0, d), bias: solution[d]! };
}

/** The chance that a row of features [d] is of class 1. */
export function probability({ weights, bias }: LogisticModel, row: ArrayLike<number>): number {
  let logit = bias;
  for (let a = 0; a < weights.length; a++) logit += weights[a]! * row[a]!;
  return 1 / (1 + Math.exp(-logit));
}

/** Solves A x = b by Cholesky's decomposition, in place. @param matrix positive definite, its lower triangle filled, [m, m] @param right [m] */
function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array {
  const m = right.length;
  for (let a = 0; a < m; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * m + b]!;
      for (let k = 0; k < b; k++) sum -= matrix[a * m + k]! * matrix[b * m + k]!;
      matrix[a * m + b] = a === b ? Math.sqrt(Math.max(1e-12, sum)) : sum / matrix[b * m + b]!;
    }
  }
  const x = Float64Array.from(right);
  for (let a = 0; a < m; a++) {
    for (let k = 0; k < a; k++) x[a]! -= matrix[a * m + k]! * x[k]!;
    x[a]! /= matrix[a * m + a]!;
  }
  for (let a = m - 1; a >= 0; a--) {
    for (let k = a + 1; k < m; k++) x[a]! -= matrix[k * m + a]! * x[k]!;
    x[a]! /= matrix[a * m + a]!;
  }
  return x;
}
