import type { Kind } from '../../src/engine/device-check/references/pooling';
import type { Window } from './support';

/** Windows of all kinds that fit on images of `sizes`: overlapping, side by side, apart, padded and not. */
export function poolCases(sizes: readonly Window['x'][]): (Window & { kind: Kind })[] {
  const cases: (Window & { kind: Kind })[] = [];
  for (const kind of ['max', 'avg'] as const) {
    for (const x of sizes) {
      for (const [filter, stride] of [[2, 2], [3, 2], [3, 1], [2, 1], [1, 2], [2, 3], [4, 4]] as const) {
        for (const pad of ['same', 'valid', 1] as const) {
          const fits = pad === 'same' || (Math.min(x[1], x[2]) >= filter && !(pad === 1 && filter < 2));
          if (fits) cases.push({ kind, x, filter: [filter, filter], stride, pad });
        }
      }
    }
  }
  return cases;
}
