/** Curves with less noise. Values that are not finite are passed over: they stay what they are and change nothing after them. */

/**
 * An exponential moving average, divided by the sum of its weights so that it is not drawn towards zero at the beginning (the bias correction of
 * Kingma & Ba, "Adam", 2015, section 3).
 * @param keep how much of the average so far is kept at each value, 0 (none: the values themselves) … below 1
 */
export function exponentialAverage(values: ArrayLike<number>, keep: number): Float64Array {
  const smooth = new Float64Array(values.length);
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isFinite(value)) {
      sum = keep * sum + (1 - keep) * value;
      weight = keep * weight + (1 - keep);
    }
    smooth[i] = Number.isFinite(value) ? sum / weight : value;
  }
  return smooth;
}

/**
 * The median of the values around each one, which a single outlier does not move. Near the ends the window is as wide as it can be on both sides.
 * @param window how many values, odd; 1 gives the values themselves
 */
export function centredMedian(values: ArrayLike<number>, window: number): Float64Array {
  const smooth = new Float64Array(values.length);
  const reach = (window - 1) / 2;
  const around = new SortedWindow(window);
  let [from, to] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const side = Math.min(reach, i, values.length - 1 - i);
    while (to <= i + side) around.add(values[to++]!);
    while (from < i - side) around.remove(values[from++]!);
    smooth[i] = Number.isFinite(values[i]) ? around.median() : values[i]!;
  }
  return smooth;
}

/** The finite ones of the values that were added and not yet removed, in order: a step of the window costs no sorting. */
class SortedWindow {
  private readonly sorted: Float64Array;
  private size = 0;

  constructor(most: number) {
    // A value is added before the one that it replaces is removed, two of them near the end.
    this.sorted = new Float64Array(most + 2);
  }

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    const place = this.placeOf(value);
    this.sorted.copyWithin(place + 1, place, this.size++);
    this.sorted[place] = value;
  }

  remove(value: number): void {
    if (!Number.isFinite(value)) return;
    const place = this.placeOf(value);
    this.sorted.copyWithin(place, place + 1, this.size--);
  }

  median(): number {
    const middle = this.size >> 1;
    return this.size % 2 === 1 ? this.sorted[middle]! : (this.sorted[middle - 1]! + this.sorted[middle]!) / 2;
  }

  /** Of the first that is not below. */
  private placeOf(value: number): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
