/** The scales that show all lines whole. */
import type { Line } from '../../../store/lab/compare/lines';
import { linearScale, logScale, trimmed, type Scale } from '../plot/scale';

export interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

export interface ScaleOptions {
  readonly logX: boolean;
  readonly logY: boolean;
  /** Where x ends if the longest run comes to its end; later where one has gone further. */
  readonly end: number;
}

/** @returns undefined where no line has a value that these scales can show */
export function scalesOf(lines: readonly Line[], { logX, logY, end }: ScaleOptions): Scales | undefined {
  const x = extent(logX);
  const y = extent(logY);
  for (const line of lines) {
    line.y.forEach((value, i) => {
      if (!Number.isFinite(value) || (logY && value <= 0)) return;
      x.add(line.x[i]!);
      y.add(value);
    });
    for (const edge of line.band ? [line.band.low, line.band.high] : []) edge.forEach(y.add);
  }
  if (!x.known() || !y.known()) return undefined;
  const last = Math.max(x.high(), Number.isFinite(end) ? end : 0);
  return {
    x: logX ? trimmed(logScale(x.low(), last), x.low(), last) : trimmed(linearScale(0, last), 0, last),
    y: logY ? logScale(y.low(), y.high()) : linearScale(y.low(), y.high()),
  };
}

/** Lowest and highest of the values that an axis can show. */
function extent(log: boolean) {
  let [low, high] = [Infinity, -Infinity];
  return {
    add: (value: number): void => {
      if (!Number.isFinite(value) || (log && value <= 0)) return;
      low = Math.min(low, value);
      high = Math.max(high, value);
    },
    known: () => high >= low,
    low: () => low,
    high: () => high,
  };
}

/** Of values that were measured and cannot be shown on a log axis. */
export function hiddenByLog(lines: readonly Line[], logY: boolean): number {
  return logY ? lines.reduce((sum, { y }) => sum + y.reduce((count, value) => count + (value <= 0 ? 1 : 0), 0), 0) : 0;
}
