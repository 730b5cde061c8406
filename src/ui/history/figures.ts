import type { Estimate } from '../../core/statistics';

/** `91.4 – 94.5`, in per cent. */
export function rangeText({ low, high }: Estimate): string {
  return `${(100 * low).toFixed(1)} – ${(100 * high).toFixed(1)}`;
}

/** `± 0.8` in points; undefined where it would leave the range of percentages, as for one value or two that differ much. */
export function spreadText({ low, high }: Estimate): string | undefined {
  const half = 50 * (high - low);
  return half < 50 ? `± ${half.toFixed(half < 0.1 ? 2 : 1)}` : undefined;
}
