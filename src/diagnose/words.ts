/** Numbers as the sentences of verdicts write them. */

/** A share as a percentage: `31 %`, `6.9 %`, `0.05 %`. */
export function sharePercent(share: number): string {
  const size = Math.abs(100 * share);
  const digits = size >= 10 || size === 0 ? 0 : size >= 1 ? 1 : 2;
  return `${Number((100 * share).toFixed(digits))} %`;
}

/** A share that is known and not measured, or that another is compared with, to two decimals: `5 %`, `0.98 %`. */
export function exactPercent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}

/** The size of a difference of shares in percentage points: `1.2 points`. */
export function points(difference: number): string {
  const rounded = Number(Math.abs(100 * difference).toFixed(1));
  return `${rounded} ${rounded === 1 ? 'point' : 'points'}`;
}

/** The same with its sign: `+1.2 points`, `−0.3 points`. */
export function signedPoints(difference: number): string {
  const size = points(difference);
  return size.startsWith('0 ') ? size : `${difference > 0 ? '+' : '−'}${size}`;
}

/** Three significant digits; very small and very large numbers with a power of ten: `0.00213`, `3.1e-7`. */
export function numeral(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  const size = Math.abs(value);
  const short = Number(value.toPrecision(3));
  const text = size !== 0 && (size < 1e-4 || size >= 1e6) ? short.toExponential() : short.toLocaleString('en', { maximumFractionDigits: 8 });
  return text.replace('-', '−').replace('e−', 'e-').replace('e+', 'e');
}
