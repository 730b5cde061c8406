/** Broadcasting with as few axes as possible: neighbouring axes along which the same operands repeat are one. */
import { type Shape } from './host-kernel';

export interface Axis {
  readonly length: number;
  /** For each operand whether it has elements of its own along this axis; else it repeats. */
  readonly follows: readonly boolean[];
}

/** The axes of `shape`, to which the operands broadcast, merged. Axes of length one are left out, so a single number has none. */
export function mergeAxes(shape: Shape, operands: readonly Shape[]): Axis[] {
  const merged: Axis[] = [];
  shape.forEach((length, axis) => {
    if (length === 1) return;
    const follows = operands.map((operand) => (operand[axis - shape.length + operand.length] ?? 1) === length);
    const outer = merged.at(-1);
    if (outer?.follows.every((own, i) => own === follows[i])) merged[merged.length - 1] = { length: outer.length * length, follows };
    else merged.push({ length, follows });
  });
  return merged;
}
