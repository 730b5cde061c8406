import { useState } from 'react';

/** The value held before, for as long as the new one says the same: what depends on it is not worked out again. */
export function useSame<T>(value: T, same: (before: T) => boolean): T {
  const [held, setHeld] = useState(value);
  if (held === value || same(held)) return held;
  setHeld(value);
  return value;
}
