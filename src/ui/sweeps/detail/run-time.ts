import { clockTime } from '../../format';

/** `1.4 s`; from a minute on `1:04`. */
export function runTime(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(1)} s` : clockTime(seconds);
}
