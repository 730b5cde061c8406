/** Transposing matrices, by tfjs' compiled kernel. */
import type { Binding } from './bound';
import { compiled, listOf, TYPE_NUMBERS } from './compiled';
import type { Place } from './place';

/**
 * Binds the transposition of x, taken as matrices [count, rows, columns].
 * @returns where the transposed ones lie after a run, [count, columns, rows]
 */
export function bindTransposition({ backend, scratch }: Pick<Binding, 'backend' | 'scratch'>, x: Place, [count, rows, columns]: [number, number, number]) {
  const place = scratch({ shape: [count, columns, rows], dtype: 'float32' });
  const [shape, order] = count === 1 ? [[rows, columns], [1, 0]] : [[count, rows, columns], [0, 2, 1]];
  const rank = shape.length;
  const [shapeList, orderList] = [listOf({ scratch }, shape), listOf({ scratch }, order)];
  const transpose = compiled(backend, 'Transpose', 7);
  return { place, run: () => transpose(x.id, shapeList.address, rank, TYPE_NUMBERS.float32, place.id, orderList.address, rank) };
}
