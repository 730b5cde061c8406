/** How far some values are from what they should be. */

export interface Difference {
  readonly maxAbsolute: number;
  /** The largest distance in root mean squares of the right values, so that small values beside large ones are not asked for too much. */
  readonly maxRelative: number;
}

/** A value that is not a number, or missing, where it should be one is infinitely far away. */
export function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): Difference {
  if (actual.length !== expected.length) return { maxAbsolute: Infinity, maxRelative: Infinity };
  let maxAbsolute = 0;
  let squares = 0;
  let finite = 0;
  for (let i = 0; i < expected.length; i++) {
    const [is, should] = [actual[i]!, expected[i]!];
    if (Number.isFinite(should)) {
      squares += should * should;
      finite++;
    }
    if (is === should || (Number.isNaN(is) && Number.isNaN(should))) continue;
    const distance = Math.abs(is - should);
    maxAbsolute = Math.max(maxAbsolute, Number.isNaN(distance) ? Infinity : distance);
  }
  const rms = Math.sqrt(squares / Math.max(1, finite));
  return { maxAbsolute, maxRelative: maxAbsolute === 0 ? 0 : maxAbsolute / (rms || 1) };
}

/** The larger of each. */
export function worse(a: Difference, b: Difference): Difference {
  return { maxAbsolute: Math.max(a.maxAbsolute, b.maxAbsolute), maxRelative: Math.max(a.maxRelative, b.maxRelative) };
}
