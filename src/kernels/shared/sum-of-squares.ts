/** In float64; two sums at a time, because one would wait for each addition to finish. */
export function sumOfSquares(x: Float32Array): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < x.length; i += 2) {
    even += x[i]! ** 2;
    odd += x[i + 1]! ** 2;
  }
  if (i < x.length) even += x[i]! ** 2;
  return even + odd;
}
