/** Pooling in float64, window by window. */
import { slide, type Window } from './windows';

export type Kind = 'max' | 'avg';

/** The shape of the output and, for each of its elements, the input elements of its window. */
export function windows(one: Window): { shape: number[]; members: number[][] } {
  const channels = one.x[3];
  const members: number[][] = [];
  const shape = slide(one, (pixel, at) => {
    for (let c = 0; c < channels; c++) (members[pixel * channels + c] ??= []).push(at * channels + c);
  });
  return { shape: [...shape, channels], members };
}

export function pooled(kind: Kind, members: readonly number[][], x: ArrayLike<number>): Float64Array {
  const value = (at: readonly number[]) => {
    const values = at.map((i) => x[i]!);
    return kind === 'max' ? Math.max(...values) : values.reduce((sum, v) => sum + v, 0) / values.length;
  };
  return Float64Array.from(members, value);
}

/** The gradient of Σ dy · y: a window's goes to its first largest element, or in equal parts to all. */
export function poolGradient(kind: Kind, members: readonly number[][], x: ArrayLike<number>, dy: ArrayLike<number>): Float64Array {
  const dx = new Float64Array(x.length);
  members.forEach((at, i) => {
    if (kind === 'avg') at.forEach((j) => (dx[j]! += dy[i]! / at.length));
    else dx[at.reduce((best, j) => (x[j]! > x[best]! ? j : best))]! += dy[i]!;
  });
  return dx;
}
