/** Broadcasting, element by element. */
import { sizeOf } from './support';

/** The shape to spread from and the one to spread to. */
export const SPREADS: [number[], number[]][] = [
  [[], []],
  [[1], [1]],
  [[1], [7]],
  [[4], [4]],
  [[3, 1], [3, 31]],
  [[1, 3], [5, 3]],
  [[1, 1, 4], [3, 5, 4]],
  [[3, 1, 1, 8], [3, 7, 5, 8]],
  [[3, 1, 4, 1], [3, 7, 4, 5]],
  [[1, 7, 1, 65], [3, 7, 33, 65]],
  [[2, 1, 3, 1, 4], [2, 3, 3, 2, 4]],
];

/** Every element from its coordinates. */
export function spreadReference(x: ArrayLike<number>, from: readonly number[], to: readonly number[], factor: number): Float64Array {
  return Float64Array.from({ length: sizeOf(to) }, (_, i) => {
    let rest = i;
    let source = 0;
    let stride = 1;
    for (let axis = to.length - 1; axis >= 0; axis--) {
      source += ((rest % to[axis]!) % from[axis]!) * stride;
      stride *= from[axis]!;
      rest = Math.floor(rest / to[axis]!);
    }
    return x[source]! * factor;
  });
}
