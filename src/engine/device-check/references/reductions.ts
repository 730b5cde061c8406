/** Reductions by walking all elements. */
import { sizeOf } from '../../../core/network';

/** Combines the elements of x that differ only in their places along `axes`, in float64, from the first on. */
export function reduced(
  values: ArrayLike<number>,
  shape: readonly number[],
  axes: readonly number[],
  combine: (total: number, value: number) => number = (total, value) => total + value,
): Float64Array {
  const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const out = new Float64Array(sizeOf(kept));
  const begun = new Set<number>();
  for (let i = 0; i < values.length; i++) {
    let rest = i;
    let target = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const index = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
      if (axes.includes(axis)) continue;
      target += index * stride;
      stride *= shape[axis]!;
    }
    out[target] = begun.has(target) ? combine(out[target]!, values[i]!) : values[i]!;
    begun.add(target);
  }
  return out;
}
