/**
 * Elementary functions built only from operations that IEEE 754 rounds exactly (+ − × ÷ √), so that every browser gets the same bits.
 * `Math.sin` and friends may differ in the last place between engines; anything that ends in a pixel or an initial weight uses these.
 */

const LN2_HIGH = 0.693147180369123816490; // the leading bits of ln 2, exact when multiplied by a small integer
const LN2_LOW = 1.90821492927058770002e-10;
const HALF_PI = Math.PI / 2;

/** e^x for |x| ≤ 700, relative error below 1e-15. */
export function exp(x: number): number {
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let term = 1;
  let sum = 1;
  for (let i = 1; i <= 14; i++) {
    term *= r / i;
    sum += term;
  }
  return sum * powerOfTwo(k);
}

/** e^x − 1 for |x| ≤ 700, exact near 0 too: relative error below 1e-14. */
export function expm1(x: number): number {
  if (Math.abs(x) > 0.5) return exp(x) - 1;
  let term = x;
  let sum = x;
  for (let i = 2; i <= 16; i++) {
    term *= x / i;
    sum += term;
  }
  return sum;
}

/** base^exponent for base ≥ 0; whole exponents by multiplication alone. Relative error below 1e-13 where |exponent · ln base| ≤ 10. */
export function power(base: number, exponent: number): number {
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 1024) {
    let result = 1;
    let square = base;
    for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result *= square;
      square *= square;
    }
    return exponent < 0 ? 1 / result : result;
  }
  if (base === 0) return exponent > 0 ? 0 : Infinity;
  return exp(exponent * ln(base));
}

/** Natural logarithm of x > 0, absolute error below 1e-14. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  let k = 0;
  while (x > Math.SQRT2) {
    x /= 2;
    k++;
  }
  while (x < Math.SQRT1_2) {
    x *= 2;
    k--;
  }
  // ln x = 2 artanh((x − 1)/(x + 1)), a series in odd powers of s with |s| < 0.172
  const s = (x - 1) / (x + 1);
  const s2 = s * s;
  let power = s;
  let sum = 0;
  for (let i = 1; i <= 25; i += 2) {
    sum += power / i;
    power *= s2;
  }
  return 2 * sum + k * LN2_LOW + k * LN2_HIGH;
}

/** Sine of x in radians, for |x| up to about 1e6; absolute error below 1e-10 there and below 1e-15 for |x| ≤ 10. */
export function sin(x: number): number {
  const k = Math.round(x / HALF_PI);
  const r = x - k * HALF_PI;
  switch (((k % 4) + 4) % 4) {
    case 0:
      return sinKernel(r);
    case 1:
      return cosKernel(r);
    case 2:
      return -sinKernel(r);
    default:
      return -cosKernel(r);
  }
}

/** Cosine of x in radians; the same bounds as {@link sin}. */
export function cos(x: number): number {
  return sin(x + HALF_PI);
}

function sinKernel(r: number): number {
  const r2 = r * r;
  let term = r;
  let sum = r;
  for (let i = 2; i <= 18; i += 2) {
    term *= -r2 / (i * (i + 1));
    sum += term;
  }
  return sum;
}

function cosKernel(r: number): number {
  const r2 = r * r;
  let term = 1;
  let sum = 1;
  for (let i = 1; i <= 19; i += 2) {
    term *= -r2 / (i * (i + 1));
    sum += term;
  }
  return sum;
}

function powerOfTwo(k: number): number {
  let result = 1;
  const factor = k < 0 ? 0.5 : 2;
  for (let i = Math.abs(k); i > 0; i--) result *= factor;
  return result;
}
