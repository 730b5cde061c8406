/** Broadcasting, element by element. */
import { sizeOf } from '../../../core/network';

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
