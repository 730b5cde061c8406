/** Long series made short enough to draw, with nothing that catches the eye lost. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * At most `most` points of a series, in order: the series is cut into equal stretches, and of each the lowest and the highest value are kept, so that
 * every peak survives. Values that are not finite are left out. The first and the last finite point are always kept.
 * @param x ascending
 * @param length how much of the arrays counts
 * @param most at least 4
 */
export function downsample(x: ArrayLike<number>, y: ArrayLike<number>, length: number, most: number): Point[] {
  const finite: number[] = [];
  for (let i = 0; i < length; i++) if (Number.isFinite(y[i])) finite.push(i);
  const at = (i: number): Point => ({ x: x[i]!, y: y[i]! });
  if (finite.length <= most) return finite.map(at);

  const buckets = Math.floor((most - 2) / 2);
  const inner = finite.length - 2;
  const kept = [finite[0]!];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * inner) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * inner) / buckets);
    let low = finite[from]!;
    let high = low;
    for (let j = from + 1; j < to; j++) {
      const i = finite[j]!;
      if (y[i]! < y[low]!) low = i;
      if (y[i]! > y[high]!) high = i;
    }
    if (low !== high) kept.push(Math.min(low, high), Math.max(low, high));
    else kept.push(low);
  }
  kept.push(finite.at(-1)!);
  return kept.map(at);
}
