/** Batch normalisation in float64, written from its definition. */
export const EPSILON = 1e-3;
export const MOMENTUM = 0.25;

type Values = ArrayLike<number>;

/** x [N, C], gamma, beta and the running mean and variance [C] → y, and the new running mean and variance. */
export function batchNormReference(x: Values, gamma: Values, beta: Values, running: { readonly mean: Values; readonly variance: Values }) {
  const channels = gamma.length;
  const count = x.length / channels;
  const batchMean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let i = 0; i < x.length; i++) batchMean[i % channels]! += x[i]! / count;
  for (let i = 0; i < x.length; i++) squares[i % channels]! += (x[i]! - batchMean[i % channels]!) ** 2;
  const y = Float64Array.from({ length: x.length }, (_, i) => {
    const c = i % channels;
    return ((x[i]! - batchMean[c]!) / Math.sqrt(squares[c]! / count + EPSILON)) * gamma[c]! + beta[c]!;
  });
  const towards = (held: Values, fresh: Float64Array) => fresh.map((value, c) => (1 - MOMENTUM) * held[c]! + MOMENTUM * value);
  const unbiased = squares.map((sum) => sum / Math.max(1, count - 1));
  return { y, mean: towards(running.mean, batchMean), variance: towards(running.variance, unbiased) };
}

/** The gradients of Σ dy · y. */
export function batchNormGradients(x: Values, gamma: Values, dy: Values) {
  const channels = gamma.length;
  const count = x.length / channels;
  const column = (values: Values, c: number) => Float64Array.from({ length: count }, (_, row) => values[row * channels + c]!);
  const dx = new Float64Array(x.length);
  const dgamma = new Float64Array(channels);
  const dbeta = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    const [xs, dys] = [column(x, c), column(dy, c)];
    const mean = xs.reduce((sum, value) => sum + value, 0) / count;
    const deviation = Math.sqrt(xs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count + EPSILON);
    const normal = xs.map((value) => (value - mean) / deviation);
    dbeta[c] = dys.reduce((sum, value) => sum + value, 0);
    dgamma[c] = dys.reduce((sum, value, row) => sum + value * normal[row]!, 0);
    dys.forEach((value, row) => {
      dx[row * channels + c] = (gamma[c]! / deviation) * (value - dbeta[c]! / count - (normal[row]! * dgamma[c]!) / count);
    });
  }
  return { dx, dgamma, dbeta };
}
