/** Draws that need rejection, made on the host. */
import { exp, ln } from './exact-math';
import type { Stream } from './random';

/** A Gamma(shape, 1) variate, shape > 0 (Marsaglia & Tsang 2000; below 1 by their power-of-a-uniform boost). */
export function gamma(stream: Stream, shape: number): number {
  if (shape < 1) return gamma(stream, shape + 1) * exp(Math.max(-700, ln(1 - stream.uniform()) / shape));
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && ln(1 - stream.uniform()) < x * x * 0.5 + d - d * v + d * ln(v)) return d * v;
  }
}

/** A Beta(a, b) variate, a and b > 0. */
export function beta(stream: Stream, a: number, b: number): number {
  const x = gamma(stream, a);
  const y = gamma(stream, b);
  return x + y > 0 ? x / (x + y) : 0.5;
}
