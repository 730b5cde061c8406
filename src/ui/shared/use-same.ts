import { useState } from 'react';

/**
 * The value held before, for as long as the new one says the same: what depends on it is not worked out again.
 * @param same by the text of both unless said otherwise
 */
export function useSame<T>(value: T, same: (before: T, now: T) => boolean = sameText): T {
  const [held, setHeld] = useState(value);
  if (held === value || same(held, value)) return held;
  setHeld(value);
  return value;
}

function sameText(before: unknown, now: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(now);
}
