/** The scale of an axis: its ends, its ticks, and where values are on it. */

export interface Scale {
  readonly log: boolean;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** From below the lowest to above the highest value, ending with round numbers. @param most about how many ticks there is room for */
export function linearScale(low: number, high: number, most = 6): Scale {
  const [from, to] = high - low > 1e-9 * Math.abs(high) ? [low, high] : widened(low);
  const step = roundStep((to - from) / most);
  // Counted in steps, so that ticks are round to the last bit.
  const [first, last] = [Math.floor(from / step + 1e-9), Math.ceil(to / step - 1e-9)];
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return { log: false, low: ticks[0]!, high: ticks.at(-1)!, ticks };
}

/** @param low above zero */
export function logScale(low: number, high: number, most = 6): Scale {
  const [from, to] = high > low * 1.01 ? [low, high] : [low / 2, high * 2];
  const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const decades = last - first;
  const marks = decades <= 2 ? [1, 2, 5] : decades <= 3 ? [1, 3] : [1];
  const stride = Math.max(1, Math.ceil(decades / most));
  const powers = Array.from({ length: decades + 1 }, (_, i) => first + i).filter((power) => (power - first) % stride === 0);
  const all = powers.flatMap((power) => marks.map((mark) => Number((mark * 10 ** power).toPrecision(1))));
  // The scale need not end with a whole decade, only with a tick's distance.
  const below = all.filter((tick) => tick <= from).at(-1) ?? from;
  const above = all.find((tick) => tick >= to) ?? to;
  return { log: true, low: below, high: above, ticks: all.filter((tick) => tick >= below && tick <= above) };
}

/** The same scale without round ends: what is left and right of the data is cut off. */
export function trimmed(scale: Scale, low: number, high: number): Scale {
  if (!(high > low)) return scale;
  return { ...scale, low, high, ticks: scale.ticks.filter((tick) => tick >= low && tick <= high) };
}

/** 0 at the low end, 1 at the high one. */
export function placeOn({ log, low, high }: Scale, value: number): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

export function valueOn({ log, low, high }: Scale, place: number): number {
  return log ? low * (high / low) ** place : low + place * (high - low);
}

function widened(value: number): [number, number] {
  const reach = Math.abs(value) * 0.1 || 1;
  return [value - reach, value + reach];
}

/** The next 1, 2 or 5 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].map((mark) => mark * power).find((round) => round >= step * (1 - 1e-9))!;
}
