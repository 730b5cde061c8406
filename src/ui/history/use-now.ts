import { useEffect, useState } from 'react';

/** The time in milliseconds since 1970, as of the last time that so many milliseconds went by. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
