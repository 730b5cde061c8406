/** Transposing matrices, by tfjs' compiled kernel. */
import type { Binding } from './bound';
import { compiled, FLOAT32 } from './compiled';
import type { Place } from './place';

/**
 * Binds the transposition of x, taken as matrices [count, rows, columns].
 * @returns where the transposed ones lie after a run, [count, columns, rows]
 */
export function bindTransposition({ backend, scratch }: Pick<Binding, 'backend' | 'scratch'>, x: Place, [count, rows, columns]: [number, number, number]) {
  const place = scratch({ shape: [count, columns, rows], dtype: 'float32' });
  const [shape, order] = count === 1 ? [[rows, columns], [1, 0]] : [[count, rows, columns], [0, 2, 1]];
  const rank = shape.length;
  const lists = scratch({ shape: [2, rank], dtype: 'int32' });
  lists.values.set([...shape, ...order]);
  const transpose = compiled(backend, 'Transpose', 7);
  return { place, run: () => transpose(x.id, lists.address, rank, FLOAT32, place.id, lists.address + 4 * rank, rank) };
}
