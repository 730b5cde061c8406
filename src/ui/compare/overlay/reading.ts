/** Readings of lines at an x: what was measured last, never something between two measurements. */
import { placeAt, type Line } from '../../../store/lab/compare/lines';
import type { Quantity } from '../../../store/lab/compare/quantities';
import { X_AXES, type XAxisId } from '../../../store/lab/compare/axes';
import { short } from '../../format';

export interface ReadValue {
  /** Where it was measured. */
  readonly x: number;
  readonly y: number;
  readonly smooth?: number;
  readonly low?: number;
  readonly high?: number;
}

/** @param x undefined: at the end of the line */
export function readLine(line: Line, x: number | undefined): ReadValue | undefined {
  return readAt(line, placeIn(line, x));
}

/** The place of the last measurement up to x; −1 where there is none. */
export function placeIn({ x: xs }: Line, x: number | undefined): number {
  return x === undefined ? xs.length - 1 : placeAt(xs, x);
}

export function readAt({ x: xs, y, smooth, band }: Line, place: number): ReadValue | undefined {
  if (place < 0) return undefined;
  return {
    x: xs[place]!,
    y: y[place]!,
    ...(smooth ? { smooth: smooth[place]! } : {}),
    ...(band ? { low: band.low[place]!, high: band.high[place]! } : {}),
  };
}

/** Four digits: what a run measured, not what fits an axis. */
export function valueText({ percent }: Quantity, value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '—' : value > 0 ? '∞' : '−∞';
  if (percent) return `${value.toFixed(2)} %`;
  const size = Math.abs(value);
  return (size > 0 && size < 1e-3) || size >= 1e5 ? value.toExponential(3).replace('e-', 'e−').replace('e+', 'e') : String(Number(value.toPrecision(4)));
}

/** `toLocaleString` would look the rules up at every call. */
const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `step 1,200`, `epoch 3.25`, `12.4 s`. */
export function xText(axis: XAxisId, x: number): string {
  switch (axis) {
    case 'step':
      return `step ${GROUPED.format(x)}`;
    case 'epoch':
      return `epoch ${x.toFixed(2)}`;
    case 'example':
      return `${GROUPED.format(x)} examples`;
    case 'second':
      return `${x.toFixed(1)} s`;
  }
}

export function xTitle(axis: XAxisId): string {
  return X_AXES[axis].title;
}

/** Ticks of an axis: `20 k` takes less room than `20,000`. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${short(value / 1e9)} G`;
  if (size >= 1e6) return `${short(value / 1e6)} M`;
  return size >= 1e4 ? `${short(value / 1e3)} k` : short(value);
}
